"""What a document is about, settled with the vocabulary's help."""

from __future__ import annotations

import math

from pipeline.extract.candidates import Phrase
from pipeline.extract.choose import Chosen
from pipeline.extract.found import Found, Mention
from pipeline.extract.lexicon import head_classes
from pipeline.extract.normal import normal_name, singular
from pipeline.extract.opening import opening_topic
from pipeline.extract.reading import Reading, token_at
from pipeline.structure.topic import framed_name
from pipeline.vocabulary.terms import Match
from schemas.enums import DocumentKind, RecordKind, SectionKind

_TITLE, _FRAME, _TERM, _WHOLE, _UNKNOWN = 4.0, 2.0, 2.0, 2.0, 5.0
_REWORDED = 3.0  # all its words stand in the title in other words or another order
_ENOUGH = 4.0
_LONGEST_WORDS = 7
_GUESSED = 0.6
_OF_ILLS = frozenset({SectionKind.SYMPTOMS, SectionKind.CAUSES, SectionKind.COMPLICATIONS})
_MANY = 4  # mentions that make up for a title and headings that do not name it


def settle_topic(reading: Reading) -> None:
    """Set the document's topic and its span: of the names in title, headings and terms, the best supported.

    A name gains by standing in the title, in heading frames ("What causes X?"), by being a term for a
    condition or complaint, and by how often it comes back. A name that is neither a term nor ends in a
    word for a condition is taken only where nothing else is there. A bare word for a symptom ("pain",
    "hurts") or a part of the body is a topic only where it is the whole title or heading frame.
    """
    document = reading.document
    if document.title is None and all(section.heading is None for section in document.sections):
        _from_opening(reading)
        return
    title = normal_name(document.title or "")
    counts: dict[str, int] = {}
    spans: dict[str, tuple[int, int]] = {}
    known: set[str] = set()
    bare: set[str] = set()
    for sentence in reading.sentences:
        for match in sentence.matches:
            strength = _strength(match, document.text)
            if strength:
                key = normal_name(document.text[match.start : match.end])
                counts[key] = counts.get(key, 0) + 1
                spans.setdefault(key, (match.start, match.end))
                (known if strength > 1 else bare).add(key)
    frames: dict[str, int] = {}
    lowered = document.text.lower()
    for name in [framed_name(section.heading) for section in document.sections if section.heading] + [document.topic]:
        at = lowered.find(name.lower()) if name else -1
        if name and at >= 0 and name.count(" ") < _LONGEST_WORDS:
            key = normal_name(name)
            frames[key] = frames.get(key, 0) + 1
            spans.setdefault(key, (at, at + len(name)))
            counts.setdefault(key, lowered.count(name.lower()))
    heads = head_classes()
    aspects = _aspects(reading, title)

    def support(key: str) -> tuple[float, int, str]:
        score = math.log2(1 + counts[key]) + _FRAME * min(frames.get(key, 0), 3)
        if f" {key} " in f" {title} ":
            score += _TITLE + (_WHOLE if key == title else 0.0)
        elif " " in key and aspects.issuperset(key.split()):
            score += _REWORDED
        if key in known or key in bare or any(key.endswith(f" {term}") for term in known):
            score += _TERM
        elif heads.get(singular(key.rsplit(" ", 1)[-1])) not in ("condition", "symptom"):
            score -= _UNKNOWN
        return score, len(key), key

    able = [
        key
        for key in spans
        if (key in frames or key == title) or (key not in bare and (f" {key} " in f" {title} " or counts[key] >= _MANY))
    ]
    best = max(able, key=support, default=None)
    if best is None or support(best)[0] < _ENOUGH:
        document.topic, document.topic_span = None, None
        return
    document.topic_span = spans[best]
    document.topic = document.text[slice(*spans[best])]
    if document.kind is DocumentKind.OTHER and (best in known or best in bare):
        document.kind = DocumentKind.CONDITION


def _from_opening(reading: Reading) -> None:
    """The topic of a text that has neither title nor headings."""
    document = reading.document
    span = opening_topic(reading)
    if span is None:
        document.topic, document.topic_span = None, None
        return
    document.topic_span = (reading.starts[span[0]], reading.ends[span[1] - 1])
    document.topic = reading.text(*span)
    if document.kind is DocumentKind.OTHER:
        document.kind = DocumentKind.CONDITION


def ensure_topic(reading: Reading, chosen: list[Chosen]) -> list[Chosen]:
    """The accepted names with the topic among them, where it is a condition or complaint.

    "Indigestion (dyspepsia)" is the topic "indigestion" under a longer name: the document's topic then takes
    that name. A topic that the scorer left out is added with the confidence of a guess.
    """
    document = reading.document
    if document.topic is None or document.topic_span is None:
        return chosen
    key = normal_name(document.topic)
    conditions = [item for item in chosen if item.found.kind is RecordKind.CONDITION]
    if any(item.key == key for item in conditions):
        return chosen
    start, end = document.topic_span
    for item in conditions:
        name = item.found.name.lower()
        if name.startswith(f"{document.topic.lower()} (") or name.endswith(f"({document.topic.lower()})"):
            document.topic = item.found.name
            document.topic_span = (item.found.mentions[0].start, item.found.mentions[0].end)
            return chosen
    first = token_at(reading, start)
    sentence = next((n for n, s in enumerate(reading.sentences) if s.first <= first < s.last), None)
    if sentence is None or not _is_condition(reading, sentence, document.topic_span):
        return chosen
    last = max(token_at(reading, end), first + 1)
    mention = Mention("name", start, end, "condition.topic", _GUESSED)
    found = Found(RecordKind.CONDITION, document.topic, [mention])
    return [Chosen(found, [Phrase(sentence, first, last, "topic")], 0.0, key), *chosen]


def _is_condition(reading: Reading, sentence: int, span: tuple[int, int]) -> bool:
    """Whether a name is a term for a condition or complaint, ends in one or in a word for one, or heads as one.

    A name that nothing knows is a condition where it is the whole title and the page has a section on its
    symptoms, causes or complications and one on its treatment.
    """
    document = reading.document
    ends = [match for match in reading.sentences[sentence].matches if match.end == span[1]]
    if any(_strength(match, document.text) for match in ends):
        return True
    key = normal_name(document.text[slice(*span)])
    if head_classes().get(singular(key.rsplit(" ", 1)[-1])) == "condition":
        return True
    kinds = {section.kind for section in document.sections}
    return (
        not ends
        and key == normal_name(document.title or "")
        and SectionKind.TREATMENT in kinds
        and bool(kinds & _OF_ILLS)
    )


def _aspects(reading: Reading, title: str) -> set[str]:
    """The words of the title, and of the terms that stand in it: "the back hurts" speaks of pain in the back."""
    words = set(title.split())
    for sentence in reading.sentences:
        if normal_name(reading.text(sentence.first, sentence.last)) == title:
            for match in sentence.matches:
                words.update(word for entry in match.entries for word in normal_name(entry.name).split())
            break
    return words


def _strength(match: Match, text: str) -> int:
    """2 for a condition or a complaint of several words, 1 for a bare symptom word, 0 for all else."""
    kinds = {entry.kind for entry in match.entries}
    if "body_site" in kinds or "exercise" in kinds:
        return 0
    if "condition" in kinds:
        return 2
    if "symptom" in kinds and "treatment" not in kinds:
        return 2 if " " in text[match.start : match.end] else 1
    return 0
