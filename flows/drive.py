"""Batches through an executor: a few in flight, dead ones cut up, a page that kills quarantined."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from flows.executors import Executor
from flows.ledger import Index, Ledger, read_index, seal
from flows.survey import PageTask
from flows.watch import take_mark
from flows.work import PageOrder, ParseOrder, failure, mark_of, part_of
from flows.worker import WorkerDiedError
from schemas.enums import Stage

DEATHS = 2
"""Fresh processes that a page must kill or stall, each time alone, before it goes to quarantine."""


@dataclass(frozen=True, slots=True)
class _Try:
    """A batch and how many times it has killed its process alone."""

    order: PageOrder
    deaths: int = 0


def drive(executor: Executor, orders: Iterable[PageOrder], ledger: Ledger, advance: Callable[[int, int], None]) -> None:
    """Do all batches and enter their parts into the ledger.

    ``advance`` is told the pages that each sealed part adds and how many of them failed. Orders are
    taken from the iterable as workers become free, so that memory does not grow with their number.

    Raises:
        Exception: what a batch itself raised (a full disk, a bug): the run breaks off; sealed parts stay.
    """
    waiting: deque[_Try] = deque()
    running: dict[Future[Path], _Try] = {}
    source = iter(orders)
    while True:
        for attempt in _next(waiting, source, 2 * executor.workers - len(running)):
            alone = len(attempt.order.tasks) == 1 and attempt.deaths > 0
            running[executor.submit(attempt.order, alone)] = attempt
        if not running:
            return
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            attempt = running.pop(future)
            try:
                part = future.result()
            except WorkerDiedError as error:
                again = _after_death(attempt, str(error))
                if isinstance(again, Path):
                    part = again
                else:
                    waiting.extend(again)
                    continue
            index = read_index(part)
            ledger.add(part, index)
            advance(len(index.done) + len(index.failed), len(index.failed))


def _next(waiting: deque[_Try], source: Iterator[PageOrder], free: int) -> Iterator[_Try]:
    for _ in range(free):
        if waiting:
            yield waiting.popleft()
            continue
        order = next(source, None)
        if order is None:
            return
        yield _Try(order)


def _after_death(attempt: _Try, reason: str) -> list[_Try] | Path:
    """The batch around the page that it died on, and that page alone; or the part that says it failed.

    Where the worker had begun no page, the batch is halved.
    """
    order = attempt.order
    size = len(order.tasks)
    at = take_mark(mark_of(order))
    if size > 1:
        cuts = [0, size // 2, size] if at is None else sorted({0, at, at + 1, size})
        return [
            _Try(_slice(order, begin, end), deaths=int(at is not None and begin == at)) for begin, end in pairwise(cuts)
        ]
    if attempt.deaths < DEATHS:
        return [replace(attempt, deaths=attempt.deaths + 1)]
    task = order.tasks[0]
    stage = Stage.PARSE if isinstance(task, PageTask) else Stage.EXTRACT
    message = f"{reason}, in {DEATHS} fresh processes that worked on this page alone"
    failed = failure(task, stage, "WorkerDied", message)
    return seal(part_of(order), lambda _: Index(failed=(failed,)))


def _slice(order: PageOrder, begin: int, end: int) -> PageOrder:
    if isinstance(order, ParseOrder):
        return replace(order, tasks=order.tasks[begin:end])
    return replace(order, tasks=order.tasks[begin:end])
