"""Causes and risk factors that are no records: "stress" in a list of what causes a condition."""

from __future__ import annotations

from pipeline.extract.choose import Chosen
from pipeline.extract.features import context_of
from pipeline.extract.found import Found, FoundRelation, Mention
from pipeline.extract.normal import normal_name
from pipeline.extract.reading import PUNCTUATION, Reading, Sentence
from schemas.enums import ConditionRole, Predicate, RecordKind

_PREDICATES = {"list:causes": Predicate.CAUSE_OF, "list:risk_factors": Predicate.RISK_FACTOR_OF}
_LONGEST = 8  # words; a longer item explains and names no single cause
_CONFIDENCE = 0.6


def listed_causes(reading: Reading, chosen: list[Chosen]) -> list[FoundRelation]:
    """A relation by text alone for each short item of a list of causes or risk factors that holds no record.

    The condition is the one named in the words that lead in the list, else the subject of the section, else
    the topic; without any there is no relation.
    """
    conditions = [item for item in chosen if item.found.kind is RecordKind.CONDITION]
    if not conditions:
        return []
    held = {phrase.sentence for item in chosen for phrase in item.phrases}
    relations = []
    for number, sentence in enumerate(reading.sentences):
        if sentence.index or number in held or sentence.last - sentence.first > _LONGEST:
            continue
        predicate = _PREDICATES.get(context_of(reading, sentence))
        subject = _condition(reading, sentence, conditions) if predicate else None
        last = sentence.last
        while last > sentence.first and reading.classes[last - 1] == PUNCTUATION:
            last -= 1
        if predicate is None or subject is None or last == sentence.first:
            continue
        start, end = reading.starts[sentence.first], reading.ends[last - 1]
        mention = Mention("relation", start, end, f"relation.listed_{predicate.value}", _CONFIDENCE)
        relations.append(FoundRelation(predicate, reading.document.text[start:end], subject, [mention]))
    return relations


def _condition(reading: Reading, sentence: Sentence, conditions: list[Chosen]) -> Found | None:
    lead = reading.leads[sentence.line]
    last = reading.last_sentence.get(lead) if lead is not None else None
    for item in conditions:
        if any(phrase.sentence == last for phrase in item.phrases):
            return item.found
    document = reading.document
    subject = document.sections[document.lines[sentence.line].section].subject
    key = normal_name(subject) if subject else None
    named = next((item.found for item in conditions if item.key == key), None)
    topic = next((c.found for c in conditions if c.found.values.get("role") is ConditionRole.TOPIC), None)
    return named or topic
