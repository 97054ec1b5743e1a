"""Rules that read slots from the words around a name, from ``data/slots.tsv``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.lexicon import rows
from pipeline.extract.reading import Reading

_WINDOW = 240  # code points of context that a rule sees on either side
_NEXT = 40  # code points after the name that still are next to it


@dataclass(frozen=True, slots=True)
class SlotRule:
    """One row: which column it fills, where it looks, and the pattern, whose last group is the value.

    ``where`` is ``after`` (the pattern begins where the name ends), ``ahead`` (the last hit between the
    start of the sentence and the name), ``around`` (in the name or next to it) or ``sentence`` (the
    first hit anywhere in it). ``value`` is what to write; empty: the text itself.
    """

    kind: str
    slot: str
    name: str
    where: str
    value: str
    pattern: re.Pattern[str]
    example: str
    expected: str


@dataclass(frozen=True, slots=True)
class Stated:
    """What a rule read: the value, and where it stands in the document."""

    rule: SlotRule
    value: str
    start: int
    end: int


@lru_cache(maxsize=1)
def slot_rules() -> tuple[SlotRule, ...]:
    """All rows in order of precedence."""
    return tuple(
        SlotRule(kind, slot, name, where, value, re.compile(pattern, re.IGNORECASE), example, expected)
        for kind, slot, name, where, value, pattern, example, expected in rows("slots.tsv")
    )


@lru_cache(maxsize=8)
def rules_of(kind: str) -> tuple[SlotRule, ...]:
    """The rules of one record kind."""
    return tuple(rule for rule in slot_rules() if rule.kind == kind)


def stated(reading: Reading, rule: SlotRule, sentence: int, first: int, last: int) -> Stated | None:
    """What a rule reads about the name at tokens ``first`` to ``last`` (exclusive) of a sentence."""
    whole = reading.sentences[sentence]
    text = reading.document.text
    begin, end = reading.starts[whole.first], reading.ends[whole.last - 1]
    left, right = reading.starts[first], reading.ends[last - 1]
    hit: re.Match[str] | None = None
    if rule.where == "after":
        hit = rule.pattern.match(text, right, min(end, right + _WINDOW))
    elif rule.where == "ahead":
        hit = next(reversed(list(rule.pattern.finditer(text, max(begin, left - _WINDOW), left))), None)
    elif rule.where == "around":
        hit = rule.pattern.search(text, left, min(end, right + _NEXT))
    else:
        hit = rule.pattern.search(text, max(begin, left - _WINDOW), min(end, right + _WINDOW))
    if hit is None:
        return None
    group = hit.re.groups
    return Stated(rule, rule.value or hit[group], hit.start(group), hit.end(group))
