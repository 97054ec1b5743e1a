"""The progress display of a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn


@contextmanager
def bars() -> Iterator[Bars]:
    """A display that lasts as long as the context; its bars stay on the screen."""
    columns = (
        TextColumn("{task.description:<10}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[note]}"),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        yield Bars(progress)


class Bars:
    """One bar a stage."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None
        self._failed = 0

    def begin(self, stage: str, total: int) -> None:
        """Draw the stage's bar; without pages to count it only pulses."""
        self._failed = 0
        self._task = self._progress.add_task(stage, total=total or None, note="")

    def advance(self, pages: int, failed: int) -> None:
        """Move the bar on."""
        if self._task is None:
            return
        self._failed += failed
        note = f"{self._failed} failed" if self._failed else ""
        self._progress.update(self._task, advance=pages, note=note)

    def end(self, note: str = "") -> None:
        """Fill the bar."""
        if self._task is None:
            return
        notes = [*([f"{self._failed} failed"] if self._failed else []), *([note] if note else [])]
        task = next(t for t in self._progress.tasks if t.id == self._task)
        total = task.total or task.completed or 1
        self._progress.update(self._task, total=total, completed=total, note=", ".join(notes))
        self._task = None
