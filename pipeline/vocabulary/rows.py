"""What the lists and the build script give to the compiler: concepts with their terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

SCOPES = ("preferred", "exact", "lay", "abbreviation")


@dataclass(frozen=True, slots=True)
class Term:
    """One name of a concept. ``cased``: the term counts only in just this spelling (acronyms)."""

    text: str
    scope: str
    source: str
    cased: bool = False


@dataclass(slots=True)
class ConceptRow:
    """One concept of one kind with its codes (CURIEs, the primary one first) and terms (the name first).

    ``rank`` decides who keeps a term that two concepts of one kind claim: the lower one.
    """

    kind: str
    name: str
    codes: list[str]
    terms: list[Term]
    rank: int
    attributes: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
