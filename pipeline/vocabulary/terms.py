"""What the vocabulary answers: which terms stand in a text, and which concept a phrase names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from schemas.codes import Code

KINDS = ("condition", "symptom", "drug", "body_site", "muscle", "treatment", "exercise", "heading")


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept of the term table under one of its terms.

    ``kind`` is one of KINDS; a heading is a subject of MeSH of any other sort, looked up but never found
    in text. ``scope`` is preferred, exact, lay or abbreviation. ``attributes`` holds what the hand-written
    lists add: ``type`` of a treatment; ``position``, ``muscles``, ``equipment`` of an exercise.
    """

    kind: str
    name: str  # the preferred name
    concept_id: str
    codes: tuple[Code, ...]
    scope: str
    attributes: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """A term in a text: ``text[start:end]``, code points. One span may name several kinds of things."""

    start: int
    end: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """The concept that a record's name was linked to. Names without a code get an id of their own."""

    concept_id: str
    name: str
    codes: tuple[Code, ...]


class Vocabulary(Protocol):
    """The matcher and the linker over one compiled table; safe to share between threads."""

    version: str

    def find(self, text: str) -> Sequence[Match]:
        """Leftmost-longest whole-word matches in order, never overlapping."""
        ...

    def lookup(self, phrase: str) -> Sequence[Entry]:
        """Entries whose normal form is the phrase's, preferred before synonyms; empty if none."""
        ...

    def link(self, kind: str, name: str) -> Linked:
        """The concept of a record name: exact, synonym, composed, fuzzy, else an own id without codes.

        ``kind`` is a ``RecordKind`` value; treatments look among drugs and treatments.
        """
        ...
