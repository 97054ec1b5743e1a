"""A boosted model as a table: score rows of numbers with it.

A table row is one tree. Its tests are of the form ``feature>threshold``; the answers, read as the bits of a
binary number, first test first, pick one of the tree's values. The sum of the picked values over all rows,
put through the logistic function, is the probability that a block is content.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

_ROWS = 4_096  # blocks scored at a time: memory stays flat on pages with very many blocks


@dataclass(frozen=True, slots=True)
class Trees:
    """All tests side by side: ``features[k]`` names test k's feature, ``values[t, bits]`` tree t's values; at most
    eight tests a tree."""

    features: tuple[str, ...]
    thresholds: NDArray[np.float32]
    values: NDArray[np.float64]
    depth: int

    def probabilities(self, names: Sequence[str], numbers: NDArray[np.float32]) -> NDArray[np.float64]:
        """The probability of each row of ``numbers``, whose columns are called ``names``."""
        columns = _places(self.features, tuple(names))
        trees = len(self.values)
        offset = np.arange(trees) * self.values.shape[1]
        flat = self.values.ravel()
        scores = np.empty(len(numbers))
        for start in range(0, len(numbers), _ROWS):
            part = numbers[start : start + _ROWS]
            answers = (part.take(columns, axis=1) > self.thresholds).reshape(len(part), trees, self.depth)
            picked = np.packbits(answers, axis=2)[:, :, 0] >> (8 - self.depth)
            scores[start : start + _ROWS] = flat.take(picked + offset).sum(axis=1)
        result: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-scores))
        return result


@lru_cache(maxsize=8)
def _places(features: tuple[str, ...], names: tuple[str, ...]) -> NDArray[np.int64]:
    """The column of each feature; the same for all pages."""
    place = {name: at for at, name in enumerate(names)}
    return np.array([place[feature] for feature in features], dtype=np.int64)


@lru_cache(maxsize=4)
def load_trees(name: str) -> Trees:
    """Read the table ``name`` beside this module."""
    return trees_of(list(csv.DictReader(files("pipeline.clean").joinpath(name).read_text("utf-8").splitlines())))


def trees_of(rows: Sequence[Mapping[str, str]]) -> Trees:
    """The trees of rows with columns ``test1..`` (``feature>threshold``), then ``value0..``."""
    tests = [column for column in rows[0] if column.startswith("test")]
    values = [column for column in rows[0] if column.startswith("value")]
    pairs = [row[test].split(">") for row in rows for test in tests]
    return Trees(
        features=tuple(feature for feature, _ in pairs),
        thresholds=np.array([float(threshold) for _, threshold in pairs], dtype=np.float32),
        values=np.array([[float(row[value]) for value in values] for row in rows]),
        depth=len(tests),
    )
