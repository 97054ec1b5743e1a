from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.work import Order, PartitionOrder
from flows.worker import Worker, WorkerDiedError


class UnsendableError(Exception):
    """Cannot be rebuilt from its arguments."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} {two}")


def obey(order: Order) -> Path:
    """What the workers of these tests do: the folder's name says it."""
    assert isinstance(order, PartitionOrder)
    match order.live.name:
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "raise":
            raise ValueError("no such partition")
        case "raise-oddly":
            raise UnsendableError("cannot", "travel")
    return Path(str(os.getpid()))


def ask(word: str) -> PartitionOrder:
    return PartitionOrder(Path(word), 0, 1, Path("out"))


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker(obey)
    yield worker
    worker.end()


def test_one_process_does_one_order_after_the_other(worker: Worker) -> None:
    first = worker.do(ask("work"))
    assert worker.do(ask("work")) == first
    assert int(first.name) != os.getpid()


@pytest.mark.parametrize(("word", "raised"), [("raise", ValueError), ("raise-oddly", RuntimeError)])
def test_what_the_work_raises_comes_back_with_its_place_and_the_process_lives(
    worker: Worker, word: str, raised: type[Exception]
) -> None:
    with pytest.raises(raised) as caught:
        worker.do(ask(word))
    assert any("in obey" in note for note in caught.value.__notes__)
    assert worker.alive


def test_a_process_that_dies_at_work_is_noticed(worker: Worker) -> None:
    with pytest.raises(WorkerDiedError, match="-9"):
        worker.do(ask("die"))
    assert not worker.alive


def test_a_process_that_is_killed_while_it_starts_is_noticed() -> None:
    worker = Worker(obey)
    os.kill(worker.pid, signal.SIGKILL)
    with pytest.raises(WorkerDiedError, match="-9"):
        worker.do(ask("work"))
    worker.end()


def test_a_process_that_is_killed_while_it_waits_is_noticed(worker: Worker) -> None:
    worker.do(ask("work"))
    os.kill(worker.pid, signal.SIGKILL)
    with pytest.raises(WorkerDiedError, match="-9"):
        worker.do(ask("work"))
