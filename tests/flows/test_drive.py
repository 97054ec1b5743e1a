from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest

from flows.drive import drive
from flows.executors import open_pool
from flows.ledger import Ledger
from flows.survey import PageTask
from flows.work import ParseOrder
from pipeline.sources.refs import SourceRef
from tests.flows.fatal import fatal


def _orders(folder: Path, sources: Sequence[str], size: int, stall: float = 0) -> list[ParseOrder]:
    folder.mkdir(exist_ok=True)
    tasks = [PageTask(SourceRef(source, f"/{source}", "text/html", "x", 1), f"key-{source}") for source in sources]
    return [ParseOrder(folder, tuple(tasks[i : i + size]), None, stall) for i in range(0, len(tasks), size)]


def _drive(orders: Sequence[ParseOrder]) -> tuple[Ledger, list[tuple[int, int]]]:
    ledger, told = Ledger(), []
    with open_pool(2, fatal) as pool:
        drive(pool, orders, ledger, lambda pages, failed: told.append((pages, failed)))
    return ledger, told


def test_a_page_that_kills_its_process_costs_that_page_alone(tmp_path: Path) -> None:
    sources = [f"good-{i}" for i in range(11)]
    sources.insert(4, "kill-me")
    ledger, told = _drive(_orders(tmp_path / "parse", sources, 6))
    assert sorted(ledger.done) == sorted(f"key-{source}" for source in sources if source != "kill-me")
    [(_, failed)] = ledger.failed.values()
    assert (failed.source, failed.error, failed.attempts) == ("kill-me", "WorkerDied", 1)
    assert "-9" in failed.message
    assert sum(pages for pages, _ in told) == 12
    assert sum(failures for _, failures in told) == 1


def test_a_page_that_hangs_costs_that_page_alone(tmp_path: Path) -> None:
    ledger, _ = _drive(_orders(tmp_path / "parse", ["good-1", "hang-2", "good-3"], 3, stall=0.5))
    assert sorted(ledger.done) == ["key-good-1", "key-good-3"]
    assert list(ledger.failed) == ["key-hang-2"]


def test_an_error_of_the_work_itself_ends_the_run(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="a bug at bug-2"):
        _drive(_orders(tmp_path / "parse", ["good-1", "bug-2"], 2))


def test_a_worker_killed_from_outside_costs_no_page(tmp_path: Path) -> None:
    seen = tmp_path / "seen.txt"
    killed: list[int] = []

    def kill_one(_pages: int, _failed: int) -> None:
        if not killed:
            killed.append(int(seen.read_text().split()[0]))
            os.kill(killed[0], signal.SIGKILL)

    ledger = Ledger()
    with open_pool(2, fatal) as pool:
        drive(pool, _orders(tmp_path / "parse", [f"good-{i}" for i in range(12)], 2), ledger, kill_one)
    assert len(ledger.done) == 12
    assert not ledger.failed
    assert killed
