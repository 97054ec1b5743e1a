"""Paragraphs that open a subject or an aspect of it where the headings were lost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from schemas.enums import SectionKind

_RULES = Path(__file__).with_name("openers.tsv")
_SUBJECT = r"(?P<subject>[^\W\d_][\w'’-]*(?:,? (?:or |and )?[\w'’-]+){0,6}?)"
_LOOKED_AT = 240
# No name of a thing to have: pronouns, and words that carry the subject on from before.
_EMPTY = re.compile(
    r"(?:it|its|this|that|these|those|they|he|she|you|your|we|i|there|one|some|many|most|other|another|if|when|"
    r"in|for|what|all|here|such|both|each|people|doctors?|patients?|women|men|children|adults)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Opening:
    """How a paragraph opens: the kind of what follows (null: goes on as before), its subject and where it stands."""

    kind: SectionKind | None
    subject: str | None
    start: int
    end: int


@lru_cache(maxsize=1)
def opener_rules() -> tuple[tuple[str, SectionKind | None, re.Pattern[str], str], ...]:
    """Name, kind, pattern and example of each rule, in order of precedence."""
    out = []
    for row in _RULES.read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            name, kind, pattern, example = row.split("\t")
            compiled = re.compile(pattern.replace("{S}", _SUBJECT), re.IGNORECASE)
            out.append((name, SectionKind(kind) if kind else None, compiled, example))
    return tuple(out)


def opening_of(paragraph: str) -> Opening | None:
    """The opening of a paragraph, null where it goes on with what was said before."""
    text = paragraph[:_LOOKED_AT]
    for _, kind, pattern, _ in opener_rules():
        hit = pattern.match(text)
        if hit is None:
            continue
        subject = hit.groupdict().get("subject")
        if subject is not None and not _EMPTY.match(subject):
            return Opening(kind, subject, *hit.span("subject"))
        if kind is not None:
            return Opening(kind, None, 0, 0)
    return None
