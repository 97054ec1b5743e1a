"""What a run has done so far, and what it was in the end."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field

from pipeline.store.record import FetchRecord, Kind, Outcome


@dataclass(slots=True)
class FetchProgress:
    """Running figures; ``waiting`` counts addresses that are known and not yet done.

    ``lists`` says of sitemaps and feeds that led to no page why, a line each.
    """

    pages: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    bytes: int = 0
    requests: int = 0
    waiting: int = 0
    resumed: int = 0
    deferred: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    lists: list[str] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    def note(self, record: FetchRecord, new: bool) -> None:
        """Takes in one logged outcome; ``new`` says that the address had no body before."""
        self.bytes += record.body_bytes or 0
        if record.kind != Kind.PAGE or not record.final:
            return
        outcome = Outcome(record.outcome)
        if not outcome.good:
            self.errors[outcome.value] += 1
            return
        self.pages += 1
        if outcome is not Outcome.STORED:
            self.unchanged += 1
        elif new:
            self.new += 1
        else:
            self.changed += 1

    @property
    def seconds(self) -> float:
        """Time since the start."""
        return time.monotonic() - self.started

    @property
    def seconds_left(self) -> float | None:
        """An estimate from the pace so far; None before there is one."""
        done = self.pages + sum(self.errors.values())
        return self.seconds / done * self.waiting if done else None


@dataclass(frozen=True, slots=True)
class FetchSummary:
    """A run in the end. ``stopped`` says why before its time ("budget", "interrupted"), else it is null.

    ``deferred`` counts addresses whose host asked to come later or did not answer; the next run of the
    same job goes on with them, as it does after a stop. ``lists`` says of sitemaps and feeds that led to
    no page why.
    """

    run_id: str
    pages: int
    new: int
    changed: int
    unchanged: int
    resumed: int
    deferred: int
    bytes: int
    requests: int
    errors: dict[str, int]
    seconds: float
    stopped: str | None = None
    lists: tuple[str, ...] = ()

    @property
    def finished(self) -> bool:
        """Whether nothing of the job is left for the next run to go on with."""
        return self.stopped is None and self.deferred == 0
