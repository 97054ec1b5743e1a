"""Find the claims of a text: the rules take turns, and what one has taken the next cannot read."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.extract.dose.claims import Claim
from pipeline.extract.dose.numbers import WORDS, read_amount, read_duration
from pipeline.extract.dose.rules import Rule, load_rules
from pipeline.extract.dose.tiers import tier_of
from schemas.base import Range

TAKEN = "\x00"
_CYRILLIC = re.compile(r"[а-яё]", re.I)
_IN_TOTAL = re.compile(r"\b(?:in\s+total|total|altogether|всего)\b", re.I)
_NUMBER = re.compile(rf"\d|½|\b(?:{'|'.join(WORDS)}|an?|half)\b|минут|секунд|пол", re.I)
_CUE = re.compile(
    r"\b(?:days|once|twice|thrice|daily|weekly|every|each|other|opposite|alternat|switch|swap|revers|chang|both|either|rest|breaks?|"
    r"failure|fatigue|amrap|many|another|more|per|morning|second|left|bilateral|throughout|exhaustion)|[а-яё]",
    re.I,
)


def find_claims(text: str) -> list[Claim]:
    """All claims of a text in order; ``text[claim.start:claim.end]`` is the quote.

    The language is told by the alphabet. Works on any stretch, a sentence or a page, but a claim
    never crosses the end of a sentence.
    """
    return list(_claims(text))


@lru_cache(maxsize=1024)  # several readers ask about the same sentences of a document
def _claims(text: str) -> tuple[Claim, ...]:
    counted = bool(_NUMBER.search(text))
    if not counted and not _CUE.search(text):
        return ()
    lowered = text.lower()
    left = text
    claims: list[Claim] = []
    for rule in load_rules("russian" if _CYRILLIC.search(text) else "english"):
        if (rule.counted and not counted) or (rule.needs and not any(word in lowered for word in rule.needs)):
            continue
        taken: list[tuple[int, int]] = []
        for match in rule.pattern.finditer(left):
            if TAKEN in match.group() and not _kept_values(match, rule):
                continue
            start, end = _trimmed(text, *match.span())
            taken.append((start, end))
            tier, total = tier_of(text, start), bool(_IN_TOTAL.search(match.group()))
            for field, where in rule.reads:
                place = match.span(where) if where == "words" else (start, end)
                claims.append(Claim(field, *place, rule.name, _value(match, where), tier, total))
        for start, end in taken:
            left = left[:start] + TAKEN * (end - start) + left[end:]
    return tuple(sorted(claims, key=lambda claim: (claim.start, claim.end, claim.field)))


def _kept_values(match: re.Match[str], rule: Rule) -> bool:
    """Whether a match that reaches over taken words may stand: never where its value lies in them."""
    return bool(rule.reads) and all(TAKEN not in (value or "") for value in match.groupdict().values())


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


def _value(match: re.Match[str], where: str) -> Range | None:
    """The amount that a rule reads there; null where the words are the value."""
    if where.isdigit():
        return Range.exactly(int(where))
    for name, value in match.groupdict().items():
        if value is not None and name[0] == where and name != "words":
            return _read(where, value)
    return None
