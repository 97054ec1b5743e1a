"""How records of one document relate."""

from __future__ import annotations

from pipeline.extract.found import Found, FoundRelation, Mention
from pipeline.extract.spans import section_at
from pipeline.structure.document import Document
from schemas.enums import ConditionRole, Predicate, RecordKind, SectionKind


def relate(document: Document, records: list[Found]) -> list[FoundRelation]:
    """Symptoms and treatments of the topic; treatments in a section on prevention prevent it."""
    topic = next((record for record in records if record.values.get("role") is ConditionRole.TOPIC), None)
    if topic is None:
        return []
    relations = []
    for record in records:
        name = record.mentions[0]
        if record.kind is RecordKind.SYMPTOM:
            predicate = Predicate.SYMPTOM_OF
        elif record.kind is RecordKind.TREATMENT:
            prevention = section_at(document, name.start).kind is SectionKind.PREVENTION
            predicate = Predicate.PREVENTS if prevention else Predicate.TREATS
        else:
            continue
        mention = Mention("relation", name.start, name.end, "relation.topic", 0.6)
        relations.append(FoundRelation(predicate, record, topic, [mention]))
    return relations
