"""Gradient boosting of oblivious trees, in numpy alone: every tree asks the same few questions of all rows.

Such a model is a short table (see ``pipeline/clean/trees.py``) and scores a page in well under a millisecond.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_BINS = 24


@dataclass(frozen=True, slots=True)
class Settings:
    """How a model is grown. ``rows`` and ``columns`` are the shares that each tree sees."""

    trees: int
    depth: int = 4
    rate: float = 0.15
    l2: float = 30.0
    rows: float = 0.5
    columns: float = 0.5
    seed: int = 0


def edges_of(numbers: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """Thresholds to choose from, for each column: between its values, or its quantiles where there are many."""
    edges = []
    for column in numbers.T:
        values = np.unique(column)
        if len(values) <= _BINS:
            found = (values[1:] + values[:-1]) / 2
        else:
            found = np.unique(np.quantile(column, np.linspace(0, 1, _BINS + 1)[1:-1]))
        # Rounded as the table writes them, so that the written model decides as the grown one.
        edges.append(np.unique(np.array([f"{edge:.5g}" for edge in found], dtype=np.float32)))
    return edges


def grow(
    numbers: NDArray[np.float32], wanted: NDArray[np.bool_], weights: Floats, settings: Settings
) -> list[tuple[list[tuple[int, float]], Floats]]:
    """The trees, each its tests (column, threshold) and its values; the first tree's values hold the prior.

    Args:
        numbers: rows of features.
        wanted: the label of each row.
        weights: the weight of each row, of mean 1.
        settings: how to grow.
    """
    rng = np.random.default_rng(settings.seed)
    edges = edges_of(numbers)
    codes = np.stack(
        [np.searchsorted(edge, column, side="left") for edge, column in zip(edges, numbers.T, strict=True)]
    )
    codes = codes.astype(np.uint8)
    bins = max(len(edge) for edge in edges) + 1
    label = wanted.astype(np.float64)
    prior = float(np.log((weights * label).sum() / (weights * (1 - label)).sum()))
    score = np.full(len(label), prior)
    trees: list[tuple[list[tuple[int, float]], Floats]] = []
    for _ in range(settings.trees):
        chance = 1 / (1 + np.exp(-score))
        slope, bend = weights * (chance - label), weights * chance * (1 - chance)
        rows = np.flatnonzero(rng.random(len(label)) < settings.rows)
        columns = np.flatnonzero(rng.random(len(edges)) < settings.columns)
        tests = _tests(codes[:, rows], edges, slope[rows], bend[rows], columns, bins, settings)
        leaf = np.zeros(len(label), np.int64)
        for column, place in tests:
            leaf = leaf * 2 + (codes[column] > place)
        size = 1 << len(tests)
        value = -settings.rate * np.bincount(leaf, slope, size) / (np.bincount(leaf, bend, size) + settings.l2)
        score += value[leaf]
        trees.append(([(column, float(edges[column][place])) for column, place in tests], value))
    first_tests, first_values = trees[0]
    trees[0] = (first_tests, first_values + prior)
    return trees


def _tests(
    codes: NDArray[np.uint8],
    edges: list[NDArray[np.float32]],
    slope: Floats,
    bend: Floats,
    columns: NDArray[np.int64],
    bins: int,
    settings: Settings,
) -> list[tuple[int, int]]:
    """The tests of one tree, chosen one after the other for the gain over all leaves so far."""
    leaf = np.zeros(codes.shape[1], np.int64)
    tests: list[tuple[int, int]] = []
    for level in range(settings.depth):
        leaves = 1 << level
        best, at, where = -1.0, -1, -1
        for column in columns:
            count = len(edges[column])
            if not count:
                continue
            key = leaf * bins + codes[column]
            slopes = np.bincount(key, slope, leaves * bins).reshape(leaves, bins)
            bends = np.bincount(key, bend, leaves * bins).reshape(leaves, bins)
            left, left_bend = np.cumsum(slopes, 1)[:, :count], np.cumsum(bends, 1)[:, :count]
            total, total_bend = slopes.sum(1, keepdims=True), bends.sum(1, keepdims=True)
            gain = (
                left**2 / (left_bend + settings.l2)
                + (total - left) ** 2 / (total_bend - left_bend + settings.l2)
                - total**2 / (total_bend + settings.l2)
            ).sum(0)
            place = int(np.argmax(gain))
            if gain[place] > best:
                best, at, where = float(gain[place]), int(column), place
        tests.append((at, where))
        leaf = leaf * 2 + (codes[at] > where)
    return tests


def score(trees: list[tuple[list[tuple[int, float]], Floats]], numbers: NDArray[np.float32]) -> Floats:
    """The probability of each row."""
    total = np.zeros(len(numbers))
    for tests, values in trees:
        leaf = np.zeros(len(numbers), np.int64)
        for column, threshold in tests:
            leaf = leaf * 2 + (numbers[:, column] > np.float32(threshold))
        total += values[leaf]
    result: Floats = 1 / (1 + np.exp(-total))
    return result


def write(trees: list[tuple[list[tuple[int, float]], Floats]], names: list[str], path: Path) -> None:
    """Write the table that ``pipeline.clean.trees`` reads."""
    depth = len(trees[0][0])
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow([f"test{k + 1}" for k in range(depth)] + [f"value{k}" for k in range(1 << depth)])
        for tests, values in trees:
            table.writerow([f"{names[column]}>{edge:.5g}" for column, edge in tests] + [f"{v:.4f}" for v in values])
