"""What an extractor gives: records and relations that point into the text, not yet rows.

An extractor of any make (ours, a user's, a language model's) returns these; ``ground`` checks every
span against the text, mints the ids and builds the validated rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from pipeline.structure.document import Document
from pipeline.vocabulary.terms import Vocabulary
from schemas.enums import Certainty, Predicate, RecordKind


@dataclass(slots=True)
class Mention:
    """A stretch of the document's text that states one field, and the rule that read it.

    ``quote`` is for extractors that write text rather than point at it (a language model): what they
    say stands there. ``ground`` looks it up where ``start`` is negative, and refuses what is not there.
    """

    field: str
    start: int
    end: int
    rule: str
    confidence: float
    quote: str | None = None


@dataclass(slots=True, eq=False)
class Found:
    """A record before it is grounded.

    ``values`` holds the columns of the record's table that the extractor has read (no ids, no codes);
    what is missing becomes null, false or an empty list. Found objects of one kind and one normal
    name (and one polarity) in a document are merged into one record, except exercises with different
    steps.
    """

    kind: RecordKind
    name: str
    mentions: list[Mention]
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class FoundRelation:
    """A relation before it is grounded; an end that is no record has its text alone."""

    predicate: Predicate
    subject: Found | str
    object: Found | str
    mentions: list[Mention]
    certainty: Certainty = Certainty.STATED
    frequency: str | None = None
    when: str | None = None


@dataclass(slots=True, eq=False)
class FoundPlan:
    """A routine before it is grounded; ``values`` holds minutes, frequency and rounds."""

    name: str
    exercises: list[Found]
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Extraction:
    """All that was found in one document."""

    records: list[Found] = field(default_factory=list)
    relations: list[FoundRelation] = field(default_factory=list)
    plans: list[FoundPlan] = field(default_factory=list)

    def extend(self, other: Extraction) -> None:
        """Take over what another extractor found."""
        self.records += other.records
        self.relations += other.relations
        self.plans += other.plans


class Extractor(Protocol):
    """The interface of the entry point group ``healthsift.extractors``."""

    name: str
    version: str

    def extract(self, document: Document, vocabulary: Vocabulary) -> Extraction:
        """Read one document. Must be deterministic and must not keep state between documents."""
        ...
