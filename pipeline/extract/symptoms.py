"""Symptoms: terms in sections about symptoms."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.found import Found
from pipeline.extract.spans import found_at, section_at
from pipeline.structure.document import Document
from pipeline.vocabulary.terms import Match
from schemas.enums import RecordKind, SectionKind


def extract_symptoms(document: Document, matches: Sequence[Match]) -> list[Found]:
    """Symptom terms in the symptom sections of a document."""
    return [
        found_at(document, RecordKind.SYMPTOM, match.start, match.end, "symptom.term", 0.8)
        for match in matches
        if any(entry.kind == "symptom" for entry in match.entries)
        and section_at(document, match.start).kind is SectionKind.SYMPTOMS
    ]
