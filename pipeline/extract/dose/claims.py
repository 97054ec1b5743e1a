"""What the dose grammar gives: claims, each one field read from one stretch of a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemas.base import Range


class Field(StrEnum):
    """What a claim states. ``MORE_`` counts come on top of the first round; ``TOTAL`` checks a product."""

    REPS = "reps"
    MORE_REPS = "more_reps"
    REPEATS = "repeats"  # "repeat 3 times": repetitions, or sets where repetitions stand already
    OPEN_REPS = "open_reps"  # as many as possible: no number
    TOTAL = "total"
    SETS = "sets"
    MORE_SETS = "more_sets"
    ROUNDS = "rounds"
    HOLD = "hold"
    BREATHS = "breaths"  # a hold counted in breaths has no seconds
    DURATION = "duration"
    REST = "rest"
    FREQUENCY = "frequency"
    SIDE = "side"
    ALTERNATE = "alternate"


COUNTED = (
    Field.REPS,
    Field.REPEATS,
    Field.MORE_REPS,
    Field.OPEN_REPS,
    Field.SETS,
    Field.HOLD,
    Field.BREATHS,
    Field.DURATION,
)
"""The fields that say how much of an exercise is to be done."""


class Tier(StrEnum):
    """How binding a claim is: the base dose, a goal to work up to, a harder variant."""

    BASE = "base"
    GOAL = "goal"
    PROGRESSION = "progression"


@dataclass(frozen=True, slots=True)
class Claim:
    """One field of a dose in ``text[start:end]``; ``value`` is a count or seconds, null where the words are the value.

    ``rule`` names the rule that read it, ``total`` says that the words count both sides together.
    """

    field: Field
    start: int
    end: int
    rule: str
    value: Range | None = None
    tier: Tier = Tier.BASE
    total: bool = False


@dataclass(frozen=True, slots=True)
class Dose:
    """The claims of an instruction put together; what is not stated is null.

    ``per_side`` says that the dose holds for each side by its words, ``alternating`` that the other side
    follows without a number. ``claims`` are the claims that were used, in order of the text.
    """

    reps: Range | None = None
    reps_per_side: bool = False
    sets: Range | None = None
    hold_seconds: Range | None = None
    duration_seconds: Range | None = None
    rest: str | None = None
    per_side: bool = False
    alternating: bool = False
    in_total: bool = False
    frequency: str | None = None
    rounds: Range | None = None
    claims: tuple[Claim, ...] = ()

    @property
    def counted(self) -> bool:
        """Whether any amount is stated: repetitions, sets, a hold or a duration."""
        return any((self.reps, self.sets, self.hold_seconds, self.duration_seconds))
