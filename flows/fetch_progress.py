"""How a fetch run is told: a bar on a terminal, plain lines elsewhere, and its sum at the end."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pipeline.sources.fetch.progress import FetchProgress, FetchSummary
from pipeline.store.record import Outcome

_EVERY = 10.0  # seconds between two plain lines
_REDRAW = 0.2
_LISTS = 10  # sitemaps that are named


@contextmanager
def reporting() -> Iterator[Callable[[FetchProgress], None]]:
    """A function to call with the running figures, for as long as the context lasts."""
    if not sys.stderr.isatty():
        yield _spaced(lambda progress: _say(line_of(progress)), _EVERY)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("fetch"), BarColumn(bar_width=30), TimeElapsedColumn(), TextColumn("{task.fields[note]}"))
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("fetch", total=None, note="")

        def draw(progress: FetchProgress) -> None:
            done = progress.pages + sum(progress.errors.values())
            bar.update(task, completed=done, total=done + progress.waiting, note=line_of(progress))

        yield _spaced(draw, _REDRAW)


def line_of(progress: FetchProgress) -> str:
    """The running figures in one line: pages, bytes, errors by kind, time left."""
    errors = ", ".join(f"{count} {kind}" for kind, count in sorted(progress.errors.items()))
    left = progress.seconds_left
    parts = [
        f"{progress.pages} pages",
        f"{progress.bytes / 1e6:.1f} MB",
        *([errors] if errors else []),
        f"{progress.waiting} waiting",
        *([f"about {_span(left)} left"] if left is not None and progress.waiting else []),
    ]
    return ", ".join(parts)


def told(summary: FetchSummary) -> list[str]:
    """The sum of a run, for people."""
    lines = [
        f"pages     {summary.pages} ({summary.new} new, {summary.changed} changed, {summary.unchanged} unchanged)",
        f"requests  {summary.requests} in {_span(summary.seconds)}, {summary.bytes / 1e6:.1f} MB",
    ]
    lines += [f"error     {count} {kind}" for kind, count in summary.errors.items()]
    if Outcome.UNSAFE in summary.errors:
        lines.append("          private addresses are asked only if --allow-network names them (such as 127.0.0.1/32)")
    lines += [f"sitemap   {line}" for line in summary.lists[:_LISTS]]
    if len(summary.lists) > _LISTS:
        lines.append(f"sitemap   {len(summary.lists) - _LISTS} more led to no page")
    if summary.resumed:
        lines.append(f"resumed   {summary.resumed} were done before the run broke off")
    if summary.deferred:
        lines.append(f"deferred  {summary.deferred} for hosts that asked to come later or did not answer")
    if summary.stopped:
        lines.append(f"stopped   {summary.stopped}; the same command goes on from here")
    return lines


def _span(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{seconds:.1f} s"
    return f"{whole // 60} min" if whole < 3600 else f"{whole // 3600} h {whole % 3600 // 60} min"


def _spaced(tell: Callable[[FetchProgress], None], every: float) -> Callable[[FetchProgress], None]:
    last = time.monotonic()

    def now_and_then(progress: FetchProgress) -> None:
        nonlocal last
        if time.monotonic() - last >= every:
            last = time.monotonic()
            tell(progress)

    return now_and_then


def _say(line: str) -> None:
    sys.stderr.write(f"fetch      {line}\n")
    sys.stderr.flush()
