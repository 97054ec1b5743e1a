"""How records relate, and the quotes on which every record and relation rests."""

from __future__ import annotations

from typing import Any, Self

from pydantic import ValidationInfo, model_validator

from schemas.base import Confidence, Name, Row, Span
from schemas.enums import Certainty, Predicate


class Relation(Row):
    """Subject, predicate, object within one document; an end that is no record has its text alone."""

    relation_id: Name
    document_id: Name
    subject_id: str | None = None
    subject_text: Name
    predicate: Predicate
    object_id: str | None = None
    object_text: Name
    certainty: Certainty
    frequency: str | None = None
    when: str | None = None


class Evidence(Span):
    """One quote of the clean text that states one field of one record, or one relation.

    Validate with ``context={"text": documents.text}`` to have the quote compared with its slice.
    """

    evidence_id: Name
    record_id: str | None = None
    relation_id: str | None = None
    document_id: Name
    field: Name
    quote: Name
    section_id: Name
    rule: Name
    confidence: Confidence

    @model_validator(mode="after")
    def _grounded(self, info: ValidationInfo) -> Self:
        if (self.record_id is None) == (self.relation_id is None):
            raise ValueError("exactly one of record_id and relation_id is set")
        if len(self.quote) != self.end - self.start:
            raise ValueError("the quote is not as long as its span")
        context: dict[str, Any] = info.context or {}
        text = context.get("text")
        if text is not None and text[self.start : self.end] != self.quote:
            raise ValueError(f"the quote is not the text at {self.start}..{self.end}")
        return self
