"""Progress on standard error: a bar on a terminal, one plain line a stage elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flows.report import Reporter


@contextmanager
def reporter() -> Iterator[Reporter]:
    """The reporter that suits where standard error goes."""
    if not sys.stderr.isatty():
        yield Lines(_to_stderr)
        return
    from flows.bars import bars

    with bars() as drawn:
        yield drawn


class Lines:
    """Plain lines with counts, never one a page: at most one every ten seconds and one at a stage's end."""

    EVERY = 10.0

    def __init__(self, say: Callable[[str], object]) -> None:
        self._tell = say
        self._stage, self._total, self._pages, self._failed = "", 0, 0, 0
        self._begun = self._said = time.monotonic()

    def begin(self, stage: str, total: int) -> None:
        """Take note of the stage."""
        self._stage, self._total, self._pages, self._failed = stage, total, 0, 0
        self._begun = self._said = time.monotonic()

    def advance(self, pages: int, failed: int) -> None:
        """Count; tell now and then."""
        self._pages += pages
        self._failed += failed
        if time.monotonic() - self._said >= self.EVERY:
            self._said = time.monotonic()
            self._say(f"{self._pages} of {self._total} pages{self._rate()}{self._failures()}")

    def end(self, note: str = "") -> None:
        """Tell what the stage came to."""
        parts = [f"{self._pages} pages{self._rate()}{self._failures()}"] if self._total else []
        if said := ", ".join([*parts, *([note] if note else [])]):
            self._say(said)

    def _rate(self) -> str:
        seconds = time.monotonic() - self._begun
        return f" in {seconds:.1f} s" if seconds >= 1 else ""

    def _failures(self) -> str:
        return f", {self._failed} failed" if self._failed else ""

    def _say(self, text: str) -> None:
        self._tell(f"{self._stage:<10} {text}")


def _to_stderr(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
