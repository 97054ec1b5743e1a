"""Put the claims of one exercise's instructions together into its dose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.dose.claims import Claim, Dose, Field, Tier
from pipeline.extract.dose.find import find_claims
from schemas.base import Range

_STOP = re.compile(r"[.!?;\n](?=\s|$)")


def read_dose(text: str) -> Dose:
    """The dose that a text states. ``claims`` of the result point into the text."""
    return resolve(text, find_claims(text))


def resolve(text: str, claims: Sequence[Claim]) -> Dose:
    """Put claims together: the base dose counts, a goal only where no base stands, a harder variant never."""
    used: list[Claim] = []

    def first(*fields: Field, numbered: bool = True) -> Claim | None:
        for tier in (Tier.BASE, Tier.GOAL):
            for claim in claims:
                if claim.field in fields and claim.tier is tier and (claim.value is not None or not numbered):
                    return claim
        return None

    def take(claim: Claim | None) -> Range | None:
        if claim is not None:
            used.append(claim)
        return claim.value if claim else None

    counted = first(Field.REPS)
    repeats = first(Field.REPEATS)
    more = first(Field.MORE_REPS)
    sets_claim = _all_sets(claims)
    sets = take(sets_claim)
    reps: Range | None
    if counted is not None:
        reps = take(counted)
        if (
            repeats is not None
            and sets is None
            and repeats.start > counted.start
            and _stop_between(text, counted, repeats)
        ):
            sets = take(repeats)
    elif repeats is not None:
        counted, reps = repeats, take(repeats)
    elif more is not None:
        counted, reps = more, _one_more(take(more))
    else:
        reps = None
    more_sets = first(Field.MORE_SETS)
    if sets is None and more_sets is not None:
        sets = _one_more(take(more_sets))
    if (
        sets is None
        and counted is not more
        and counted is not None
        and more is not None
        and _stop_between(text, counted, more)
    ):
        sets = _one_more(take(more))

    hold = take(first(Field.HOLD))
    duration = take(first(Field.DURATION))
    rest_claim = first(Field.REST, numbered=False)
    often = first(Field.FREQUENCY, numbered=False)
    rounds = take(first(Field.ROUNDS))
    sides = [claim for claim in claims if claim.field is Field.SIDE and claim.tier is not Tier.PROGRESSION]
    alternates = [claim for claim in claims if claim.field is Field.ALTERNATE and claim.tier is not Tier.PROGRESSION]
    total = first(Field.TOTAL)
    bound = [claim for claim in sides if counted is not None and _together(text, counted, claim)]
    # "10 times, then switch sides" counts one side; "lift the other leg. Repeat 10 times" does not.
    bound += [
        claim
        for claim in alternates
        if counted is not None and claim.end > counted.start and not _stop_between(text, counted, claim)
    ]
    used += [claim for claim in (rest_claim, often, total, *sides[:1], *bound, *alternates[:1]) if claim is not None]
    return Dose(
        reps=reps,
        reps_per_side=bool(bound) and not (counted is not None and counted.total),
        sets=sets,
        hold_seconds=hold,
        duration_seconds=duration,
        rest=_words(text, rest_claim),
        per_side=bool(sides),
        alternating=bool(alternates),
        in_total=counted is not None and counted.total,
        frequency=_words(text, often),
        rounds=rounds,
        claims=tuple(sorted(set(used), key=lambda claim: (claim.start, claim.end, claim.field))),
    )


def _all_sets(claims: Sequence[Claim]) -> Claim | None:
    """The claim that says how many sets; of counted-off sets ("set 1: ..., set 2: ...") the last."""
    ordinal = [claim for claim in claims if claim.field is Field.SETS and claim.rule == "set-ordinal" and claim.value]
    if ordinal:
        return max(ordinal, key=lambda claim: (claim.value.max or 0) if claim.value else 0)
    for tier in (Tier.BASE, Tier.GOAL):
        for claim in claims:
            if claim.field is Field.SETS and claim.tier is tier:
                return claim
    return None


def _one_more(value: Range | None) -> Range | None:
    """A count that comes on top of the first round."""
    if value is None:
        return None
    return Range(min=None if value.min is None else value.min + 1, max=None if value.max is None else value.max + 1)


def _words(text: str, claim: Claim | None) -> str | None:
    return text[claim.start : claim.end] if claim else None


def _stop_between(text: str, one: Claim, other: Claim) -> bool:
    """Whether a sentence ends between two claims."""
    return bool(_STOP.search(text, min(one.end, other.end), max(one.start, other.start)))


def _together(text: str, counted: Claim, side: Claim) -> bool:
    """Whether the words of a side belong to a count: one sentence, and nothing else counted between."""
    low, high = sorted((counted, side), key=lambda claim: claim.start)
    if _STOP.search(text, low.end, max(high.start, low.end)):
        return False
    return high.start - low.end <= (40 if side.start > counted.start else 25)
