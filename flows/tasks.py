"""Batches as Prefect task runs, on threads that feed the flow's own pool, or on a cluster's workers.

A task run takes an order (keys and paths) and gives a path. It never fails because of a page: a process
that died is an answer like any other, so that no stack trace is logged for what the flow puts right.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.task_runners import TaskRunner

from flows.executors import Executor
from flows.work import ConcludeOrder, Order, ParseOrder, PartitionOrder, run_order
from flows.worker import WorkerDiedError

RETRIES = 3
RETRY_SECONDS = [1.0, 5.0, 20.0]
JITTER = 0.5


class Sealed:
    """An order as one opaque value: Prefect looks into tuples and dataclasses for futures, page by page."""

    __slots__ = ("order",)

    def __init__(self, order: Order) -> None:
        self.order = order

    def __reduce__(self) -> tuple[type[Sealed], tuple[Order]]:
        return Sealed, (self.order,)


def transient(_task: object, _run: object, state: Any) -> bool:
    """Whether a task run's failure may pass: a file system or network that did not answer, no fault of a page."""
    error = state.data if isinstance(state.data, BaseException) else None
    return isinstance(error, (TimeoutError, ConnectionError, BlockingIOError, InterruptedError))


def _name() -> str:
    from prefect.runtime import task_run

    order = task_run.parameters["sealed"].order
    if isinstance(order, PartitionOrder):
        return f"compare partition {order.partition + 1} of {order.partitions}"
    if isinstance(order, ConcludeOrder):
        return "compare conclusion"
    return f"{'parse' if isinstance(order, ParseOrder) else 'extract'} {len(order.tasks)} pages"


@task(
    name="batch",
    task_run_name=_name,
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=RETRIES,
    retry_delay_seconds=RETRY_SECONDS,
    retry_jitter_factor=JITTER,
    retry_condition_fn=transient,
)
def batch(sealed: Sealed, pool: Executor | None, alone: bool) -> Path | str:
    """Do one batch in the pool, or right here on a cluster's worker; the part's folder, or what died."""
    if pool is None:
        return run_order(sealed.order)
    try:
        return pool.submit(sealed.order, alone).result()
    except WorkerDiedError as error:
        return str(error)


class TaskExecutor:
    """Hands batches to a started Prefect task runner. With a ``pool``, its processes do the work."""

    expendable = True

    def __init__(self, runner: TaskRunner[Any], workers: int, pool: Executor | None) -> None:
        self.workers = workers
        self._runner = runner
        self._pool = pool
        self._waiters = ThreadPoolExecutor(max_workers=2 * workers + 1, thread_name_prefix="healthsift-wait")

    def submit(self, order: Order, alone: bool = False) -> Future[Path]:
        """Start a task run for the batch."""
        given = self._runner.submit(batch, {"sealed": Sealed(order), "pool": self._pool, "alone": alone})
        return self._waiters.submit(self._result, given)

    def _result(self, given: Any) -> Path:
        try:
            answer = given.result()
        except Exception as error:
            if self._pool is None and _is_dead_worker(error):
                raise WorkerDiedError(f"the worker died ({type(error).__name__})") from None
            raise
        if isinstance(answer, str):
            raise WorkerDiedError(answer)
        return Path(answer)

    def close(self) -> None:
        """End the waiting threads."""
        self._waiters.shutdown(wait=False, cancel_futures=True)


_DEAD = {
    "CrashedRun",
    "KilledWorker",
    "LocalRayletDiedError",
    "NodeDiedError",
    "OutOfMemoryError",
    "WorkerCrashedError",
}


def _is_dead_worker(error: BaseException) -> bool:
    """Whether a cluster says that the process that worked on a task is gone (by name: both are extras)."""
    return type(error).__name__ in _DEAD
