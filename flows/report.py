"""How a run tells what it does: a progress display on a terminal, plain lines elsewhere."""

from __future__ import annotations

from typing import Protocol


class Reporter(Protocol):
    """Told of every stage of a run."""

    def begin(self, stage: str, total: int) -> None:
        """A stage begins that has ``total`` pending pages (0: it has no pages to count)."""
        ...

    def advance(self, pages: int, failed: int) -> None:
        """Some pages of the stage are done, of which some failed."""
        ...

    def end(self, note: str = "") -> None:
        """The stage is done."""
        ...


class Silent:
    """Says nothing."""

    def begin(self, stage: str, total: int) -> None:
        """Say nothing."""

    def advance(self, pages: int, failed: int) -> None:
        """Say nothing."""

    def end(self, note: str = "") -> None:
        """Say nothing."""
