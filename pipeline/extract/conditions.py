"""Conditions: the topic, what each accepted condition is to it, and what the page says of each."""

from __future__ import annotations

from pipeline.extract.aliases import add_aliases
from pipeline.extract.candidates import Phrase
from pipeline.extract.choose import Chosen
from pipeline.extract.definitions import add_definition
from pipeline.extract.features import context_of
from pipeline.extract.found import Found, Mention
from pipeline.extract.lexicon import head_classes
from pipeline.extract.normal import normal_name
from pipeline.extract.reading import Reading, token_at
from schemas.enums import ConditionRole, RecordKind

_CAUSES = ("causes", "risk_factors")


def fill_conditions(reading: Reading, chosen: list[Chosen]) -> list[Chosen]:
    """Give each condition its role, aliases, definition and body sites.

    The topic is added where the scorer left it out but the page is about it.
    """
    chosen = _with_topic(reading, chosen)
    conditions = [item for item in chosen if item.found.kind is RecordKind.CONDITION]
    for item in conditions:
        add_definition(reading, item)
    add_aliases(reading, conditions)
    return chosen


def _with_topic(reading: Reading, chosen: list[Chosen]) -> list[Chosen]:
    document = reading.document
    key = normal_name(document.topic) if document.topic else ""
    conditions = [item for item in chosen if item.found.kind is RecordKind.CONDITION]
    for item in conditions:
        item.found.values["role"] = ConditionRole.TOPIC if item.key == key else _role(reading, item)
    if key and document.topic and document.topic_span and all(item.key != key for item in conditions):
        if head_classes().get(key.rsplit(" ", 1)[-1]) != "condition":
            return chosen
        start, end = document.topic_span
        mention = Mention("name", start, end, "condition.topic", 0.6)
        found = Found(RecordKind.CONDITION, document.topic, [mention], {"role": ConditionRole.TOPIC})
        first = token_at(reading, start)
        sentence = next((n for n, s in enumerate(reading.sentences) if s.first <= first < s.last), None)
        if sentence is not None:
            last = max(token_at(reading, end), first + 1)
            return [Chosen(found, [Phrase(sentence, first, last, "topic")], 0.0, key), *chosen]
    return chosen


def _role(reading: Reading, item: Chosen) -> ConditionRole:
    """By the places where it stands: a heading of its own, then complications, then causes."""
    roles = set()
    for phrase in item.phrases:
        sentence = reading.sentences[phrase.sentence]
        context = context_of(reading, sentence)
        if phrase.rule == "heading.head":
            return ConditionRole.CONDITION
        if context.endswith("complications"):
            roles.add(ConditionRole.COMPLICATION)
        elif context.endswith(_CAUSES):
            roles.add(ConditionRole.CAUSE)
        elif context.endswith("types"):
            roles.add(ConditionRole.CONDITION)
    for role in (ConditionRole.CONDITION, ConditionRole.COMPLICATION, ConditionRole.CAUSE):
        if role in roles:
            return role
    return ConditionRole.MENTIONED
