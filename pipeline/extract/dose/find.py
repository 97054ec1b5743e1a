"""Find the claims of a text: the rules take turns, and what one has taken the next cannot read."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.extract.dose import english, russian
from pipeline.extract.dose.claims import Claim
from pipeline.extract.dose.numbers import read_amount, read_duration
from pipeline.extract.dose.rules import Rule
from pipeline.extract.dose.tiers import tier_of
from schemas.base import Range

TAKEN = "\x00"
WORDS = "words"
_CYRILLIC = re.compile(r"[а-яё]", re.I)
_IN_TOTAL = re.compile(r"\b(?:in\s+total|total|altogether|всего)\b", re.I)
_HINT = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|dozen|hundred|"
    r"thirteen|fourteen|sixteen|seventeen|eighteen|nineteen|"
    r"once|twice|thrice|minutes?|seconds?|hour|day|daily|weekly|every|each|other|opposite|alternat\w*|switch|swap|reverse|change|both|"
    r"either|rest|breaks?|failure|fatigue|amrap|many|another|more|per|morning|second|left)\b|[а-яё]",
    re.I,
)


def find_claims(text: str) -> list[Claim]:
    """All claims of a text in order; ``text[claim.start:claim.end]`` is the quote.

    The language is told by the alphabet. Works on any stretch, a sentence or a page, but a claim
    never crosses the end of a sentence.
    """
    if not _HINT.search(text):
        return []
    rules = russian.RULES if _CYRILLIC.search(text) else english.RULES
    left = text
    claims: list[Claim] = []
    for rule in rules:
        taken: list[tuple[int, int]] = []
        for match in rule.pattern.finditer(left):
            start, end = _trimmed(text, *match.span())
            if TAKEN in match.group() and not _kept_values(match, rule):
                continue
            taken.append((start, end))
            tier, total = tier_of(text, start), bool(_IN_TOTAL.search(match.group()))
            for field, group in rule.reads:
                place = match.span(group) if group == WORDS else (start, end)
                value = None if group == WORDS else _value(match, group)
                claims.append(Claim(field, *place, rule.name, value, tier, total))
        for start, end in taken:
            left = left[:start] + TAKEN * (end - start) + left[end:]
    return sorted(claims, key=lambda claim: (claim.start, claim.end, claim.field))


def _kept_values(match: re.Match[str], rule: Rule) -> bool:
    """Whether a match that reaches over taken words may stand: never where its value lies in them."""
    return all(TAKEN not in (match[name] or "") for name in match.groupdict()) and bool(rule.reads)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space and separators at its ends."""
    while end > start and text[end - 1] in " \t,;:-–—&/":
        end -= 1
    while start < end and text[start] in " \t,;":
        start += 1
    return start, end


@lru_cache(maxsize=4096)
def _read(kind: str, text: str) -> Range:
    return read_duration(text) if kind in "de" else read_amount(text)


def _value(match: re.Match[str], group: str) -> Range | None:
    """The amount that a rule names by its group; a digit is the number itself, "" no number."""
    if not group:
        return None
    if group.isdigit():
        return Range.exactly(int(group))
    for name in group:
        if name in match.groupdict() and match[name] is not None:
            return _read(name, match[name])
    return None
