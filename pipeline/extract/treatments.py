"""Treatments: terms in sections about treatment, self-care and prevention."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.found import Found
from pipeline.extract.spans import found_at, section_at
from pipeline.structure.document import Document
from pipeline.vocabulary.terms import Entry, Match
from schemas.enums import RecordKind, SectionKind, TreatmentType

_SECTIONS = frozenset({SectionKind.TREATMENT, SectionKind.SELF_CARE, SectionKind.PREVENTION, SectionKind.LIVING_WITH})


def extract_treatments(document: Document, matches: Sequence[Match]) -> list[Found]:
    """Drug and treatment terms in the treatment sections of a document."""
    found = []
    for match in matches:
        entry = next((entry for entry in match.entries if entry.kind in ("drug", "treatment")), None)
        if entry is None or section_at(document, match.start).kind not in _SECTIONS:
            continue
        treatment = found_at(document, RecordKind.TREATMENT, match.start, match.end, "treatment.term", 0.8)
        treatment.values["type"] = _type(entry)
        found.append(treatment)
    return found


def _type(entry: Entry) -> TreatmentType:
    if entry.kind == "drug":
        return TreatmentType.DRUG
    return TreatmentType(str(entry.attributes.get("type", "self_care")))
