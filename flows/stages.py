"""The stages of a run over pages: each takes what the one before gave, and does only what is not done yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from flows.batches import batches
from flows.drive import drive
from flows.executors import Executor
from flows.keys import extract_key
from flows.ledger import Done, Failed, Ledger, read_ledger
from flows.parameters import BuildParameters
from flows.report import Reporter
from flows.survey import PageTask, Survey, UsageError
from flows.work import ROWS, ExtractOrder, ExtractTask, Order, ParseOrder
from flows.workspace import Workspace
from pipeline.dedupe.verdicts import NOTHING, PageVerdicts
from pipeline.publish.request import Part
from schemas.enums import Stage


@dataclass(frozen=True, slots=True)
class Run:
    """What every stage of one run needs; ``seconds`` fills with what each of them takes."""

    parameters: BuildParameters
    workspace: Workspace
    executor: Executor
    reporter: Reporter
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def stall_seconds(self) -> float:
        """After how long a page hangs; 0 where the process that works on it is the run's own."""
        return self.parameters.stall_seconds if self.executor.expendable else 0


class NoMoreWork:
    """An executor for runs that take up what is done: any work left is wrong usage."""

    workers = 1
    expendable = False

    def submit(self, order: Order, alone: bool = False) -> Future[Path]:
        """Refuse.

        Raises:
            UsageError: always.
        """
        del order, alone
        raise UsageError("not all pages are built: build first")


@dataclass(frozen=True, slots=True)
class Parsed:
    """The live parsed pages by page id: the part that holds each, and its place there; and what failed."""

    pages: Mapping[str, tuple[Path, Done]]
    failed: tuple[Failed, ...]


@dataclass(frozen=True, slots=True)
class Extracted:
    """The live extracted pages as the publisher takes them, their keys in order, and what failed."""

    parts: tuple[Part, ...]
    keys: tuple[str, ...]
    failed: tuple[Failed, ...]


def parse(run: Run, found: Survey) -> Parsed:
    """Parse the pages whose keys no sealed part holds."""
    folder = run.workspace.parse
    ledger = read_ledger(folder)
    size, workers, stall = run.parameters.batch_pages, run.executor.workers, run.stall_seconds
    pending = list(_pending(found.pages, ledger, run.parameters.retry_failed))
    run.reporter.begin("parse", len(pending))
    orders = (
        ParseOrder(folder, batch, run.parameters.site, stall)
        for batch in batches(pending, size, workers, lambda task: task.ref.size)
    )
    drive(run.executor, orders, ledger, run.reporter.advance)
    run.reporter.end(_reused(len(found.pages) - len(pending)))
    return live_pages(found.pages, ledger)


def live_pages(tasks: Sequence[PageTask], ledger: Ledger) -> Parsed:
    """The parsed pages among ``tasks``, all of which the ledger knows. Of two pages of one id the first is kept."""
    pages: dict[str, tuple[Path, Done]] = {}
    failed: list[Failed] = []
    for task in tasks:
        if task.key not in ledger.done:
            failed.append(ledger.failed[task.key][1])
            continue
        part, done = ledger.done[task.key]
        if (first := pages.setdefault(done.page_id, (part, done))[1]) is not done:
            message = f"has the page id of {first.source!r}, which is kept"
            failed.append(Failed(task.key, done.source, Stage.SOURCE, "SamePage", message, datetime.now(UTC)))
    return Parsed(pages, tuple(failed))


def extract(run: Run, parsed: Parsed, verdicts: Mapping[str, PageVerdicts]) -> Extracted:
    """Extract the pages whose keys no sealed part holds."""
    folder = run.workspace.extract
    ledger = read_ledger(folder)
    size, workers, stall = run.parameters.batch_pages, run.executor.workers, run.stall_seconds
    tasks = extract_tasks(parsed, verdicts)
    pending = list(_pending(tasks, ledger, run.parameters.retry_failed))
    run.reporter.begin("extract", len(pending))
    orders = (
        ExtractOrder(folder, batch, stall) for batch in batches(pending, size, workers, lambda task: task.done.length)
    )
    drive(run.executor, orders, ledger, run.reporter.advance)
    run.reporter.end(_reused(len(tasks) - len(pending)))
    return _live_parts(tasks, ledger)


def extract_tasks(parsed: Parsed, verdicts: Mapping[str, PageVerdicts]) -> list[ExtractTask]:
    """The extract work of all parsed pages, done or not."""
    tasks = []
    for page, (part, done) in parsed.pages.items():
        found = verdicts.get(page, NOTHING)
        tasks.append(ExtractTask(extract_key(done.key, found), part, done, found))
    return tasks


def _live_parts(tasks: Sequence[ExtractTask], ledger: Ledger) -> Extracted:
    live: dict[Path, set[str]] = defaultdict(set)
    for task in tasks:
        if task.key in ledger.done:
            live[ledger.done[task.key][0]].add(task.done.page_id)
    held: dict[Path, int] = defaultdict(int)
    for part, _ in ledger.done.values():
        held[part] += 1
    parts = (
        Part(part / ROWS, None if len(pages) == held[part] else frozenset(pages))
        for part, pages in sorted(live.items())
    )
    failed = tuple(ledger.failed[task.key][1] for task in tasks if task.key not in ledger.done)
    return Extracted(tuple(parts), tuple(sorted(task.key for task in tasks)), failed)


_Task = TypeVar("_Task", PageTask, ExtractTask)


def _pending(tasks: Sequence[_Task], ledger: Ledger, retry: bool) -> Iterator[_Task]:
    """The tasks without a result; with ``retry`` those that failed too."""
    for task in tasks:
        if task.key not in ledger:
            yield task
        elif retry and task.key not in ledger.done:
            yield replace(task, before=ledger.failed[task.key][1])


def _reused(pages: int) -> str:
    return f"{pages} done before" if pages else ""
