"""The learned scorer: logistic weights over readable features, one column a record kind.

``data/weights.tsv`` is written by ``benchmarks/train_scorer.py``; nothing here learns.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.collect import Gathered
from pipeline.extract.lexicon import rows
from schemas.enums import RecordKind

KINDS = (RecordKind.CONDITION, RecordKind.SYMPTOM, RecordKind.TREATMENT)
Triple = tuple[float, float, float]
_NONE: Triple = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Weights:
    """Feature -> weight for condition, symptom and treatment.

    A mention's score is the sum of the weights of its features. A name's score is ``bias`` + ``best`` times
    its best mention + ``count`` times the logarithm of its mentions + the weights of its own features
    (``name:...``). It is accepted above ``threshold``.
    """

    table: Mapping[str, Triple]

    def get(self, feature: str) -> Triple:
        """The weights of one feature, zero where it has none."""
        return self.table.get(feature, _NONE)

    def score(self, group: Gathered) -> Triple:
        """How far above the thresholds a name stands as each kind, in log odds."""
        table = self.table
        best_c = best_s = best_t = -1e9
        for features in group.features:
            c = s = t = 0.0
            for feature in features:
                weights = table.get(feature)
                if weights is not None:
                    c += weights[0]
                    s += weights[1]
                    t += weights[2]
            best_c, best_s, best_t = max(best_c, c), max(best_s, s), max(best_t, t)
        best, count, bias, threshold = (self.get(f"@{name}") for name in ("best", "count", "bias", "threshold"))
        repeats = math.log(len(group.features))
        own = [self.get(f"name:{feature}") for feature in group.shared]
        scores = [
            bias[k] + best[k] * top + count[k] * repeats + sum(weights[k] for weights in own) - threshold[k]
            for k, top in enumerate((best_c, best_s, best_t))
        ]
        return scores[0], scores[1], scores[2]

    def confidence(self, score: float, kind: int) -> float:
        """The probability that a score stands for: the logistic of its log odds."""
        return 1.0 / (1.0 + math.exp(-max(min(score + self.get("@threshold")[kind], 30.0), -30.0)))


@lru_cache(maxsize=1)
def shipped_weights() -> Weights:
    """The weights that the project ships."""
    return Weights({row[0]: (float(row[1]), float(row[2]), float(row[3])) for row in rows("weights.tsv")})
