#!/usr/bin/env python3
"""Fit the scorer's weights on the labelled pages and write ``pipeline/extract/data/weights.tsv``.

    python benchmarks/train_scorer.py

Needs the ``train`` extra (scikit-learn). For each record kind a logistic regression over the features of a
mention, then small trees over a name's scores and those around it (``pipeline/extract/second.py``). The
trees are grown on scores by weights that were fitted without the page, as new pages will have them.
Optional labels weigh a third. The threshold is the one that gave the best F1 on pages left out.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections import defaultdict
from dataclasses import replace
from itertools import chain
from pathlib import Path, PurePosixPath

import numpy as np
from boosting import Settings, grow
from records import SHARED, documents_of, scorer
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from pipeline.clean.trees import trees_of
from pipeline.extract.choose import choose_scored
from pipeline.extract.collect import Gathered, gather
from pipeline.extract.reading import Reading, read
from pipeline.extract.scorer import KINDS, Triple, Weights
from pipeline.extract.second import COLUMNS, second_look
from pipeline.extract.topic import settle_topic
from pipeline.vocabulary.load import load_vocabulary
from schemas.enums import DocumentKind

TABLES = ("conditions", "symptoms", "treatments")
STRENGTH, POSITIVE, OPTIONAL, PAGES, SMALLEST, FOLDS = 0.3, 2.0, 0.3, 3, 0.03, 6
TREES = Settings(trees=100, depth=3, rate=0.1, l2=10.0, rows=0.7, columns=0.5)
EQUAL = 0.004  # F1; half of what other folds would give
FORESTS = 3  # grown from different seeds, and averaged
DATA = Path(__file__).parent.parent / "pipeline" / "extract" / "data"
Item = tuple[str, Reading, list[Gathered]]


def load() -> tuple[list[Item], dict[str, dict]]:
    """The labelled pages, read and gathered, and the labels by page."""
    vocabulary = load_vocabulary()
    items = []
    for source, documents in documents_of(SHARED / "gold" / "dev" / "pages").items():
        for document in documents:
            if document.kind is not DocumentKind.HUB:
                reading = read(document, vocabulary)
                settle_topic(reading)
                items.append((source, reading, gather(reading)))
    gold = {}
    for path in sorted((SHARED / "gold" / "dev").glob("*.gold.json")):
        labels = json.loads(path.read_text())
        gold[PurePosixPath(labels["file"]).name] = labels
    return items, gold


def labels_of(items: list[Item], gold: dict[str, dict], table: str, normalise) -> tuple[np.ndarray, np.ndarray]:
    """One label and one weight a gathered name."""
    labels, weights = [], []
    for source, _, groups in items:
        wanted = [
            ({normalise(name) for name in (item["name"], *item["accept"])}, item["required"])
            for item in gold[source][table]
        ]
        for group in groups:
            keys = {normalise(name) for name in group.names}
            hits = [required for names, required in wanted if names & keys]
            labels.append(1.0 if hits else 0.0)
            weights.append(POSITIVE * (1.0 if any(hits) else OPTIONAL) if hits else 1.0)
    return np.array(labels), np.array(weights)


def matrix(lists: list[list[str]], pages: list[str]) -> tuple[csr_matrix, list[str]]:
    """Binary features that stand on at least ``PAGES`` pages."""
    seen: dict[str, set[str]] = defaultdict(set)
    for features, page in zip(lists, pages, strict=True):
        for feature in features:
            seen[feature].add(page)
    names = sorted(feature for feature, where in seen.items() if len(where) >= PAGES)
    index = {name: number for number, name in enumerate(names)}
    columns, pointer = [], [0]
    for features in lists:
        columns += sorted({index[feature] for feature in features if feature in index})
        pointer.append(len(columns))
    return csr_matrix((np.ones(len(columns)), columns, pointer), shape=(len(lists), len(names))), names


class Trainer:
    """Matrices over all pages; fits on any subset of the folds, each fold a set of pages."""

    def __init__(self) -> None:
        self.items, self.gold = load()
        self.score = scorer()
        self.groups = [(source, group) for source, _, groups in self.items for group in groups]
        pages = [source for source, _ in self.groups]
        number = {source: n % FOLDS for n, source in enumerate(sorted(set(pages), key=_mixed))}
        self.fold_of_page = {source: number.get(source, 0) for source in self.gold}
        self.fold = np.array([number[source] for source in pages])
        self.owner = np.array([n for n, (_, group) in enumerate(self.groups) for _ in group.features])
        mentions = [list(chain(*features)) for _, group in self.groups for features in group.features]
        self.mentions, self.names = matrix(mentions, [pages[n] for n in self.owner])
        self.counts = np.bincount(self.owner)
        self.labels = [labels_of(self.items, self.gold, table, self.score.normalise) for table in TABLES]
        self.cache: dict[frozenset[int], dict[str, Triple]] = {}

    def first(self, folds: frozenset[int]) -> dict[str, Triple]:
        """The weights of the first look from the pages of some folds."""
        if folds not in self.cache:
            rows = np.isin(self.fold, list(folds))[self.owner]
            table: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
            for kind, (labels, weights) in enumerate(self.labels):
                model = LogisticRegression(C=STRENGTH, solver="liblinear")
                weight = (weights / np.sqrt(self.counts))[self.owner]
                model.fit(self.mentions[rows], labels[self.owner][rows], sample_weight=weight[rows])
                for name, value in zip(self.names, model.coef_[0], strict=True):
                    table[name][kind] = float(value)
                table["@bias"][kind] = float(model.intercept_[0])
            self.cache[folds] = {
                name: (round(c, 3), round(s, 3), round(t, 3))
                for name, (c, s, t) in sorted(table.items())
                if name[0] == "@" or max(abs(c), abs(s), abs(t)) >= SMALLEST
            }
        return self.cache[folds]

    def scored(self, table: dict[str, Triple]) -> np.ndarray:
        """The first scores of all mentions."""
        zero = (0.0, 0.0, 0.0)
        return self.mentions @ np.array([table.get(name, zero) for name in self.names]) + np.array(table["@bias"])

    def fit(self, folds: frozenset[int], thresholds: Triple) -> Weights:
        """Weights and trees from the pages of some folds."""
        scores = np.zeros((len(self.owner), len(KINDS)))
        for fold in folds:
            mine = self.fold[self.owner] == fold
            scores[mine] = self.scored(self.first(folds - {fold}))[mine]
        able, numbers = self._looks(scores, folds)
        trees = []
        for kind, (labels, weights) in enumerate(self.labels):
            index = np.array(able[kind])
            weight = weights[index] / weights[index].mean()
            rows = np.concatenate(numbers[kind])
            grown = [grow(rows, labels[index] > 0, weight, replace(TREES, seed=seed)) for seed in range(FORESTS)]
            trees.append(trees_of(_written([(t, values / FORESTS) for forest in grown for t, values in forest])))
        return Weights({**self.first(folds), "@threshold": thresholds}, trees)

    def _looks(self, scores: np.ndarray, folds: frozenset[int]) -> tuple[list[list[int]], list[list[np.ndarray]]]:
        """For each kind the numbers of the names that come into question, and their rows."""
        able: list[list[int]] = [[] for _ in KINDS]
        numbers: list[list[np.ndarray]] = [[] for _ in KINDS]
        name = mention = 0
        for source, reading, groups in self.items:
            found = []
            for group in groups:
                found.append([tuple(row) for row in scores[mention : mention + len(group.features)].tolist()])
                mention += len(group.features)
            if self.fold_of_page[source] in folds and groups:
                for kind, (indexes, rows) in enumerate(second_look(reading, groups, found)):
                    able[kind] += [name + index for index in indexes]
                    numbers[kind].append(rows)
            name += len(groups)
        return able, numbers

    def folds(self, thresholds: Triple) -> dict[str, Weights]:
        """Page -> weights that were fitted without it."""
        every = frozenset(range(FOLDS))
        fitted = [self.fit(every - {fold}, thresholds) for fold in range(FOLDS)]
        return {source: fitted[fold] for source, fold in self.fold_of_page.items()}

    def thresholds(self, folds: dict[str, Weights]) -> Triple:
        """The threshold a kind with the best F1 over pages that were left out, or nearly so."""
        scores = [folds[source].scores(reading, groups) for source, reading, groups in self.items]
        curves: list[list[tuple[float, float]]] = [[] for _ in KINDS]
        for step in range(-8, 9):
            threshold = step / 4
            counts = np.zeros((len(KINDS), 3))
            for (source, reading, groups), found in zip(self.items, scores, strict=True):
                moved = [(c - threshold, s - threshold, t - threshold) for c, s, t in found]
                chosen = choose_scored(reading, groups, moved, folds[source])
                for kind, table in enumerate(TABLES):
                    names = [{"name": c.found.name} for c in chosen if c.found.kind is KINDS[kind]]
                    _, tp, fp, fn = self.score.match(self.gold[source][table], names)
                    counts[kind] += (tp, len(fp), len(fn))
            for kind in range(len(KINDS)):
                curves[kind].append((float(self.score.prf(*counts[kind])[2]), threshold))
        # The curves are flat: of thresholds that are as good as the best, the one that publishes least.
        best = [max((t, f1) for f1, t in curve if f1 >= max(curve)[0] - EQUAL) for curve in curves]
        print("F1 and threshold", [(round(f1, 4), threshold) for threshold, f1 in best])
        return best[0][0], best[1][0], best[2][0]

    def cross_validated(self) -> dict[str, Weights]:
        """Page -> weights that were fitted without it, at the best thresholds."""
        folds = self.folds((0.0, 0.0, 0.0))
        thresholds = self.thresholds(folds)
        fitted = {id(w): Weights({**w.table, "@threshold": thresholds}, w.trees) for w in folds.values()}
        return {source: fitted[id(w)] for source, w in folds.items()}


def _mixed(source: str) -> str:
    """An order of pages that spreads those of a site over the folds, the same in every run."""
    return hashlib.sha256(source.encode()).hexdigest()


def _written(grown: list[tuple[list[tuple[int, float]], np.ndarray]]) -> list[dict[str, str]]:
    """Trees as rows of the table that the scorer reads."""
    return [
        {
            **{f"test{n + 1}": f"{COLUMNS[column]}>{edge:.5g}" for n, (column, edge) in enumerate(tests)},
            **{f"value{n}": f"{value:.4f}" for n, value in enumerate(values)},
        }
        for tests, values in grown
    ]


def write(weights: Weights) -> None:
    """Write the two tables that the project ships."""
    lines = ["# feature\tcondition\tsymptom\ttreatment: log odds, written by benchmarks/train_scorer.py"]
    lines += [
        "\t".join([name, *(f"{value:g}" for value in row)])
        for name, row in sorted(weights.table.items())
        if not any(mark in name for mark in "\t\n")
    ]
    (DATA / "weights.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    table = io.StringIO()
    depth, size = TREES.depth, 1 << TREES.depth
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["kind", *(f"test{n + 1}" for n in range(depth)), *(f"value{n}" for n in range(size))])
    for kind, trees in zip(KINDS, weights.trees, strict=True):
        for number, values in enumerate(trees.values):
            tests = range(number * depth, (number + 1) * depth)
            writer.writerow(
                [
                    kind.value,
                    *(f"{trees.features[test]}>{trees.thresholds[test]:.5g}" for test in tests),
                    *(f"{value:.4f}" for value in values),
                ]
            )
    (DATA / "trees.csv").write_text(table.getvalue(), encoding="utf-8")
    print(len(lines) - 1, "features,", sum(len(trees.values) for trees in weights.trees), "trees")


def main() -> None:
    """Cross-validate for the thresholds, fit on all pages, write the tables."""
    trainer = Trainer()
    folds = trainer.cross_validated()
    every = frozenset(range(FOLDS))
    write(trainer.fit(every, next(iter(folds.values())).table["@threshold"]))


if __name__ == "__main__":
    main()
