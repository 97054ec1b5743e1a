#!/usr/bin/env python3
"""Grow the two tables of the block classifier from the labelled pages of the shared folder.

    python benchmarks/train_content.py [--write]

A block is labelled content where most of its word triples (or, for a short block, its line or its place
between its neighbours) are in the page's gold text. Pages count alike, whatever their length. The second
look learns from first scores of pages that the first look had not seen. Prints token F1 by page type with
every page scored by models that saw neither it nor its fold. ``--write`` grows both looks on all pages and
replaces the tables in pipeline/clean. Everything is seeded: the same pages give the same tables.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import boosting
import numpy as np
from content import wcxb_scores
from numpy.typing import NDArray
from wcxb import Labelled, labelled, tokens

from pipeline.clean import classify
from pipeline.clean.context import context_of
from pipeline.clean.cues import cue_of
from pipeline.clean.features import features_of
from pipeline.clean.rules import reasons_of_text
from pipeline.parse.blocks import ParsedPage
from pipeline.parse.page import parse

TABLES = Path(classify.__file__).parent
FOLDS = 5
FIRST = boosting.Settings(trees=160, depth=4, rate=0.12)
SECOND = boosting.Settings(trees=100, depth=4, rate=0.1, seed=1)


@dataclass(slots=True)
class Sample:
    """A page ready to learn from: features, a label and a weight a block."""

    gold: Labelled
    page: ParsedPage
    names: list[str]
    numbers: NDArray[np.float32]
    label: NDArray[np.bool_]
    weight: NDArray[np.float64]
    ruled: NDArray[np.bool_]  # dropped by rules of words, whatever its score


def is_content(texts: list[str], gold: str) -> list[bool]:
    """Whether each block stands in the gold text."""
    wanted = tokens(gold)
    whole = f" {' '.join(wanted)} "
    triples = set(zip(wanted, wanted[1:], wanted[2:], strict=False))
    lines = {" ".join(tokens(line)) for line in gold.splitlines()}
    words = [tokens(text) for text in texts]
    filled = [place for place, own in enumerate(words) if own]
    rank = {place: at for at, place in enumerate(filled)}
    labels = []
    for place, own in enumerate(words):
        if len(own) >= 5:
            hits = [triple in triples for triple in zip(own, own[1:], own[2:], strict=False)]
            labels.append(sum(hits) * 2 > len(hits))
            continue
        line = " ".join(own)
        found = bool(own) and (line in lines or (len(own) >= 3 and f" {line} " in whole))
        if own and not found:
            at = rank[place]
            before = " ".join(words[filled[at - 1]][-2:]) if at else ""
            after = " ".join(words[filled[at + 1]][:2]) if at + 1 < len(filled) else ""
            found = bool(before and f" {before} {line} " in whole) or bool(after and f" {line} {after} " in whole)
        labels.append(found)
    return labels


def sample_of(gold: Labelled) -> Sample | None:
    """The page's sample; nothing where it has no blocks."""
    page = parse(gold.raw())
    if not page.blocks:
        return None
    cues = [cue_of(block.text) for block in page.blocks]
    reasons = reasons_of_text(page.blocks, cues, placed=True)
    names, numbers = features_of(page, cues, reasons)
    label = np.array(is_content([block.text for block in page.blocks], gold.text))
    size = np.array([len(re.findall(r"\w+", block.text)) for block in page.blocks], dtype=np.float64)
    page_size = float(size[label].sum()) + 50.0
    ruled = np.array([reason is not None for reason in reasons])
    weight = np.where(ruled, 0.0, (np.minimum(size, 100.0) / page_size) ** 0.7)
    return Sample(gold, page, names, numbers, label, weight, ruled)


Grown = list[tuple[list[tuple[int, float]], NDArray[np.float64]]]


def grow(samples: list[Sample], tables: list[NDArray[np.float32]], settings: boosting.Settings) -> Grown:
    """A model of the samples' labels from one table of features each."""
    weight = np.concatenate([sample.weight for sample in samples])
    label = np.concatenate([sample.label for sample in samples])
    used = weight > 0
    return boosting.grow(np.concatenate(tables)[used], label[used], weight[used] / weight[used].mean(), settings)


def second_tables(
    samples: list[Sample], first: list[NDArray[np.float64]]
) -> tuple[list[str], list[NDArray[np.float32]]]:
    """What the second look sees, given each page's first scores."""
    found = [context_of(s.page, s.names, s.numbers, scores) for s, scores in zip(samples, first, strict=True)]
    return found[0][0], [table for _, table in found]


def kept_text(sample: Sample, scores: NDArray[np.float64]) -> str:
    """The page's text as scored and ruled, without later copies of a line."""
    chosen = classify.chosen(scores, sample.names, sample.numbers) & ~sample.ruled
    kept = [block.text for block, keep in zip(sample.page.blocks, chosen, strict=True) if keep]
    seen: set[str] = set()
    return "\n".join(text for text in kept if len(text) <= 20 or not (text in seen or seen.add(text)))


def report(samples: list[Sample], scores: list[NDArray[np.float64]], label: str) -> None:
    """Print token F1 over all pages and by page type, and the shares of snippets kept and dropped."""
    texts = {sample.gold.page_id: kept_text(sample, own) for sample, own in zip(samples, scores, strict=True)}
    figures = wcxb_scores(texts, tuple(sample.gold for sample in samples))
    print(label, " ".join(f"{name} {value:.4f}" for name, value in figures.items()), flush=True)


def main() -> int:
    """Cross-validate, then grow and write on demand."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--write", action="store_true", help="replace the tables in pipeline/clean")
    write = arguments.parse_args().write
    samples = [sample for sample in map(sample_of, labelled()) if sample is not None]
    first: list[NDArray[np.float64]] = [np.zeros(0)] * len(samples)
    for fold in range(FOLDS):
        learn = [sample for at, sample in enumerate(samples) if at % FOLDS != fold]
        model = grow(learn, [sample.numbers for sample in learn], FIRST)
        for at in range(fold, len(samples), FOLDS):
            first[at] = boosting.score(model, samples[at].numbers)
    report(samples, first, "first look ")
    names, tables = second_tables(samples, first)
    second: list[NDArray[np.float64]] = [np.zeros(0)] * len(samples)
    for fold in range(FOLDS):
        chosen = [at for at in range(len(samples)) if at % FOLDS != fold]
        model = grow([samples[at] for at in chosen], [tables[at] for at in chosen], SECOND)
        for at in range(fold, len(samples), FOLDS):
            second[at] = boosting.score(model, tables[at])
    report(samples, second, "second look")
    if write:
        whole = grow(samples, [sample.numbers for sample in samples], FIRST)
        boosting.write(whole, samples[0].names, TABLES / classify.FIRST)
        boosting.write(grow(samples, tables, SECOND), names, TABLES / classify.SECOND)
        print(f"wrote {classify.FIRST} and {classify.SECOND}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
