"""The second look: what the first scores of a block's surroundings say of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.clean.columns import Columns
from pipeline.clean.features import Numbers, groups_of, window_mean
from pipeline.clean.layout import ends_of
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
    "tag_pre",
    "tag_footer",
    "tag_aside",
    "sentences",
    "ends",
    "alike_count",
    "sibling_chain",
    "since_heading",
    "title_alike",
    "page_price",
    "page_article",
]
_CHARS, _KIND, _SENTENCES = (_OWN.index(name) for name in ("chars", "kind", "sentences"))
_HEADING = 6  # codes of ``kind`` above this are headings


def context_of(page: ParsedPage, names: list[str], numbers: Numbers, first: Floats) -> tuple[list[str], Numbers]:
    """Features of the second look, one row a block.

    Args:
        page: the parsed page.
        names: the names of ``numbers``' columns.
        numbers: the first look's features.
        first: the first look's probabilities; what a rule drops counts as sure to be no content.
    """
    place = {name: at for at, name in enumerate(names)}
    own = numbers[:, [place[name] for name in _OWN]].astype(np.float64).T
    columns = Columns()
    columns.add_all(_OWN, own)
    first = np.where(numbers[:, place["ruled"]] > 0, 0.0, first)
    weights = np.minimum(own[_CHARS], 800.0) + 10.0
    columns.add("score", first)
    count = len(first)
    padded = np.full(count + 6, -1.0)
    padded[3:-3] = first
    for by in (-3, -2, -1, 1, 2, 3):
        columns.add(f"score{by}", padded[3 + by : 3 + by + count])
    for reach in (2, 5, 12):
        columns.add(f"scores{reach}", window_mean(first, weights, reach))
    groups = groups_of(page)
    columns.add("scores_alike", (np.bincount(groups, first * weights) / np.bincount(groups, weights))[groups])
    _regions(columns, page, first, weights)
    _page(columns, own[_SENTENCES], first, weights)
    _headings(columns, own[_KIND] > _HEADING, first)
    return columns.names, columns.table()


def _regions(columns: Columns, page: ParsedPage, first: Floats, weights: Floats) -> None:
    """The mean score of the elements around the block, and their share of all that scores well."""
    places = np.array([block.features.region for block in page.blocks], dtype=np.int64)
    count = len(page.regions)
    parents = [max(parent, 0) for parent in page.regions.parent]
    ends = ends_of(page.regions.depth)
    own = np.zeros((2, count + 1))
    np.cumsum(np.bincount(places, first * weights, count), out=own[0, 1:])
    np.cumsum(np.bincount(places, weights, count), out=own[1, 1:])
    sums = own[:, ends] - own[:, :-1]
    looks = np.array([sums[0] / np.maximum(sums[1], 1e-9), sums[0] / max(float(sums[0, 0]), 1e-9)])
    parent = np.array(parents, dtype=np.int64)
    above = places
    for height in range(7):
        if height != 5:
            columns.add_all((f"mean{height}", f"share{height}"), looks[:, above])
        above = parent[above]


def _page(columns: Columns, sentences: Floats, first: Floats, weights: Floats) -> None:
    expected = first * weights
    total = max(float(expected.sum()), 1e-9)
    columns.add("scores_before", np.cumsum(expected) / total)
    whole = {
        "page_mean": float(expected.sum()) / max(float(weights.sum()), 1e-9),
        "page_running": float(expected[sentences >= 2].sum()) / total,
        "page_sure": float(expected[first > 0.8].sum()) / total,
    }
    columns.add_all(tuple(whole), np.repeat(np.array(list(whole.values()))[:, None], len(first), axis=1))


def _headings(columns: Columns, is_heading: NDArray[np.bool_], first: Floats) -> None:
    """The score of the heading above, and of the first block below that is none."""
    count = len(first)
    index = np.arange(count)
    above = np.maximum.accumulate(np.where(is_heading, index, -1))
    below = np.append(np.minimum.accumulate(np.where(is_heading, count, index)[::-1])[::-1][1:], count)
    padded = np.append(first, -1.0)  # place -1 and place ``count`` are outside the page
    columns.add("heading_score", padded[above])
    columns.add("body_score", padded[below])
