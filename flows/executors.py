"""Where a batch is worked on: in this process, or in a pool of spawned ones. Neither needs Prefect."""

from __future__ import annotations

import multiprocessing
import queue
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from pebble import ProcessExpired, ProcessPool

from flows.work import Order, run_order

RECYCLE = 200
"""Batches after which a worker is replaced by a fresh process, whatever it may have leaked."""


class WorkerDiedError(Exception):
    """The process that worked on a batch died or stalled; nothing of the batch was sealed."""


class Executor(Protocol):
    """Takes batches and works on ``workers`` of them at once.

    ``expendable``: its processes may be ended over a page that hangs.
    """

    workers: int
    expendable: bool

    def submit(self, order: Order, alone: bool = False) -> Future[Path]:
        """Start a batch; the future gives the folder of its sealed part, or raises WorkerDiedError.

        ``alone`` asks for a process that has seen no other page.
        """
        ...


class InProcess:
    """Works on one batch at a time in this very process: the simplest, and no process to start."""

    workers = 1
    expendable = False

    def submit(self, order: Order, alone: bool = False) -> Future[Path]:
        """Do the batch at once; a page that kills its process ends the run here."""
        del alone
        future: Future[Path] = Future()
        try:
            future.set_result(run_order(order))
        except Exception as error:
            future.set_exception(error)
        return future


class Pool:
    """Spawned processes that are replaced when they die. A dead one costs its own batch only.

    Each has a channel of its own: a process that is killed while it holds the lock of a shared one would
    stop all others. ``work`` is what they do with an order: an importable function.
    """

    expendable = True

    def __init__(self, workers: int, work: Callable[[Order], Path] = run_order) -> None:
        self.workers = workers
        self._slots = [_Slot(work) for _ in range(workers)]
        self._free: queue.LifoQueue[_Slot] = queue.LifoQueue()  # one that runs already comes first
        for slot in self._slots:
            self._free.put(slot)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="healthsift-pool")

    def submit(self, order: Order, alone: bool = False) -> Future[Path]:
        """Queue the batch. A process starts with its first one."""
        return self._threads.submit(self._run, order, alone)

    def _run(self, order: Order, alone: bool) -> Path:
        slot = self._free.get()
        try:
            return slot.run(order, alone)
        finally:
            self._free.put(slot)

    def close(self) -> None:
        """End the processes at once, and what they are working on."""
        for slot in self._slots:
            slot.end()
        self._threads.shutdown(wait=True, cancel_futures=True)


class _Slot:
    """One process at a time."""

    def __init__(self, work: Callable[[Order], Path]) -> None:
        self._work = work
        self._pool: ProcessPool | None = None
        self._ended = False

    def run(self, order: Order, fresh: bool) -> Path:
        if fresh:
            self._stop()
        if self._ended:
            raise CancelledError
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPool(max_workers=1, max_tasks=RECYCLE, context=context)
        try:
            return self._pool.schedule(self._work, args=(order,)).result()
        except ProcessExpired as error:
            self._stop()
            raise WorkerDiedError(f"the process died (exit code {error.exitcode})") from None
        except BrokenExecutor:
            self._stop()
            raise WorkerDiedError("the process died") from None

    def end(self) -> None:
        self._ended = True
        self._stop()

    def _stop(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()
            pool.join()


@contextmanager
def open_executor(workers: int) -> Iterator[Executor]:
    """An executor for this machine: this process where one worker is enough, else a pool."""
    if workers == 1:
        yield InProcess()
        return
    with open_pool(workers) as pool:
        yield pool


@contextmanager
def open_pool(workers: int, work: Callable[[Order], Path] = run_order) -> Iterator[Pool]:
    """A pool that ends with the context."""
    pool = Pool(workers, work)
    try:
        yield pool
    finally:
        pool.close()
