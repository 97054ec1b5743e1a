"""Where a batch is worked on: in this process, or in a pool of spawned ones. Neither needs Prefect."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from flows.work import Order, run_order
from flows.worker import Worker, WorkerDiedError

RECYCLE = 200
"""Batches after which a worker is replaced by a fresh process, whatever it may have leaked."""


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
        self._worker: Worker | None = None
        self._taken = 0
        self._ended = False
        self._changing = threading.Lock()

    def run(self, order: Order, fresh: bool) -> Path:
        worker = self._ready(fresh)
        try:
            return worker.do(order)
        except WorkerDiedError:
            if self._ended:
                raise CancelledError from None
            raise

    def _ready(self, fresh: bool) -> Worker:
        with self._changing:
            if self._ended:
                raise CancelledError
            if fresh or self._taken >= RECYCLE or not (self._worker and self._worker.alive):
                self._stop()
                self._worker, self._taken = Worker(self._work), 0
            self._taken += 1
            return self._worker

    def end(self) -> None:
        with self._changing:
            self._ended = True
            self._stop()

    def _stop(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()


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
