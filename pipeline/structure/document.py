"""A document as extraction reads it: the clean text, its lines and its sections."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.parse.blocks import Block
from schemas.enums import DocumentKind, HeadingSource, SectionKind


@dataclass(slots=True)
class Line:
    """One kept block, placed: ``text[start:end]`` is the block's text. ``section`` indexes the sections.

    ``ordinal`` is the block's index on its page.
    """

    block: Block
    ordinal: int
    start: int
    end: int
    section: int


@dataclass(slots=True)
class Section:
    """A stretch of the text under one heading, sub-sections included.

    ``subject`` is the name of the condition (or treatment) that the section speaks of, as the page
    writes it, with ``subject_span`` where it was read; null: the document's topic.
    """

    index: int
    parent: int | None
    level: int
    heading: str | None
    heading_source: HeadingSource
    kind: SectionKind
    start: int
    end: int
    subject: str | None = None
    subject_span: tuple[int, int] | None = None


@dataclass(slots=True)
class Document:
    """One article. Offsets are code points of ``text``, which is the lines joined by a line feed."""

    document_id: str
    page_id: str
    ordinal: int
    title: str | None
    kind: DocumentKind
    language: str
    text: str
    lines: list[Line]
    sections: list[Section]
    topic: str | None = None  # the name of what the whole document is about, as the page writes it
    topic_span: tuple[int, int] | None = None
