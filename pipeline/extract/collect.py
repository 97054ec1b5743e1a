"""Phrases of one normal name, gathered over a document, with their features."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pipeline.extract.candidates import Phrase, phrases_of
from pipeline.extract.features import Features, features_of, place_of, topic_features
from pipeline.extract.normal import normal_name
from pipeline.extract.reading import Reading, Sentence, is_item
from pipeline.structure.sections import heading_level


@dataclass(slots=True)
class Gathered:
    """Everything that the document says under one normal name.

    ``features`` holds one list a mention, the features in groups, ``shared`` what belongs to the name as a whole.
    """

    key: str
    names: Counter[str] = field(default_factory=Counter)
    phrases: list[Phrase] = field(default_factory=list)
    features: list[list[Features]] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The wording that the page uses most; the first of equals."""
        return self.names.most_common(1)[0][0]


def _says_nothing(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence of running text has neither a cue nor a term: one accepted name in 3,000 stands in these."""
    if sentence.cues or sentence.matches:
        return False
    block = reading.document.lines[sentence.line].block
    return not is_item(block) and heading_level(block) is None


def gather(reading: Reading) -> list[Gathered]:
    """All candidate names of a document in the order in which they first stand there."""
    gathered: dict[str, Gathered] = {}
    for index, sentence in enumerate(reading.sentences):
        if _says_nothing(reading, sentence):
            continue
        phrases = phrases_of(reading, index)
        if not phrases:
            continue
        place = place_of(reading, sentence)
        for phrase in phrases:
            name = reading.text(phrase.first, phrase.last)
            key = normal_name(name)
            if not key:
                continue
            group = gathered.get(key)
            if group is None:
                group = gathered[key] = Gathered(key, shared=topic_features(reading, name))
            group.names[name] += 1
            group.phrases.append(phrase)
            group.features.append([place.shared, *features_of(reading, phrase, place)])
    for group in gathered.values():
        count = len(group.phrases)
        group.shared.append(f"mentions={count if count < 3 else '3-5' if count < 6 else '6+'}")
    return list(gathered.values())
