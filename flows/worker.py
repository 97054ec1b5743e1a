"""A spawned process that does one order after the other, and whose death at any moment is noticed.

It shares no lock and no queue with anything: pools that do can wait for ever on what a killed process held.
"""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from flows.work import Order


class WorkerDiedError(Exception):
    """The process that worked on a batch died or stalled; nothing of the batch was sealed."""


class Worker:
    """Starts the process. ``work`` is what it does with an order: an importable function."""

    def __init__(self, work: Callable[[Order], Path]) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, work), daemon=True)
        self._process.start()
        theirs.close()  # theirs is the only one left: it closes when they die, however they die

    @property
    def pid(self) -> int:
        """The number of the process."""
        assert self._process.pid is not None  # it was started
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.is_alive()

    def do(self, order: Order) -> Path:
        """Have one order done.

        Raises:
            WorkerDiedError: the process ended before it answered.
            Exception: what the work raised.
        """
        try:
            self._pipe.send(order)
            done, answer = self._pipe.recv()
        except (EOFError, OSError):
            self._process.join()
            raise WorkerDiedError(f"the process died (exit code {self._process.exitcode})") from None
        if done:
            return Path(answer)
        raise answer

    def end(self) -> None:
        """Kill the process, whatever it is doing."""
        self._process.kill()
        self._process.join()
        self._pipe.close()


def _serve(pipe: Connection, work: Callable[[Order], Path]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the process that started this one acts on it
    while True:
        try:
            order = pipe.recv()
        except EOFError:  # the run is over or was killed
            return
        try:
            answer: tuple[bool, object] = True, work(order)
        except Exception as error:
            answer = False, _portable(error)
        try:
            pipe.send(answer)
        except BrokenPipeError:  # nobody waits for it any more; what was sealed stays
            return


def _portable(error: Exception) -> Exception:
    """The error as it can be sent, with its traceback as a note."""
    told = traceback.format_exc()
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # whatever keeps a foreign exception from being rebuilt
        error = RuntimeError(f"{type(error).__name__}: {error}")
    error.add_note(told)
    return error
