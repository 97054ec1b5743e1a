"""What a section is about, read from its heading."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from schemas.enums import SectionKind

_RULES = Path(__file__).with_name("headings.tsv")
_FOOTNOTE = re.compile(r"(?<=[a-z])\d{1,2}\b")  # "Symptoms2"
_LONGEST = 160  # a longer heading is a sentence; its start says enough


@lru_cache(maxsize=1)
def heading_rules() -> tuple[tuple[SectionKind, re.Pattern[str]], ...]:
    """The rows of ``headings.tsv`` in order of precedence."""
    rules = []
    for row in _RULES.read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            kind, pattern = row.split("\t")
            rules.append((SectionKind(kind), re.compile(pattern)))
    return tuple(rules)


@lru_cache(maxsize=4096)
def heading_kind(heading: str) -> SectionKind:
    """The kind that a heading names, ``OTHER`` where it names none."""
    lowered = _FOOTNOTE.sub("", heading[:_LONGEST].lower())
    for kind, pattern in heading_rules():
        if pattern.search(lowered):
            return kind
    return SectionKind.OTHER
