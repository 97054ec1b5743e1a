"""A second look: how a name stands to the other names of its document, as numbers.

The first look (``scorer.py``) weighs a mention by its own words and place. Whether a list item is a treatment
also depends on its siblings, and of overlapping phrases only one is the name. Those numbers need the first
scores of all mentions, so they are read after it.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pipeline.extract.collect import Gathered
from pipeline.extract.reading import Reading, is_item
from pipeline.structure.sections import heading_level

KIND_COUNT = 3
LIVE = -3.5  # log odds below which a mention is passed over: one in thirty of them is a record's
_WINDOW = 100  # live mentions to each side that are looked at: sentences of thousands of names stay affordable
_SHARED = ("topic", "in_topic", "holds_topic", "in_title")
_MEAN = 2 * KIND_COUNT  # where a row holds the mean score, which depends on the kind
_CONTEXT = ("overlap", "lead", "beside", "siblings", "section", "document", "line_before", "line_after")
COLUMNS = (
    *(f"best{k}" for k in range(KIND_COUNT)),
    *(f"top{k}" for k in range(KIND_COUNT)),
    "mean",
    "mentions",
    "words",
    "item",
    "heading",
    "list_size",
    "sentence",
    "position",
    "known",
    "headed",
    *_SHARED,
    *(f"{name}{k}" for name in _CONTEXT for k in range(KIND_COUNT)),
)
"""The columns of a row: kinds are numbered as in ``scorer.KINDS``. Scores are log odds, all else shares or counts."""

Triple = tuple[float, float, float]


def _chance(score: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(min(score, 30.0), -30.0)))


@dataclass(slots=True)
class _Level:
    """The best chance of each line, sentence and so on, and what to leave out of a mean."""

    best: dict[int, float] = field(default_factory=lambda: defaultdict(float))

    def add(self, key: int, chance: float) -> None:
        if chance > self.best[key]:
            self.best[key] = chance


def second_look(
    reading: Reading, gathered: Sequence[Gathered], scores: Sequence[Sequence[Triple]]
) -> list[tuple[list[int], NDArray[np.float32]]]:
    """For each kind the indexes of the names that come into question, and their rows of ``COLUMNS``.

    Args:
        reading: the document.
        gathered: its candidate names.
        scores: for each name the first scores of its mentions.
    """
    view = _View(reading, gathered, scores)
    out = []
    for kind in range(KIND_COUNT):
        able = [g for g, found in enumerate(scores) if max(score[kind] for score in found) > LIVE]
        rows = [view.row(g, kind) for g in able]
        out.append((able, np.array(rows, dtype=np.float32).reshape(len(rows), len(COLUMNS))))
    return out


class _View:
    """The live mentions of a document, by sentence, line, list and section."""

    def __init__(self, reading: Reading, gathered: Sequence[Gathered], scores: Sequence[Sequence[Triple]]) -> None:
        self.reading, self.gathered, self.scores = reading, gathered, scores
        lines = reading.document.lines
        self.rows: dict[tuple[int, int], list[float]] = {}
        self.lists = _lists(reading)
        self.members: dict[int, int] = defaultdict(int)
        for number in self.lists.values():
            self.members[number] += 1
        self.by_sentence: list[dict[int, list[tuple[int, int, float]]]] = [defaultdict(list) for _ in range(KIND_COUNT)]
        sentences = [_Level() for _ in range(KIND_COUNT)]
        self.lines = [_Level() for _ in range(KIND_COUNT)]
        for group, found in zip(gathered, scores, strict=True):
            for phrase, score in zip(group.phrases, found, strict=True):
                for kind in range(KIND_COUNT):
                    if score[kind] > LIVE:
                        chance = _chance(score[kind])
                        self.by_sentence[kind][phrase.sentence].append((phrase.first, phrase.last, chance))
                        sentences[kind].add(phrase.sentence, chance)
                        self.lines[kind].add(reading.sentences[phrase.sentence].line, chance)
        for found_in in self.by_sentence:
            for live in found_in.values():
                live.sort()
        self.sentences = sentences
        self.counts: dict[tuple[str, int], int] = defaultdict(int)
        for sentence in reading.sentences:
            self.counts["section", lines[sentence.line].section] += 1
        self.sums: list[dict[tuple[str, int], float]] = [defaultdict(float) for _ in range(KIND_COUNT)]
        for kind in range(KIND_COUNT):
            for number, chance in sentences[kind].best.items():
                self.sums[kind]["section", lines[reading.sentences[number].line].section] += chance
                self.sums[kind]["document", 0] += chance
            for line, chance in self.lines[kind].best.items():
                if line in self.lists:
                    self.sums[kind]["list", self.lists[line]] += chance

    def row(self, index: int, kind: int) -> list[float]:
        """The numbers of one name as one kind, read at its best mention."""
        found = self.scores[index]
        own = [score[kind] for score in found]
        at = own.index(max(own)) if len(own) > 1 else 0
        known = self.rows.get((index, at))
        if known is None:
            known = self.rows[index, at] = self._row(index, at)
        row = known.copy()
        row[_MEAN] = sum(own) / len(own)
        return row

    def _row(self, index: int, at: int) -> list[float]:
        """The numbers at one mention; what depends on the kind is left open."""
        group, found = self.gathered[index], self.scores[index]
        tops = found[0] if len(found) == 1 else [max(column) for column in zip(*found, strict=True)]
        phrase = group.phrases[at]
        sentence = self.reading.sentences[phrase.sentence]
        line = self.reading.document.lines[sentence.line]
        own = set(group.shared)
        row: list[float] = [
            *found[at],
            *tops,
            0.0,
            len(found),
            phrase.last - phrase.first,
            sentence.line in self.lists,
            heading_level(line.block) is not None,
            self.members[self.lists[sentence.line]] if sentence.line in self.lists else 0,
            sentence.index,
            phrase.sentence / len(self.reading.sentences),
            not any("exact=none" in part for part in group.features[at]),
            any(phrase.rule == "heading.head" for phrase in group.phrases),
            *(name in own for name in _SHARED),
        ]
        context = [
            self._context(phrase.sentence, phrase.first, phrase.last, found[at][k], k) for k in range(KIND_COUNT)
        ]
        for numbers in zip(*context, strict=True):
            row += numbers
        return row

    def _context(self, number: int, first: int, last: int, score: float, kind: int) -> list[float]:
        chance = _chance(score)
        line = self.reading.sentences[number].line
        overlap = beside = 0.0
        live = self.by_sentence[kind].get(number, [])
        at = bisect_left(live, (first, last, 0.0)) if len(live) > _WINDOW else 0
        for begin, end, other in live[max(at - _WINDOW, 0) : at + _WINDOW]:
            if begin >= last or end <= first:
                if other > beside:
                    beside = other
            elif other > overlap and (begin != first or end != last):
                overlap = other
        best, best_line = self.sentences[kind].best.get(number, 0.0), self.lines[kind].best.get(line, 0.0)
        sums = self.sums[kind]
        siblings = -1.0
        if line in self.lists and self.members[self.lists[line]] > 1:
            group = self.lists[line]
            siblings = (sums["list", group] - best_line) / (self.members[group] - 1)
        section = self.reading.document.lines[line].section
        count = self.counts["section", section] - 1
        return [
            overlap,
            chance - overlap,
            beside,
            siblings,
            (sums["section", section] - best) / count if count else -1.0,
            (sums["document", 0] - best) / max(len(self.reading.sentences) - 1, 1),
            self.lines[kind].best.get(line - 1, 0.0),
            self.lines[kind].best.get(line + 1, 0.0),
        ]


def _lists(reading: Reading) -> dict[int, int]:
    """List item line -> number of its list: items one after the other under one lead and section."""
    out: dict[int, int] = {}
    held: tuple[int | None, int] | None = None
    number = 0
    for index, line in enumerate(reading.document.lines):
        if not is_item(line.block):
            held = None
            continue
        key = (reading.leads[index], line.section)
        if key != held:
            number, held = number + 1, key
        out[index] = number
    return out
