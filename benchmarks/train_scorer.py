#!/usr/bin/env python3
"""Fit the scorer's weights on the labelled pages and write ``pipeline/extract/data/weights.tsv``.

    python benchmarks/train_scorer.py

Needs the ``train`` extra (scikit-learn). Two logistic regressions a record kind: one over the features
of a mention, one over a name's best mention, its mentions and its place in the title. Optional labels
weigh a third. The threshold is the one that gave the best F1 on pages left out.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from pathlib import Path, PurePosixPath

import numpy as np
from records import SHARED, documents_of, scorer
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from pipeline.extract.choose import choose
from pipeline.extract.collect import Gathered, gather
from pipeline.extract.reading import Reading, read
from pipeline.extract.scorer import KINDS, Weights
from pipeline.extract.topic import settle_topic
from pipeline.vocabulary.load import load_vocabulary
from schemas.enums import DocumentKind

TABLES = ("conditions", "symptoms", "treatments")
STRENGTH, POSITIVE, OPTIONAL, PAGES, SMALLEST, FOLDS = 0.3, 2.0, 0.3, 3, 0.03, 10
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
    """Matrices over all pages; fits on any subset of them."""

    def __init__(self) -> None:
        self.items, self.gold = load()
        self.score = scorer()
        self.groups = [(source, group) for source, _, groups in self.items for group in groups]
        self.pages = np.array([source for source, _ in self.groups])
        self.owner = np.array([n for n, (_, group) in enumerate(self.groups) for _ in group.features])
        mentions = [features for _, group in self.groups for features in group.features]
        self.mentions, self.names = matrix(mentions, list(self.pages[self.owner]))
        own = [[f"name:{feature}" for feature in group.shared] for _, group in self.groups]
        self.own, self.own_names = matrix(own, list(self.pages))
        self.counts = np.bincount(self.owner)
        self.labels = [labels_of(self.items, self.gold, table, self.score.normalise) for table in TABLES]

    def fit(self, inside: np.ndarray, thresholds: tuple[float, float, float]) -> Weights:
        """Weights from the names where ``inside`` is true."""
        table: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
        for kind, (labels, weights) in enumerate(self.labels):
            rows = inside[self.owner]
            first = LogisticRegression(C=STRENGTH, solver="liblinear")
            weight = (weights / np.sqrt(self.counts))[self.owner]
            first.fit(self.mentions[rows], labels[self.owner][rows], sample_weight=weight[rows])
            best = np.full(len(self.groups), -1e9)
            np.maximum.at(best, self.owner, self.mentions @ first.coef_[0])
            both = hstack([csr_matrix(np.c_[best, np.log(self.counts)]), self.own]).tocsr()
            second = LogisticRegression(C=STRENGTH, solver="liblinear")
            second.fit(both[inside], labels[inside], sample_weight=weights[inside])
            for name, value in zip(self.names, first.coef_[0], strict=True):
                table[name][kind] = float(value)
            for name, value in zip(["@best", "@count", *self.own_names], second.coef_[0], strict=True):
                table[name][kind] = float(value)
            table["@bias"][kind] = float(second.intercept_[0])
            table["@threshold"][kind] = thresholds[kind]
        return Weights(
            {
                name: (round(c, 3), round(s, 3), round(t, 3))
                for name, (c, s, t) in sorted(table.items())
                if name[0] == "@" or max(abs(c), abs(s), abs(t)) >= SMALLEST
            }
        )

    def folds(self, thresholds: tuple[float, float, float]) -> dict[str, Weights]:
        """Page -> weights that were fitted without it."""
        out = {}
        for inside, outside in GroupKFold(FOLDS).split(self.pages, groups=self.pages):
            mask = np.zeros(len(self.pages), bool)
            mask[inside] = True
            weights = self.fit(mask, thresholds)
            out |= dict.fromkeys(self.pages[outside], weights)
        return out

    def thresholds(self, folds: dict[str, Weights]) -> tuple[float, float, float]:
        """The threshold a kind with the best F1 over pages that were left out."""
        best = [(0.0, 0.0)] * len(KINDS)
        for step in range(-4, 13):
            threshold = step / 4
            counts = np.zeros((len(KINDS), 3))
            moved = {id(w): Weights({**w.table, "@threshold": (threshold,) * 3}) for w in folds.values()}
            for source, reading, groups in self.items:
                chosen = choose(reading, groups, moved[id(folds[source])])
                for kind, table in enumerate(TABLES):
                    found = [{"name": c.found.name} for c in chosen if c.found.kind is KINDS[kind]]
                    _, tp, fp, fn = self.score.match(self.gold[source][table], found)
                    counts[kind] += (tp, len(fp), len(fn))
            for kind in range(len(KINDS)):
                f1 = self.score.prf(*counts[kind])[2]
                best[kind] = max(best[kind], (f1, threshold))
        print("best F1 and threshold", best)
        return best[0][1], best[1][1], best[2][1]


def main() -> None:
    """Cross-validate for the thresholds, fit on all pages, write the table."""
    trainer = Trainer()
    thresholds = trainer.thresholds(trainer.folds((0.0, 0.0, 0.0)))
    weights = trainer.fit(np.ones(len(trainer.pages), bool), thresholds)
    target = Path(__file__).parent.parent / "pipeline" / "extract" / "data" / "weights.tsv"
    lines = ["# feature\tcondition\tsymptom\ttreatment: log odds, written by benchmarks/train_scorer.py"]
    lines += [
        "\t".join([name, *(f"{value:g}" for value in row)])
        for name, row in sorted(weights.table.items())
        if not any(mark in name for mark in "\t\n")
    ]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(len(lines) - 1, "features", "at", math.inf if not lines else target.name)


if __name__ == "__main__":
    main()
