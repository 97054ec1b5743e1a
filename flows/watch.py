"""Which page a worker is on, so that the one that kills or stalls it is known at once."""

from __future__ import annotations

import faulthandler
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

_Item = TypeVar("_Item")


class Watch:
    """Marks the page at hand in a small file; a page that takes longer than ``stall_seconds`` ends the process.

    The limit is a sign of a hanging page, far above what any page takes, and decides no content: the
    page is tried again alone. It also ends a loop in C that never gives back the interpreter.
    ``stall_seconds`` 0 sets no limit.
    """

    def __init__(self, mark: Path, stall_seconds: float) -> None:
        self._mark = mark
        self._stall = stall_seconds

    def each(self, items: Sequence[_Item]) -> Iterator[_Item]:
        """The items in turn, each watched until the next one is asked for."""
        with self._open() as (descriptor, silence):
            for number, item in enumerate(items):
                os.pwrite(descriptor, number.to_bytes(8, "big"), 0)
                if self._stall:
                    faulthandler.dump_traceback_later(self._stall, exit=True, file=silence)
                yield item

    @contextmanager
    def _open(self) -> Iterator[tuple[int, int]]:
        descriptor = os.open(self._mark, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        silence = os.open(os.devnull, os.O_WRONLY)
        try:
            yield descriptor, silence
        finally:
            if self._stall:
                faulthandler.cancel_dump_traceback_later()
            os.close(descriptor)
            os.close(silence)
            self._mark.unlink(missing_ok=True)


def take_mark(mark: Path) -> int | None:
    """The number of the page that a dead worker was on, null where it had begun none. Removes the mark."""
    try:
        data = mark.read_bytes()
    except FileNotFoundError:
        return None
    mark.unlink(missing_ok=True)
    return int.from_bytes(data, "big") if len(data) == 8 else None
