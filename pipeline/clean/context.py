"""The second look: what the first scores of a block's surroundings say of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.clean.features import Numbers, groups_of, shifted, window_mean
from pipeline.parse.blocks import ParsedPage

Floats = NDArray[np.float64]

# What the second look sees of the block itself, beside all scores.
_OWN = [
    "kind",
    "chars",
    "link",
    "in_main",
    "beside_main",
    "cue",
    "cue_sure",
    "from_top",
    "hidden",
    "seen_before",
    "heading_cue",
    "page_kind",
    "page_comments",
    "page_threads",
    "near_comment",
    "chain_comment",
    "chain_related",
    "chain_header",
    "in_pre",
    "in_footer",
    "in_aside",
    "sentences",
    "ends",
    "alike_count",
    "sibling_chain",
    "since_heading",
    "title_alike",
    "page_price",
    "page_article",
]
_HEADING = 6  # codes of ``kind`` above this are headings


def context_of(page: ParsedPage, names: list[str], numbers: Numbers, first: Floats) -> tuple[list[str], Numbers]:
    """Features of the second look, one row a block.

    Args:
        page: the parsed page.
        names: the names of ``numbers``' columns.
        numbers: the first look's features.
        first: the first look's probabilities.
    """
    place = {name: at for at, name in enumerate(names)}
    columns: dict[str, Floats] = {name: numbers[:, place[name]].astype(np.float64) for name in _OWN}
    weights = np.minimum(columns["chars"], 800.0) + 10.0
    columns["score"] = first
    for by in (-3, -2, -1, 1, 2, 3):
        columns[f"score{by}"] = shifted(first, by)
    for reach in (2, 5, 12):
        columns[f"scores{reach}"] = window_mean(first, weights, reach)
    groups = groups_of(page)
    columns["scores_alike"] = (np.bincount(groups, first * weights) / np.bincount(groups, weights))[groups]
    _regions(columns, page, first, weights)
    _page(columns, first, weights)
    _headings(columns, first)
    return list(columns), np.stack(list(columns.values()), axis=1).astype(np.float32)


def _regions(columns: dict[str, Floats], page: ParsedPage, first: Floats, weights: Floats) -> None:
    """The mean score of the elements around the block, and their share of all that scores well."""
    places = np.array([block.features.region for block in page.blocks], dtype=np.int64)
    count = len(page.regions)
    parents = [max(region.parent, 0) for region in page.regions]
    scored = np.bincount(places, first * weights, count).tolist()
    total = np.bincount(places, weights, count).tolist()
    for index in range(count - 1, 0, -1):
        scored[parents[index]] += scored[index]
        total[parents[index]] += total[index]
    mean = np.array(scored) / np.maximum(np.array(total), 1e-9)
    share = np.array(scored) / max(scored[0], 1e-9)
    parent = np.array(parents, dtype=np.int64)
    above = places
    for height in range(7):
        if height != 5:
            columns[f"mean{height}"] = mean[above]
            columns[f"share{height}"] = share[above]
        above = parent[above]


def _page(columns: dict[str, Floats], first: Floats, weights: Floats) -> None:
    count = len(first)
    expected = first * weights
    total = max(float(expected.sum()), 1e-9)
    columns["page_mean"] = np.full(count, float(expected.sum()) / max(float(weights.sum()), 1e-9))
    columns["scores_before"] = np.cumsum(expected) / total
    columns["page_running"] = np.full(count, float(expected[columns["sentences"] >= 2].sum()) / total)
    columns["page_sure"] = np.full(count, float(expected[first > 0.8].sum()) / total)


def _headings(columns: dict[str, Floats], first: Floats) -> None:
    """The score of the heading above, and of the first block below that is none."""
    count = len(first)
    scores = first.tolist()
    is_heading = (columns["kind"] > _HEADING).tolist()
    above, below = [-1.0] * count, [-1.0] * count
    at = -1.0
    for place in range(count):
        if is_heading[place]:
            at = scores[place]
        above[place] = at
    at = -1.0
    for place in range(count - 1, -1, -1):
        below[place] = at
        if not is_heading[place]:
            at = scores[place]
    columns["heading_score"] = np.array(above)
    columns["body_score"] = np.array(below)
