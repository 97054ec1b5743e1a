"""Where a batch is worked on: in this process, or in a pool of spawned ones. Neither needs Prefect."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
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

    ``work`` is what they do with an order: an importable function.
    """

    expendable = True

    def __init__(self, workers: int, work: Callable[[Order], Path] = run_order) -> None:
        self.workers = workers
        self._work = work
        self._context = multiprocessing.get_context("spawn")
        self._pool: ProcessPool | None = None
        self._lock = threading.Lock()  # task runs submit from threads of their own

    def submit(self, order: Order, alone: bool = False) -> Future[Path]:
        """Queue the batch. The processes start with the first one."""
        if alone:
            pool = ProcessPool(max_workers=1, context=self._context)
            future = _schedule(pool, self._work, order)
            pool.close()
            return future
        with self._lock:
            if self._pool is None:
                self._pool = ProcessPool(max_workers=self.workers, max_tasks=RECYCLE, context=self._context)
        return _schedule(self._pool, self._work, order)

    def close(self, wait: bool) -> None:
        """End the processes: after their batches, or at once."""
        if self._pool is None:
            return
        if wait:
            self._pool.close()
        else:
            self._pool.stop()
        self._pool.join()
        self._pool = None


def _schedule(pool: ProcessPool, work: Callable[[Order], Path], order: Order) -> Future[Path]:
    given = pool.schedule(work, args=(order,))
    future: Future[Path] = Future()
    given.add_done_callback(lambda done: _pass_on(done, future))
    return future


def _pass_on(done: Future[Path], future: Future[Path]) -> None:
    try:
        future.set_result(done.result())
    except ProcessExpired as error:
        future.set_exception(WorkerDiedError(f"the process died (exit code {error.exitcode})"))
    except BaseException as error:
        future.set_exception(error)


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
    """A pool that ends with the context: at once where the run broke off."""
    pool = Pool(workers, work)
    try:
        yield pool
    except BaseException:
        pool.close(wait=False)
        raise
    pool.close(wait=True)
