"""How a rule of the dose grammar is written: a name, what its groups mean, a pattern."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.dose.claims import Field
from pipeline.extract.dose.numbers import AMOUNT, DURATION


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and the claims that a match of it makes.

    ``reads`` pairs a field with the group that holds its amount: "a" and "b" are amounts, "d" and "e"
    durations, a digit string is that number; "" makes the matched words themselves the value and
    "words" those of that group. A
    rule that reads nothing only takes its words away from the rules after it.
    """

    name: str
    pattern: re.Pattern[str]
    reads: tuple[tuple[Field, str], ...]


def rule(name: str, pattern: str, *reads: tuple[Field, str]) -> Rule:
    """Compile a rule; {A} {B} stand for amounts, {D} {E} for durations, in groups a, b, d, e."""
    full = pattern
    for letter, what in (("A", AMOUNT), ("B", AMOUNT), ("D", DURATION), ("E", DURATION)):
        full = full.replace("{" + letter + "}", f"(?P<{letter.lower()}>{what})").replace("{_" + letter + "}", what)
    return Rule(name, re.compile(full, re.IGNORECASE), reads)
