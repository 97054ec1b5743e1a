"""The clean text of a page, one document an article, and its sections."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from schemas.base import Confidence, Name, Row, Span
from schemas.enums import DocumentKind, DuplicateKind, HeadingSource, SectionKind


class Document(Row):
    """One article: the kept blocks in order, one block a line, nothing added."""

    document_id: Name
    page_id: Name
    ordinal: Annotated[int, Field(ge=0)]
    title: str | None = None
    kind: DocumentKind
    language: str
    text: str
    word_count: Annotated[int, Field(ge=0)]
    duplicate_of: str | None = None
    duplicate_kind: DuplicateKind | None = None
    similarity: Confidence | None = None

    @model_validator(mode="after")
    def _duplicate_of_what(self) -> Self:
        if (self.duplicate_of is None) != (self.duplicate_kind is None):
            raise ValueError("duplicate_of and duplicate_kind go together")
        return self


class Section(Span):
    """A stretch of a document under one heading."""

    section_id: Name
    document_id: Name
    ordinal: Annotated[int, Field(ge=0)]
    parent_id: str | None = None
    level: Annotated[int, Field(ge=0)]
    heading: str | None = None
    heading_source: HeadingSource
    kind: SectionKind
    about: str | None = None
