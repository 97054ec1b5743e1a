"""Work that kills or stalls its process on certain pages: what spawned test workers import."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from flows.ledger import Done, Index, seal
from flows.watch import Watch
from flows.work import Order, ParseOrder, mark_of, part_of


def fatal(order: Order) -> Path:
    """Seal the order's pages; sources that begin with "kill" or "hang" do what they say."""
    assert isinstance(order, ParseOrder)

    def write(_: Path) -> Index:
        done = []
        for task in Watch(mark_of(order), order.stall_seconds).each(order.tasks):
            source = task.ref.source
            if source.startswith("kill"):
                os.kill(os.getpid(), signal.SIGKILL)
            if source.startswith("hang"):
                time.sleep(600)
            if source.startswith("bug"):
                raise RuntimeError(f"a bug at {source}")
            with (order.folder.parent / "seen.txt").open("a") as file:
                file.write(f"{os.getpid()} {source}\n")
            done.append(Done(task.key, f"page_{source}", source))
        return Index(tuple(done))

    return seal(part_of(order), write)
