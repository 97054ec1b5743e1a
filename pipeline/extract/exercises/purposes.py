"""What an exercise is for: relations to the conditions that its text or its page says it helps with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.exercises.sentences import split_sentences
from pipeline.extract.found import Found, FoundRelation, Mention
from pipeline.structure.document import Document, Section
from pipeline.vocabulary.terms import Vocabulary
from schemas.enums import Predicate, RecordKind

_VERBS: tuple[tuple[Predicate, str], ...] = (
    (
        Predicate.CONTRAINDICATED,
        r"(?:not\s+(?:suitable|recommended|advised)|avoid\s+(?:this|it|the)[^.;]{0,30}?|do\s+not\s+(?:do|perform|try)\s+(?:this|it)|don[’']t\s+(?:do|perform|try)\s+(?:this|it)|contraindicated)\s+(?:\w+\s+){0,3}?(?:if|in|for|with)\b",
    ),
    (
        Predicate.PREVENTS,
        r"(?:prevent(?:s|ing)?|ward(?:s)?\s+off|reduc(?:e|es|ing)\s+(?:the|your)\s+risk\s+of|protect(?:s|ing)?\s+against|предотвра\w+|профилактик\w+)",
    ),
    (
        Predicate.RELIEVES,
        r"(?:reliev(?:e|es|ing)|eas(?:e|es|ing)|sooth(?:e|es|ing)|alleviat(?:e|es|ing)|reduc(?:e|es|ing)|lessen(?:s)?|calm(?:s)?|снима\w+|облегча\w+|уменьша\w+|помога\w+\s+при)",
    ),
    (
        Predicate.TREATS,
        r"(?:treat(?:s|ing)?|help(?:s)?\s+(?:with|to\s+treat|heal)|heal(?:s)?|good\s+for|great\s+for|recommended\s+for|effective\s+(?:for|against)|used\s+(?:for|to\s+treat)|for\s+people\s+with|beneficial\s+for|лечит|полезно\s+при|при\s+болях)",
    ),
)
_VERB = re.compile("|".join(f"(?P<{predicate.value}>\\b{words})" for predicate, words in _VERBS), re.I)
_FOR = re.compile(
    r"\b(?:exercises?|stretch(?:es)?|poses?|moves|workouts?|routine|yoga|упражнени\w+|растяжк\w+)\b[^.!?\n]{0,40}?\b(?:for|to\s+(?:help\s+)?(?:relieve|ease|treat|reduce|help|prevent)|against|при|от|для)\b",
    re.I,
)
_PAIN = re.compile(r"\b(?:pain|ache|aches|stiffness|soreness|tension|cramps?|боль|болей|боли)\b", re.I)


def find_purposes(
    document: Document, vocabulary: Vocabulary, exercises: Sequence[Found]
) -> tuple[list[Found], list[FoundRelation]]:
    """The conditions that exercises are for, and the relations to them.

    A sentence of the exercise that says so goes first; else the nearest title above it that reads
    "exercises for ...", with the subject of its section or the document's topic.
    """
    conditions: dict[str, Found] = {}
    relations: list[FoundRelation] = []
    for found in exercises:
        said = list(_said(document, vocabulary, found)) or list(_titled(document, vocabulary, found))
        for predicate, start, end, mention in said:
            name = document.text[start:end]
            condition = conditions.setdefault(
                name.lower(), Found(RecordKind.CONDITION, name, [Mention("name", start, end, "exercise-purpose", 0.8)])
            )
            relations.append(FoundRelation(predicate, found, condition, [mention]))
    return list(conditions.values()), relations


def _said(document: Document, vocabulary: Vocabulary, found: Found) -> Iterator[tuple[Predicate, int, int, Mention]]:
    """What the lines around the exercise's steps say that it does for a condition."""
    places = [mention for mention in found.mentions if mention.field in ("name", "steps")]
    low, high = min(mention.start for mention in places), max(mention.end for mention in places)
    for line in document.lines:
        if line.end <= low or line.start >= high or not _VERB.search(line.block.text):
            continue
        for sentence in split_sentences(document.text, max(line.start, low), line.end):
            verb = _VERB.search(sentence.text)
            if verb is None:
                continue
            for match in vocabulary.find(sentence.text):
                if (
                    match.start >= verb.end()
                    and match.start - verb.end() < 60
                    and any(entry.kind == "condition" for entry in match.entries)
                ):
                    mention = Mention("relation", sentence.start, sentence.end, f"exercise-{verb.lastgroup}", 0.8)
                    yield (
                        Predicate(str(verb.lastgroup)),
                        sentence.start + match.start,
                        sentence.start + match.end,
                        mention,
                    )


def _titled(document: Document, vocabulary: Vocabulary, found: Found) -> Iterator[tuple[Predicate, int, int, Mention]]:
    """The subject of the nearest title that says what the exercises below it are for."""
    name = found.mentions[0].start
    line = next((line for line in document.lines if line.start <= name < line.end), None)
    at: int | None = line.section if line else None
    while at is not None and 0 <= at < len(document.sections):
        section = document.sections[at]
        if (
            section.heading
            and _FOR.search(section.heading)
            and not section.start <= name < section.start + len(section.heading)
        ):
            place = _condition_in(document, vocabulary, section)
            if place:
                start, end = place
                predicate = Predicate.RELIEVES if _PAIN.search(document.text[start:end]) else Predicate.TREATS
                if re.search(r"\bprevent", section.heading, re.I):
                    predicate = Predicate.PREVENTS
                yield (
                    predicate,
                    start,
                    end,
                    Mention("relation", section.start, section.start + len(section.heading), "exercises-for", 0.85),
                )
                return
        at = section.parent
    title, topic = document.title, document.topic
    if title is None or topic is None or document.topic_span is None or not _FOR.search(title):
        return
    if topic.lower() in title.lower() and _ails(vocabulary, topic):
        start, end = document.topic_span
        predicate = Predicate.RELIEVES if _PAIN.search(topic) else Predicate.TREATS
        yield predicate, start, end, Mention("relation", start, end, "title-for", 0.7)


def _condition_in(document: Document, vocabulary: Vocabulary, section: Section) -> tuple[int, int] | None:
    """Where a section's heading names a condition (or the document's topic)."""
    heading = document.text[section.start : section.start + len(section.heading or "")]
    for match in vocabulary.find(heading):
        if any(entry.kind == "condition" for entry in match.entries):
            return section.start + match.start, section.start + match.end
    topic = document.topic
    if topic and topic.lower() in heading.lower() and _ails(vocabulary, topic):
        start = section.start + heading.lower().index(topic.lower())
        return start, start + len(topic)
    return None


def _ails(vocabulary: Vocabulary, name: str) -> bool:
    """Whether a topic is something to have, not a kind of training."""
    return bool(_PAIN.search(name)) or any(entry.kind == "condition" for entry in vocabulary.lookup(name))
