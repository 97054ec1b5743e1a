"""Conditions: the topic, those with a heading of their own, causes and complications."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.found import Found
from pipeline.extract.spans import found_at, section_at
from pipeline.structure.document import Document
from pipeline.vocabulary.terms import Match
from schemas.enums import ConditionRole, RecordKind, SectionKind

_ROLES = {
    SectionKind.CAUSES: ConditionRole.CAUSE,
    SectionKind.RISK_FACTORS: ConditionRole.CAUSE,
    SectionKind.COMPLICATIONS: ConditionRole.COMPLICATION,
}


def extract_conditions(document: Document, matches: Sequence[Match]) -> list[Found]:
    """Condition terms of a document, the topic first."""
    found = []
    if document.topic_span:
        topic = found_at(document, RecordKind.CONDITION, *document.topic_span, "condition.topic", 0.9)
        topic.values["role"] = ConditionRole.TOPIC
        found.append(topic)
    for match in matches:
        if not any(entry.kind == "condition" for entry in match.entries):
            continue
        section = section_at(document, match.start)
        in_heading = section.heading is not None and match.start < section.start + len(section.heading)
        role = ConditionRole.CONDITION if in_heading else _ROLES.get(section.kind)
        if role is not None:
            condition = found_at(document, RecordKind.CONDITION, match.start, match.end, "condition.term", 0.7)
            condition.values["role"] = role
            found.append(condition)
    return found
