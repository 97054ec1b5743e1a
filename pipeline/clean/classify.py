"""Which blocks of an HTML page are its content: two looks, then the cut that suits the page."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.clean.context import context_of
from pipeline.clean.cues import Cue
from pipeline.clean.features import Numbers, features_of
from pipeline.clean.trees import load_trees
from pipeline.parse.blocks import ParsedPage
from schemas.enums import DropReason

FIRST = "first_look.csv"
SECOND = "second_look.csv"
_LOWEST, _HIGHEST = 0.25, 0.6  # the cut stays between these
_HIDDEN = 0.7  # what no reader sees at once must be surer


def content_of(page: ParsedPage, cues: Sequence[Cue | None], reasons: Sequence[DropReason | None]) -> list[bool]:
    """For each block whether it is content, given what the rules of words say of it.

    ``page`` has blocks and regions.
    """
    names, numbers = features_of(page, cues, reasons)
    first = load_trees(FIRST).probabilities(names, numbers)
    second = load_trees(SECOND).probabilities(*context_of(page, names, numbers, first))
    kept: list[bool] = chosen(second, names, numbers).tolist()
    return kept


def chosen(scores: NDArray[np.float64], names: Sequence[str], numbers: Numbers) -> NDArray[np.bool_]:
    """Which blocks have a score that suffices on this page; ``names`` and ``numbers`` are the first look's."""
    scores = np.where(numbers[:, names.index("ruled")] > 0, 0.0, scores)
    cut = best_cut(scores, numbers[:, names.index("words")].astype(np.float64))
    hidden = numbers[:, names.index("hidden")] > 0
    return scores >= np.where(hidden, max(cut, _HIDDEN), cut)


def best_cut(scores: NDArray[np.float64], words: NDArray[np.float64]) -> float:
    """The probability from which blocks are kept: the one that gives the highest expected F1 over words.

    Where the scores are sure the cut hardly matters; on a page of doubtful blocks a low cut is right, for
    the best cut is half of the F1 that can be reached.
    """
    order = np.argsort(-scores, kind="stable")
    expected = (scores * words)[order]
    f1 = 2 * np.cumsum(expected) / (np.cumsum(words[order]) + expected.sum() + 1e-9)
    return float(np.clip(scores[order][int(np.argmax(f1))], _LOWEST, _HIGHEST))
