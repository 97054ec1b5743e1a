"""The learned scorer: logistic weights over readable features, then a second look by small trees.

``data/weights.tsv`` and ``data/trees.csv`` are written by ``benchmarks/train_scorer.py``; nothing here learns.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np

from pipeline.clean.trees import Trees, trees_of
from pipeline.extract.collect import Gathered
from pipeline.extract.features import Features
from pipeline.extract.lexicon import rows
from pipeline.extract.reading import Reading
from pipeline.extract.second import COLUMNS, Triple, second_look
from schemas.enums import RecordKind

KINDS = (RecordKind.CONDITION, RecordKind.SYMPTOM, RecordKind.TREATMENT)
_TREES = Path(__file__).with_name("data") / "trees.csv"
_UNIT = 1000  # weights are written to three places
_KEPT = 1 << 18  # groups of features whose weights are remembered
_NOWHERE: Triple = (-1e9, -1e9, -1e9)


@dataclass(frozen=True, slots=True)
class Weights:
    """Feature -> weight for condition, symptom and treatment, and the trees of each kind.

    A mention's first score is ``@bias`` + the weights of its features. The trees read a name's first scores
    and those around it (``second.COLUMNS``); their answer is the name's log odds. It is accepted above
    ``@threshold``.
    """

    table: Mapping[str, Triple]
    trees: Sequence[Trees]
    sums: dict[Features, tuple[int, int, int]] = field(default_factory=dict, compare=False, repr=False)

    def mentions(self, group: Gathered) -> list[Triple]:
        """The first scores of a name's mentions, in log odds."""
        sums = self.sums
        bias = self._thousandths(self.table["@bias"])
        out = []
        for features in group.features:
            c, s, t = bias
            for part in features:
                weights = sums.get(part)
                if weights is None:
                    weights = self._sum(part)
                c += weights[0]
                s += weights[1]
                t += weights[2]
            out.append((c / _UNIT, s / _UNIT, t / _UNIT))
        return out

    @staticmethod
    def _thousandths(weights: Triple) -> tuple[int, int, int]:
        """Weights in thousandths, so that a sum does not depend on its order and equal mentions stay equal."""
        return round(weights[0] * _UNIT), round(weights[1] * _UNIT), round(weights[2] * _UNIT)

    def _sum(self, part: Features) -> tuple[int, int, int]:
        """The sum of the weights of a group of features in thousandths, remembered."""
        found = [self._thousandths(self.table[feature]) for feature in part if feature in self.table]
        total = (sum(w[0] for w in found), sum(w[1] for w in found), sum(w[2] for w in found))
        if len(self.sums) >= _KEPT:
            self.sums.clear()
        self.sums[part] = total
        return total

    def scores(self, reading: Reading, gathered: Sequence[Gathered]) -> list[Triple]:
        """How far above the thresholds each name stands as each kind, in log odds."""
        out = [list(_NOWHERE) for _ in gathered]
        if not gathered:
            return []
        threshold = self.table["@threshold"]
        looks = second_look(reading, gathered, [self.mentions(group) for group in gathered])
        for kind, (able, numbers) in enumerate(looks):
            if able:
                chances = np.clip(self.trees[kind].probabilities(COLUMNS, numbers), 1e-9, 1 - 1e-9)
                for index, odds in zip(able, np.log(chances / (1 - chances)), strict=True):
                    out[index][kind] = float(odds) - threshold[kind]
        return [(c, s, t) for c, s, t in out]

    def confidence(self, score: float, kind: int) -> float:
        """The probability that a score stands for: the logistic of its log odds."""
        return 1.0 / (1.0 + math.exp(-max(min(score + self.table["@threshold"][kind], 30.0), -30.0)))


@lru_cache(maxsize=1)
def shipped_weights() -> Weights:
    """The weights and trees that the project ships."""
    table = {row[0]: (float(row[1]), float(row[2]), float(row[3])) for row in rows("weights.tsv")}
    with _TREES.open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    return Weights(table, [trees_of([row for row in written if row["kind"] == kind.value]) for kind in KINDS])
