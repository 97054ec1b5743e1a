#!/usr/bin/env python3
"""Fit the weights of pairs on the labelled pages and write ``pipeline/extract/data/pair_weights.tsv``.

    python benchmarks/train_relations.py

Needs the ``train`` extra. One logistic regression a predicate over the features of a pair of mentions. The
records are those that weights without the page accept, so that the pairs are as faulty as on new pages.
Of a related pair's mentions only the one that speaks most for it is an example, found by fitting twice.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from train_scorer import DATA, FOLDS, Trainer, matrix

from pipeline.extract.choose import Chosen, choose
from pipeline.extract.conditions import fill_conditions
from pipeline.extract.pairs import Pairs
from pipeline.extract.relations import COLUMNS, OF_KIND, PairWeights
from pipeline.extract.scorer import Weights
from pipeline.extract.topic import ensure_topic
from schemas.enums import RecordKind

STRENGTH, OPTIONAL, SMALLEST, ROUNDS = 0.1, 0.3, 0.03, 3
CURATIVE = {"treats", "relieves", "manages"}
TABLES = {RecordKind.CONDITION: "conditions", RecordKind.SYMPTOM: "symptoms", RecordKind.TREATMENT: "treatments"}


@dataclass
class Column:
    """All pairs of one predicate: ``owner`` numbers the pair of names that a pair of mentions belongs to."""

    x: csr_matrix
    names: list[str]
    owner: np.ndarray
    labels: np.ndarray  # one a pair of names: 1 required, OPTIONAL optional, 0 not related
    source: np.ndarray  # the page of each pair of names
    gold: list[frozenset[tuple[int, int]]]  # the labelled pairs that a pair of names hits


class RelationTrainer:
    """Pairs over all pages; fits on any subset of them."""

    def __init__(self, trainer: Trainer, folds: dict[str, Weights]) -> None:
        self.trainer = trainer
        self.pages = sorted(trainer.gold)
        self.columns = self._columns(folds)
        self.wanted = {
            (page, column): len(self._pairs_of(page, column, required=True))
            for page in self.pages
            for column in range(len(COLUMNS))
        }

    def _pairs_of(self, page: str, column: int, required: bool | None = None) -> dict[tuple[int, int], bool]:
        gold = self.trainer.gold[page]
        place = {t: {item["name"]: n for n, item in enumerate(gold[t])} for t in TABLES.values()}
        out = {}
        if column == 0:
            rows = [(r, "symptom", "symptoms", "symptom_of") for r in gold["relations"]["condition_symptom"]]
        else:
            rows = [(r, "treatment", "treatments", r["kind"]) for r in gold["relations"]["condition_treatment"]]
        for row, end, table, kind in rows:
            if ("treats" if kind in CURATIVE else kind) == COLUMNS[column].value:
                pair = place["conditions"][row["condition"]], place[table][row[end]]
                out[pair] = out.get(pair, False) or row.get("required", True)
        return {pair: need for pair, need in out.items() if required is None or need == required}

    def _hits(self, page: str, item: Chosen) -> list[int]:
        normalise = self.trainer.score.normalise
        gold = self.trainer.gold[page][TABLES[item.found.kind]]
        name = normalise(item.found.name)
        return [n for n, g in enumerate(gold) if name in {normalise(x) for x in (g["name"], *g["accept"])}]

    def _columns(self, folds: dict[str, Weights]) -> list[Column]:
        features: list[list[list[str]]] = [[] for _ in COLUMNS]
        owner: list[list[int]] = [[] for _ in COLUMNS]
        labels: list[list[float]] = [[] for _ in COLUMNS]
        source: list[list[str]] = [[] for _ in COLUMNS]
        hits: list[list[frozenset[tuple[int, int]]]] = [[] for _ in COLUMNS]
        for page, reading, groups in self.trainer.items:
            chosen = ensure_topic(reading, choose(reading, groups, folds[page]))
            chosen = fill_conditions(reading, chosen)
            known = {id(item): self._hits(page, item) for item in chosen}
            gold = [self._pairs_of(page, column) for column in range(len(COLUMNS))]
            numbers: dict[tuple[int, int, int], int] = {}
            for pair in Pairs(reading, chosen):
                for column in OF_KIND[pair.item.found.kind]:
                    key = (id(pair.item), id(pair.condition), column)
                    if key not in numbers:
                        numbers[key] = len(labels[column])
                        found = {(c, o) for c in known[id(pair.condition)] for o in known[id(pair.item)]}
                        found &= gold[column].keys()
                        required = any(gold[column][one] for one in found)
                        labels[column].append(1.0 if required else OPTIONAL if found else 0.0)
                        source[column].append(page)
                        hits[column].append(frozenset(one for one in found if gold[column][one]))
                    owner[column].append(numbers[key])
                    features[column].append(pair.features)
        out = []
        for column in range(len(COLUMNS)):
            pages = [source[column][number] for number in owner[column]]
            x, names = matrix(features[column], pages)
            own, label, page = np.array(owner[column]), np.array(labels[column]), np.array(source[column])
            out.append(Column(x, names, own, label, page, hits[column]))
        return out

    def fit(self, inside: set[str], thresholds: list[float]) -> PairWeights:
        """Weights from the pages ``inside``."""
        table: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(COLUMNS))
        for number, column in enumerate(self.columns):
            rows = np.isin(column.source, list(inside))[column.owner]
            x, owner = column.x[rows], column.owner[rows]
            label = column.labels[owner]
            weight = np.where(label == 0, 1.0, label)
            model = LogisticRegression(C=STRENGTH, solver="liblinear")
            model.fit(x, label > 0, sample_weight=weight / np.sqrt(np.bincount(owner)[owner]))
            for _ in range(ROUNDS - 1):
                score = model.decision_function(x)
                best = np.full(len(column.labels), -np.inf)
                np.maximum.at(best, owner, score)
                keep = (label == 0) | (score >= best[owner])
                model.fit(x[keep], label[keep] > 0, sample_weight=weight[keep])
            for name, value in zip(column.names, model.coef_[0], strict=True):
                table[name][number] = float(value)
            table["@bias"][number] = float(model.intercept_[0])
            table["@threshold"][number] = thresholds[number]
        return PairWeights(
            {
                name: tuple(round(value, 3) for value in values)
                for name, values in sorted(table.items())
                if name[0] == "@" or max(map(abs, values)) >= SMALLEST
            }
        )

    def folds(self, thresholds: list[float]) -> dict[str, PairWeights]:
        """Page -> weights that were fitted without it."""
        out = {}
        for fold in range(FOLDS):
            outside = {page for page in self.pages if self.trainer.fold_of_page[page] == fold}
            out |= dict.fromkeys(outside, self.fit(set(self.pages) - outside, thresholds))
        return out

    def scores(self, folds: dict[str, PairWeights]) -> list[np.ndarray]:
        """For each predicate the best score of each pair of names, by weights that were fitted without its page."""
        out = []
        for number, column in enumerate(self.columns):
            best = np.full(len(column.labels), -np.inf)
            of_row = column.source[column.owner]
            for weights in {id(w): w for w in folds.values()}.values():
                vector = np.array([weights.table.get(name, (0.0,) * len(COLUMNS))[number] for name in column.names])
                mine = np.isin(of_row, [page for page, w in folds.items() if w is weights])
                score = column.x[mine] @ vector + weights.table["@bias"][number]
                np.maximum.at(best, column.owner[mine], score)
            out.append(best)
        return out

    def thresholds(self, folds: dict[str, PairWeights]) -> list[float]:
        """The thresholds with the best F1 over all predicates taken together, found one after the other."""
        curves = []
        for number, (column, scores) in enumerate(zip(self.columns, self.scores(folds), strict=True)):
            wanted = sum(self.wanted[page, number] for page in self.pages)
            curve = []
            for step in range(-16, 17):
                taken = scores > step / 8
                found = {(p, one) for p, g, t in zip(column.source, column.gold, taken, strict=True) if t for one in g}
                curve.append((len(found), int((taken & (column.labels == 0)).sum()), wanted, step / 8))
            curves.append(curve)
        picked = [len(curve) // 2 for curve in curves]

        def f1() -> float:
            true, false, wanted = (sum(c[k][i] for c, k in zip(curves, picked, strict=True)) for i in range(3))
            return 2 * true / (true + false + wanted)

        for _ in range(3):
            for number, curve in enumerate(curves):

                def at(step: int, number: int = number) -> float:
                    picked[number] = step
                    return f1()

                picked[number] = max(range(len(curve)), key=at)
        print("relations F1", round(f1(), 4), [c[k] for c, k in zip(curves, picked, strict=True)])
        return [curve[k][3] for curve, k in zip(curves, picked, strict=True)]


def write(weights: PairWeights) -> None:
    """Write the table that the project ships."""
    lines = ["# feature\t" + "\t".join(c.value for c in COLUMNS) + ": log odds, written by train_relations.py"]
    lines += ["\t".join([name, *(f"{value:g}" for value in row)]) for name, row in weights.table.items()]
    (DATA / "pair_weights.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(len(lines) - 1, "features of pairs")


def main() -> None:
    """Cross-validate for the thresholds, fit on all pages, write the table."""
    trainer = Trainer()
    relations = RelationTrainer(trainer, trainer.cross_validated())
    thresholds = relations.thresholds(relations.folds([0.0] * len(COLUMNS)))
    write(relations.fit(set(relations.pages), thresholds))


if __name__ == "__main__":
    main()
