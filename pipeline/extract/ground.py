"""Found things to validated rows: every span is checked, ids are minted, what has no ground is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from pipeline.extract.absorb import absorb
from pipeline.extract.evidence import EvidenceBook, section_ids
from pipeline.extract.found import Extraction, Found, FoundPlan, FoundRelation, Mention
from pipeline.extract.merge import Merged, merge
from pipeline.extract.normal import normal_name
from pipeline.ids import stable_id
from pipeline.structure.document import Document
from pipeline.vocabulary.terms import Vocabulary
from schemas import Condition, Evidence, Exercise, Plan, Relation, Section, Symptom, Treatment
from schemas.enums import ConditionRole, RecordKind, SymptomKind, TreatmentType
from schemas.records import Record

_WORD = re.compile(r"\w+")
_MODELS: dict[RecordKind, type[Record]] = {
    RecordKind.CONDITION: Condition,
    RecordKind.SYMPTOM: Symptom,
    RecordKind.TREATMENT: Treatment,
    RecordKind.EXERCISE: Exercise,
}
# Columns that say what the page says of a record: each needs a quote of its own.
_SLOTS: dict[RecordKind, tuple[str, ...]] = {
    RecordKind.CONDITION: ("aliases", "body_sites", "definition"),
    RecordKind.SYMPTOM: (
        "body_sites",
        "laterality",
        "quality",
        "severity",
        "onset",
        "course",
        "frequency",
        "radiates_to",
    ),
    RecordKind.TREATMENT: ("examples", "dose", "cautions", "side_effects"),
    RecordKind.EXERCISE: (),
}
_DEFAULTS: dict[RecordKind, dict[str, object]] = {
    RecordKind.CONDITION: {"role": ConditionRole.MENTIONED},
    RecordKind.SYMPTOM: {"kind": SymptomKind.SYMPTOM, "negated": False},
    RecordKind.TREATMENT: {"type": TreatmentType.SELF_CARE, "negated": False},
    RecordKind.EXERCISE: {"position_inferred": False},
}


@dataclass(frozen=True, slots=True)
class Refused:
    """Something found that has no ground in the text or breaks its schema, and why."""

    name: str
    reason: str


@dataclass(slots=True)
class GroundedRows:
    """The rows of one document, each list in text order; ``refused`` is not published."""

    sections: list[Section] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    symptoms: list[Symptom] = field(default_factory=list)
    treatments: list[Treatment] = field(default_factory=list)
    exercises: list[Exercise] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def ground(document: Document, extraction: Extraction, vocabulary: Vocabulary) -> GroundedRows:
    """Validate what extractors found in a document and build its rows.

    Twins (same kind, normal name and polarity) become one record, and so does a condition named by
    another's alias. A slot that no mention states is left out. A mention whose span or quote is not
    in the text is refused, and with it a record whose name no mention supports, a relation without a
    mention or with a refused end. Nothing raises: refusals are listed with their reason.

    Args:
        document: the document that the extractors read.
        extraction: what they found.
        vocabulary: gives each record its concept and codes.
    """
    return _Grounding(document, vocabulary).run(extraction)


class _Grounding:
    def __init__(self, document: Document, vocabulary: Vocabulary) -> None:
        self.document = document
        self.vocabulary = vocabulary
        self.rows = GroundedRows()
        self.sections = section_ids(document)
        self.book = EvidenceBook(document, self.sections)
        self.ids: dict[int, str] = {}  # id() of a Found -> record id
        self.names: dict[str, str] = {}  # record id -> name

    def run(self, extraction: Extraction) -> GroundedRows:
        counts: dict[tuple[str, ...], int] = {}
        for merged in absorb(merge(extraction.records)):
            self._record(merged, counts)
        for relation in extraction.relations:
            self._relation(relation)
        for plan in extraction.plans:
            self._plan(plan)
        self._sections()
        self.rows.evidence = self.book.rows()
        return self.rows

    def _refuse(self, name: str, reason: str) -> None:
        self.rows.refused.append(Refused(name, reason))

    def _checked(self, name: str, mentions: list[Mention]) -> list[Mention]:
        good = []
        for mention in mentions:
            reason = self.book.fault(mention)
            if reason is None and mention.field == "name" and not self._names(name, mention):
                reason = "the quote does not hold the words of the name"
            if reason:
                self._refuse(name, reason)
            else:
                good.append(mention)
        return good

    def _names(self, name: str, mention: Mention) -> bool:
        quote = set(_WORD.findall(self.document.text[mention.start : mention.end].lower()))
        return all(word in quote for word in _WORD.findall(name.lower()))

    def _record(self, merged: Merged, counts: dict[tuple[str, ...], int]) -> None:
        document = self.document
        checked = [(member, self._checked(member.name, member.mentions)) for member in merged.members]
        # Twins may differ in spelling: the record takes the first name that a quote states.
        name = next((m.name for m, mentions in checked if any(mention.field == "name" for mention in mentions)), None)
        if name is None:
            return self._refuse(merged.name, "no quote states the name")
        merged.name = name
        stated = {mention.field for _, mentions in checked for mention in mentions}
        for slot in _SLOTS[merged.kind]:
            if slot not in stated and merged.values.pop(slot, None):
                self._refuse(name, f"no quote states its {slot}")
        polarity = "negated" if merged.values.get("negated") else ""
        key = (merged.kind.value, merged.key, polarity)
        counts[key] = counts.get(key, 0) + 1
        record_id = stable_id("rec", document.page_id, document.document_id, *key, str(counts[key]))
        linked = self.vocabulary.link(merged.kind.value, merged.name)
        row: dict[str, Any] = {
            **_empty_lists(_MODELS[merged.kind]),
            **_DEFAULTS[merged.kind],
            **merged.values,
            "record_id": record_id,
            "document_id": document.document_id,
            "page_id": document.page_id,
            "name": merged.name,
            "concept_id": linked.concept_id,
        }
        if "codes" in _MODELS[merged.kind].model_fields:
            row["codes"] = list(linked.codes)
        try:
            record = _MODELS[merged.kind].model_validate(row)
        except ValidationError as error:
            return self._refuse(merged.name, f"{error.errors()[0]['loc']}: {error.errors()[0]['msg']}")
        getattr(self.rows, f"{merged.kind.value}s").append(record)
        for member in merged.members:
            self.ids[id(member)] = record_id
        self.names[record_id] = merged.name
        for _, mentions in checked:
            for mention in mentions:
                self.book.add(mention, record_id=record_id)
        return None

    def _end(self, end: Found | str) -> tuple[str | None, str | None]:
        """Record id and text of a relation's end; (null, null) where the record was refused."""
        if isinstance(end, str):
            return None, end.strip() or None
        record_id = self.ids.get(id(end))
        return (record_id, self.names[record_id]) if record_id else (None, None)

    def _relation(self, found: FoundRelation) -> None:
        document = self.document
        (subject_id, subject), (object_id, object_) = self._end(found.subject), self._end(found.object)
        label = f"{subject} {found.predicate.value} {object_}"
        if subject is None or object_ is None:
            return self._refuse(label, "an end of the relation was refused")
        if subject_id is not None and subject_id == object_id:
            return self._refuse(label, "both ends are one record")
        mentions = self._checked(label, found.mentions)
        if not mentions:
            return self._refuse(label, "no quote states the relation")
        ends = [identity or normal_name(text) for identity, text in ((subject_id, subject), (object_id, object_))]
        relation_id = stable_id("rel", document.document_id, ends[0], found.predicate.value, ends[1])
        if relation_id not in self.names:
            self.names[relation_id] = label
            self.rows.relations.append(
                Relation(
                    relation_id=relation_id,
                    document_id=document.document_id,
                    subject_id=subject_id,
                    subject_text=subject,
                    predicate=found.predicate,
                    object_id=object_id,
                    object_text=object_,
                    certainty=found.certainty,
                    frequency=found.frequency,
                    when=found.when,
                )
            )
        for mention in mentions:
            self.book.add(mention, relation_id=relation_id)
        return None

    def _plan(self, found: FoundPlan) -> None:
        document = self.document
        ids = [self.ids[id(exercise)] for exercise in found.exercises if id(exercise) in self.ids]
        if not ids:
            return self._refuse(found.name, "the routine holds no exercise")
        number = sum(plan.name == found.name for plan in self.rows.plans) + 1
        row = {
            **found.values,
            "plan_id": stable_id("plan", document.document_id, normal_name(found.name), str(number)),
            "document_id": document.document_id,
            "page_id": document.page_id,
            "name": found.name,
            "exercise_ids": ids,
        }
        try:
            self.rows.plans.append(Plan.model_validate(row))
        except ValidationError as error:
            self._refuse(found.name, error.errors()[0]["msg"])
        return None

    def _sections(self) -> None:
        document = self.document
        about: dict[str, str] = {}
        for record in (*self.rows.treatments, *self.rows.conditions):
            for name in (*getattr(record, "aliases", ()), record.name):
                about[normal_name(name)] = record.record_id
        for section, section_id in zip(document.sections, self.sections, strict=True):
            subject = section.subject or document.topic
            self.rows.sections.append(
                Section(
                    section_id=section_id,
                    document_id=document.document_id,
                    ordinal=section.index,
                    parent_id=None if section.parent is None else self.sections[section.parent],
                    level=section.level,
                    heading=section.heading,
                    heading_source=section.heading_source,
                    kind=section.kind,
                    about=about.get(normal_name(subject)) if subject else None,
                    start=section.start,
                    end=section.end,
                )
            )


def _empty_lists(model: type[Record]) -> dict[str, Any]:
    """The list columns of a model, empty: nothing stated is an empty list, never null."""
    return {
        name: [] for name, info in model.model_fields.items() if getattr(info.annotation, "__origin__", None) is list
    }
