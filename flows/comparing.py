"""The compare pass over all live pages of a run: one task a partition, then one that draws the verdicts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from uuid import uuid4

from flows.executors import Executor
from flows.keys import digest, step_version
from flows.stages import Parsed, Run
from flows.work import SIGNATURES, ConcludeOrder, Order, PartitionOrder
from flows.worker import WorkerDiedError
from flows.workspace import Workspace
from pipeline.dedupe.live import write_live
from pipeline.dedupe.signature_files import PREFIXES
from pipeline.dedupe.verdict_files import read_verdicts
from pipeline.dedupe.verdicts import PageVerdicts
from pipeline.publish.durable import sync_file, sync_folder

ONE_TASK = 2_000
"""Pages that one task compares faster than several would be started."""
PAGES_A_TASK = 20_000
DEATHS = 3
KEPT = 3
"""Verdict tables that stay for a later run over the same pages."""


def compare(run: Run, parsed: Parsed) -> Mapping[str, PageVerdicts]:
    """The verdicts on the pages that have some, by page id; drawn once for a set of parsed pages.

    Raises:
        RuntimeError: a task's process died again and again.
    """
    folder = run.workspace.compare
    table = _table(run.workspace, parsed)
    run.reporter.begin("compare", 0)
    known = table.is_file()
    if not known:
        # A folder of its own for each run: workers that outlive a killed one still write into that one's.
        _draw(run.executor, parsed, folder / f".{table.stem}.{uuid4().hex[:12]}", table)
    os.utime(table)
    _forget(folder)
    run.reporter.end("done before" if known else "")
    return read_verdicts(table)


def known_verdicts(workspace: Workspace, parsed: Parsed) -> Mapping[str, PageVerdicts] | None:
    """The verdicts that an earlier run has drawn on just these pages, null where none did."""
    table = _table(workspace, parsed)
    return read_verdicts(table) if table.is_file() else None


def _table(workspace: Workspace, parsed: Parsed) -> Path:
    name = digest(step_version("compare"), *sorted(done.key for _, done in parsed.pages.values()))[:24]
    return workspace.compare / f"{name}.parquet"


def _draw(executor: Executor, parsed: Parsed, work: Path, table: Path) -> None:
    work.mkdir(parents=True)
    live = work / "live.parquet"
    write_live(((part / SIGNATURES, page) for page, (part, _) in parsed.pages.items()), live)
    count = partitions_for(len(parsed.pages), executor.workers)
    folders = _all(executor, [PartitionOrder(live, n, count, work) for n in range(count)])
    verdicts = _all(executor, [ConcludeOrder(live, tuple(folders), work / "verdicts.parquet")])[0]
    sync_file(verdicts)
    verdicts.replace(table)
    sync_folder(table.parent)
    shutil.rmtree(work, ignore_errors=True)


def partitions_for(pages: int, workers: int) -> int:
    """Into how many tasks the comparison of so many pages is cut. The verdicts do not depend on it."""
    if pages <= ONE_TASK:
        return 1
    return min(PREFIXES, max(workers, -(-pages // PAGES_A_TASK)))


def _all(executor: Executor, orders: Sequence[Order]) -> list[Path]:
    """The answers in order; at most as many orders at once as there are workers."""
    answers: list[Path] = []
    for begin in range(0, len(orders), executor.workers):
        several = orders[begin : begin + executor.workers]
        futures = [(order, executor.submit(order)) for order in several]
        answers += [_answer(executor, order, future) for order, future in futures]
    return answers


def _answer(executor: Executor, order: Order, future: Future[Path]) -> Path:
    for attempt in range(1, DEATHS):
        try:
            return future.result()
        except WorkerDiedError:
            future = executor.submit(order, alone=attempt > 1)
    try:
        return future.result()
    except WorkerDiedError as error:
        raise RuntimeError(f"the compare pass gave up: {error}, {DEATHS} times (is there enough memory?)") from None


def _forget(folder: Path) -> None:
    tables = sorted(folder.glob("*.parquet"), key=lambda path: path.stat().st_mtime, reverse=True)
    for stale in tables[KEPT:]:
        stale.unlink(missing_ok=True)
