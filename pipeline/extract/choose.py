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
        accepted.sort(key=lambda item: (-item[0], item[1].phrases[0].first, item[1].key))
        taken: dict[int, list[tuple[int, int]]] = {}
        for score, group in accepted:
            free = [phrase for phrase in group.phrases if _free(taken, phrase)]
            if not free:
                continue
            for phrase in free:
                taken.setdefault(phrase.sentence, []).append((phrase.first, phrase.last))
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


def _free(taken: dict[int, list[tuple[int, int]]], phrase: Phrase) -> bool:
    return all(phrase.last <= first or last <= phrase.first for first, last in taken.get(phrase.sentence, ()))
