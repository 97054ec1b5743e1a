#!/usr/bin/env python3
"""Records on the labelled pages: parse, clean, structure and extract in this process, then score.

    python benchmarks/records.py [PREDICTIONS.json] [--fitted]

The pages come from the folder that ``HEALTHSIFT_SHARED`` names. Figures are cross-validated by page:
the weights that score a page were fitted without it (needs the ``train`` extra). ``--fitted`` takes the
shipped weights instead, which have seen these pages. The predictions file is for the gold's own scorer.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any

from pipeline.clean.page import clean
from pipeline.dedupe.verdicts import NOTHING
from pipeline.dedupe.within import mark_repeats
from pipeline.extract.ground import ground
from pipeline.extract.relations import PairWeights
from pipeline.extract.run import extract
from pipeline.extract.scorer import Weights
from pipeline.parse.page import parse
from pipeline.sources.discover import list_sources, read_source
from pipeline.sources.refs import SourceRef
from pipeline.structure.build import build_documents
from pipeline.structure.document import Document
from pipeline.structure.identity import document_ids
from pipeline.vocabulary.load import load_vocabulary

SHARED = Path(os.environ.get("HEALTHSIFT_SHARED", "../shared"))
TABLES = ("conditions", "symptoms", "treatments")


def scorer() -> ModuleType:
    """The gold's own scorer as a module."""
    spec = importlib.util.spec_from_file_location("gold_score", SHARED / "gold" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(SHARED / "gold" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def documents_of(path: Path) -> dict[str, list[Document]]:
    """Source -> the documents of the page, for every page below a path."""
    out = {}
    for ref in list_sources([path]):
        if isinstance(ref, SourceRef):
            page = parse(read_source(ref))
            cleaning = clean(page)
            mark_repeats(page, cleaning)
            out[page.source] = build_documents(page, cleaning, NOTHING, document_ids(page, cleaning))
    return out


def predict(
    pages: Mapping[str, list[Document]],
    weights: Mapping[str, Weights],
    pair_weights: Mapping[str, PairWeights],
) -> dict[str, dict[str, Any]]:
    """Predictions in the form of the gold's scorer; a page without weights of its own takes the shipped ones."""
    vocabulary = load_vocabulary()
    out: dict[str, dict[str, Any]] = {}
    for source, documents in pages.items():
        page: dict[str, Any] = {"text": "", "exercises": [], "relations": [], **{table: [] for table in TABLES}}
        for document in documents:
            rows = ground(
                document, extract(document, vocabulary, (), weights.get(source), pair_weights.get(source)), vocabulary
            )
            page["text"] += "\n" + document.text
            by_id = {}
            for table in TABLES:
                for record in getattr(rows, table):
                    if not getattr(record, "negated", False):
                        by_id[record.record_id] = {**record.model_dump(mode="json"), "_kind": table}
                        page[table].append(by_id[record.record_id])
            for relation in rows.relations:
                ends = by_id.get(relation.subject_id or ""), by_id.get(relation.object_id or "")
                if ends[0] and ends[1]:
                    page["relations"].append((ends[0], relation.predicate.value, ends[1]))
        out[source] = page
    return out


def score(predictions: Mapping[str, dict[str, Any]], folder: Path) -> dict[str, float]:
    """Pooled F1, precision and recall a kind and the traps that were hit, by the gold's rules."""
    module = scorer()
    pooled = {name: [0, 0, 0] for name in (*TABLES, "relations")}
    traps = 0
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text())
        if "keep" not in gold:
            continue
        page = predictions.get(gold["file"]) or predictions[PurePosixPath(gold["file"]).name]
        hits = {}
        for table in TABLES:
            hits[table], tp, fp, fn = module.match(gold[table], page[table])
            pooled[table] = [a + b for a, b in zip(pooled[table], (tp, len(fp), len(fn)), strict=True)]
        found, false, missed = module.score_relations(gold, page["relations"], hits, page)
        counts = (found, len(false), len(missed))
        pooled["relations"] = [a + b for a, b in zip(pooled["relations"], counts, strict=True)]
        names = {name for table in TABLES for item in page[table] for name in module.names(item)}
        traps += sum(module.normalise(trap) in names for trap in gold["must_not"])
    figures: dict[str, float] = {"traps": traps}
    for name, counted in pooled.items():
        precision, recall, f1 = module.prf(*counted)
        figures |= {f"{name}.f1": f1, f"{name}.precision": precision, f"{name}.recall": recall}
    return figures


def record_figures() -> dict[str, float]:
    """The figures of the labelled pages, cross-validated by page."""
    return score(cross_validated(), SHARED / "gold" / "dev")


def cross_validated() -> dict[str, dict[str, Any]]:
    """Predictions of the labelled pages, each by weights that were fitted without it."""
    from train_relations import COLUMNS, RelationTrainer
    from train_scorer import Trainer

    trainer = Trainer()
    records = trainer.cross_validated()
    relations = RelationTrainer(trainer, records)
    pairs = relations.folds(relations.thresholds(relations.folds([0.0] * len(COLUMNS))))
    return predict(documents_of(SHARED / "gold" / "dev" / "pages"), records, pairs)


def main() -> None:
    """Print the figures, write the predictions where a file is named."""
    fitted = "--fitted" in sys.argv
    predictions = predict(documents_of(SHARED / "gold" / "dev" / "pages"), {}, {}) if fitted else cross_validated()
    figures = score(predictions, SHARED / "gold" / "dev")
    for name in sys.argv[1:]:
        if not name.startswith("--"):
            Path(name).write_text(json.dumps(predictions))
    for name, figure in sorted(figures.items()):
        print(f"{name:28} {figure:8.4f}")


if __name__ == "__main__":
    main()
