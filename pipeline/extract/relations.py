"""How records of one document relate: symptoms and treatments to the condition that their place speaks of."""

from __future__ import annotations

from itertools import pairwise

from pipeline.extract.candidates import Phrase
from pipeline.extract.choose import Chosen
from pipeline.extract.features import context_of
from pipeline.extract.found import Found, FoundRelation, Mention
from pipeline.extract.normal import normal_name
from pipeline.extract.reading import Reading
from schemas.enums import Certainty, ConditionRole, Predicate, RecordKind

_POSSIBLE = frozenset(("may", "might", "can", "could", "possibly", "perhaps"))
_WARNING = (("do", "not"), ("should", "not"), ("not", "take"), ("not", "use"), ("must", "not"))


def relate(reading: Reading, chosen: list[Chosen]) -> list[FoundRelation]:
    """Relations of every accepted symptom and treatment to the subject of its section, else to the topic.

    The subject is the condition that the nearest heading names. Causes and complications relate to the
    topic by their role. Each relation quotes the sentence that states it.
    """
    conditions = {item.key: item.found for item in chosen if item.found.kind is RecordKind.CONDITION}
    topic = next((f for f in conditions.values() if f.values.get("role") is ConditionRole.TOPIC), None)
    relations = []
    for item in chosen:
        if item.found.kind is RecordKind.CONDITION:
            if topic is not None and item.found is not topic:
                relations += _between(reading, item, topic)
            continue
        done: set[tuple[int, Predicate]] = set()
        for phrase in item.phrases:
            subject = _subject(reading, phrase, conditions) or topic
            if subject is None:
                continue
            predicate = _predicate(reading, item.found, phrase)
            if (id(subject), predicate) not in done:
                done.add((id(subject), predicate))
                relations.append(_relation(reading, phrase, item, predicate, subject))
    return relations


def _subject(reading: Reading, phrase: Phrase, conditions: dict[str, Found]) -> Found | None:
    document = reading.document
    section = document.sections[document.lines[reading.sentences[phrase.sentence].line].section]
    while section.level > 0:
        for name in (section.subject, section.heading):
            subject = conditions.get(normal_name(name)) if name else None
            if subject is not None:
                return subject
        section = document.sections[section.parent or 0]
    return None


def _predicate(reading: Reading, found: Found, phrase: Phrase) -> Predicate:
    if found.kind is RecordKind.SYMPTOM:
        return Predicate.SYMPTOM_OF
    sentence = reading.sentences[phrase.sentence]
    context = context_of(reading, sentence)
    words = tuple(reading.words[max(sentence.first, phrase.first - 4) : phrase.first])
    if context.endswith("contraindications") or any(pair in pairwise(words) for pair in _WARNING):
        return Predicate.CONTRAINDICATED
    return Predicate.PREVENTS if context.endswith("prevention") else Predicate.TREATS


def _between(reading: Reading, item: Chosen, topic: Found) -> list[FoundRelation]:
    role = item.found.values.get("role")
    if role is ConditionRole.CAUSE:
        return [_relation(reading, item.phrases[0], item, Predicate.CAUSE_OF, topic)]
    if role is ConditionRole.COMPLICATION:
        return [_relation(reading, item.phrases[0], item, Predicate.COMPLICATION_OF, topic)]
    return []


def _relation(reading: Reading, phrase: Phrase, item: Chosen, predicate: Predicate, subject: Found) -> FoundRelation:
    sentence = reading.sentences[phrase.sentence]
    confidence = min(item.found.mentions[0].confidence, subject.mentions[0].confidence)
    possible = not _POSSIBLE.isdisjoint(reading.words[sentence.first : phrase.first])
    return FoundRelation(
        predicate,
        item.found,
        subject,
        [
            Mention(
                "relation",
                reading.starts[sentence.first],
                reading.ends[sentence.last - 1],
                f"relation.{predicate.value}",
                confidence,
            )
        ],
        Certainty.POSSIBLE if possible else Certainty.STATED,
    )
