"""Conditions, symptoms and treatments: one thing in one document, under the name the page uses."""

from __future__ import annotations

from schemas.base import Name, Row
from schemas.codes import Code
from schemas.enums import ConditionRole, Laterality, Severity, SymptomKind, TreatmentType


class Record(Row):
    """What all record kinds share."""

    record_id: Name
    document_id: Name
    page_id: Name
    name: Name


class Condition(Record):
    """A disease, injury or complaint that the document treats as a thing to have."""

    aliases: list[str]
    role: ConditionRole
    body_sites: list[str]
    definition: str | None = None
    concept_id: str
    codes: list[Code]


class Symptom(Record):
    """A sign or symptom that the document states; a negated one is a row too."""

    kind: SymptomKind
    body_sites: list[str]
    laterality: Laterality | None = None
    quality: list[str]
    severity: Severity | None = None
    onset: str | None = None
    course: str | None = None
    frequency: str | None = None
    radiates_to: list[str]
    negated: bool
    concept_id: str
    codes: list[Code]


class Treatment(Record):
    """Anything stated to treat, relieve, manage or prevent a condition, or to be contraindicated in it."""

    type: TreatmentType
    examples: list[str]
    dose: str | None = None
    cautions: list[str]
    side_effects: list[str]
    negated: bool
    concept_id: str
    codes: list[Code]
