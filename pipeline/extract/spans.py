"""Small helpers over spans of a document."""

from __future__ import annotations

from bisect import bisect_right

from pipeline.extract.found import Found, Mention
from pipeline.structure.document import Document, Section
from schemas.enums import RecordKind


def section_at(document: Document, position: int) -> Section:
    """The innermost section of the line at a position."""
    starts = [line.start for line in document.lines]
    line = document.lines[max(bisect_right(starts, position) - 1, 0)]
    return document.sections[line.section]


def found_at(document: Document, kind: RecordKind, start: int, end: int, rule: str, confidence: float) -> Found:
    """A record named by ``text[start:end]``."""
    return Found(kind, document.text[start:end], [Mention("name", start, end, rule, confidence)])
