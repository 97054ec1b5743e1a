"""Scored names to found records: of names that overlap in the text, the surest is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.candidates import Phrase
from pipeline.extract.collect import Gathered
from pipeline.extract.found import Found, Mention
from pipeline.extract.reading import Reading
from pipeline.extract.scorer import KINDS, Weights
from pipeline.extract.second import Triple
from schemas.enums import RecordKind

# What each word of a symptom adds to its odds against phrases that it overlaps: "pain when pressed" is more
# than the "pain" that the page speaks of everywhere. For the other kinds the longer phrase is no better.
_A_WORD = 0.1


@dataclass(slots=True, eq=False)
class Chosen:
    """An accepted name: the record, and where it stands (only the places that no surer name covers)."""

    found: Found
    phrases: list[Phrase]
    score: float
    key: str


def choose(reading: Reading, gathered: list[Gathered], weights: Weights) -> list[Chosen]:
    """Accepted records of the three kinds, each kind chosen on its own, in text order."""
    return choose_scored(reading, gathered, weights.scores(reading, gathered), weights)


def choose_scored(
    reading: Reading, gathered: Sequence[Gathered], scores: Sequence[Triple], weights: Weights
) -> list[Chosen]:
    """What ``choose`` gives, from scores at hand."""
    scored = list(zip(gathered, scores, strict=True))
    chosen: list[Chosen] = []
    for column, kind in enumerate(KINDS):
        accepted = [(scores[column], group) for group, scores in scored if scores[column] > 0]
        for score, group, free in _without_overlaps(accepted, _A_WORD if kind is RecordKind.SYMPTOM else 0.0):
            confidence = weights.confidence(score, column)
            mentions = [
                Mention(
                    "name",
                    reading.starts[phrase.first],
                    reading.ends[phrase.last - 1],
                    f"{kind.value}.{phrase.rule}",
                    confidence,
                )
                for phrase in free
            ]
            names = [reading.text(phrase.first, phrase.last) for phrase in free]
            name = max(names, key=lambda text: (names.count(text), -names.index(text)))
            same = [mention for mention, text in zip(mentions, names, strict=True) if text.lower() == name.lower()]
            chosen.append(Chosen(Found(kind, name, same), free, score, group.key))
    chosen.sort(key=lambda item: (item.phrases[0].first, item.found.kind.value, item.key))
    return chosen


def _without_overlaps(
    accepted: list[tuple[float, Gathered]], a_word: float
) -> list[tuple[float, Gathered, list[Phrase]]]:
    """The names with the places that are left to them: of phrases that overlap, the surest keeps its place."""
    phrases = [
        (score + a_word * (phrase.last - phrase.first), number, at)
        for number, (score, group) in enumerate(accepted)
        for at, phrase in enumerate(group.phrases)
    ]
    phrases.sort(key=lambda item: (-item[0], accepted[item[1]][1].phrases[0].first, accepted[item[1]][1].key, item[2]))
    taken: dict[int, list[tuple[int, int]]] = {}
    free: dict[int, list[int]] = {}
    for _, number, at in phrases:
        phrase = accepted[number][1].phrases[at]
        if _free(taken, phrase):
            taken.setdefault(phrase.sentence, []).append((phrase.first, phrase.last))
            free.setdefault(number, []).append(at)
    return [
        (*accepted[number], [accepted[number][1].phrases[at] for at in sorted(places)])
        for number, places in sorted(free.items())
    ]


def _free(taken: dict[int, list[tuple[int, int]]], phrase: Phrase) -> bool:
    return all(phrase.last <= first or last <= phrase.first for first, last in taken.get(phrase.sentence, ()))
