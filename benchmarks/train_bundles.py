"""Learns the weights of pipeline/parse/text_parts.py from bundles of known borders; prints them to be pasted there.

Ridge logistic regression on the evidence at every title-like line, each page's true start given. Bundles are of
MedQuAD answers and article texts; whole flattened web pages stand in as single pages that must stay whole.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from bundle_makers import articles, bundles

from pipeline.parse.text_evidence import NAMES, evidence, is_prose, may_begin_page, stems_of
from pipeline.parse.text_group import Grouper
from pipeline.parse.text_headings import mark_headings
from pipeline.parse.text_lines import split_lines
from pipeline.parse.text_parts import MIN_PROSE

SHARED = Path(os.environ.get("HEALTHSIFT_SHARED", "../shared"))


def rows(text: str, starts: tuple[int, ...]) -> Iterator[tuple[list[float], int]]:
    """The evidence at each candidate with 1 where a page begins there."""
    drafts = Grouper(text, split_lines(text), marks=False).drafts()
    mark_headings(drafts)
    stems = stems_of(drafts)
    waiting, start = list(starts), 0
    for at, draft in enumerate(drafts):
        begins = bool(waiting) and (draft.block.source_start or 0) >= waiting[0]
        prose = sum(len(before.block.text) for before in drafts[start:at] if is_prose(before))
        if prose >= MIN_PROSE and may_begin_page(drafts, at):
            yield evidence(drafts, stems, start, at), int(begins)
        if begins:
            waiting.pop(0)
            start = at


def fit(x: np.ndarray, y: np.ndarray, ridge: float = 1.0) -> np.ndarray:
    """Newton's method for the regularised log likelihood; the bias comes last and is not held down."""
    x = np.c_[x, np.ones(len(x))]
    hold = np.r_[np.full(x.shape[1] - 1, ridge), 1e-6]
    weights = np.zeros(x.shape[1])
    for _ in range(40):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (chance - y) + hold * weights
        weights -= np.linalg.solve((x * (chance * (1 - chance))[:, None]).T @ x + np.diag(hold), slope)
    return weights


def main() -> None:
    """Prints the table."""
    examples: list[tuple[list[float], int]] = []
    for kind in ("medquad", "articles", "whole pages"):
        texts = articles(SHARED, kind)
        random.Random(1).shuffle(texts)
        if kind != "whole pages":
            for chrome in (False, True):
                for bundle in bundles(texts, kind, 150, 3, chrome):
                    examples.extend(rows(bundle.text, bundle.starts))
        for text in texts[:300]:
            examples.extend(rows(text, ()))
    weights = fit(np.array([row for row, _ in examples]), np.array([begins for _, begins in examples]))
    for name, weight in zip((*NAMES, "BIAS"), weights, strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
