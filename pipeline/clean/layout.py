"""The elements of a page as arrays, with what a block's place on the page tells."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.parse.blocks import ParsedPage
from pipeline.parse.html_tokens import MARKS
from schemas.enums import BlockKind

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

_PROSE_CHARS = 80
_MAIN_SHARE = 0.6


class Layout:
    """Sums over the subtree of each element, its siblings, and which element holds the running text.

    ``places[b]`` is the element of block b. ``chars``, ``link``, ``prose`` (text in long, punctuated blocks),
    ``blocks``, ``headings``, ``items`` and ``controls`` hold one sum an element.
    """

    def __init__(self, page: ParsedPage, chars: Floats, sentence_ends: NDArray[np.bool_]) -> None:
        regions, blocks = page.regions, page.blocks
        self.places: Places = np.array([block.features.region for block in blocks], dtype=np.int64)
        self.count = len(regions)
        self.parent: Places = np.array(regions.parent, dtype=np.int64)
        self.parent[0] = 0
        self.depth = np.array(regions.depth, dtype=np.float64)
        bits: Places = np.array(regions.bits, dtype=np.int64)
        self.marks: Places = bits & MARKS
        self.chain: Places = np.array(regions.chain, dtype=np.int64)
        self.hidden = np.array(regions.hidden, dtype=np.bool_)
        self.end = ends_of(regions.depth)
        self.link_chars = np.array([block.features.link_chars for block in blocks], dtype=np.float64)
        running = (chars >= _PROSE_CHARS) & (self.link_chars * 2 < chars) & sentence_ends & ~self.hidden[self.places]
        self.kinds = [block.kind for block in blocks]
        self.fields = np.array([block.features.controls for block in blocks], dtype=np.float64)
        is_heading = [kind is BlockKind.HEADING for kind in self.kinds]
        is_item = [kind is BlockKind.LIST_ITEM for kind in self.kinds]
        rows = (chars, self.link_chars, chars * running, np.ones(len(blocks)), is_heading, is_item, self.fields)
        sums = self._sums(np.array(rows, dtype=np.float64))
        self.chars, self.link, self.prose, self.blocks, self.headings, self.items, self.controls = sums
        self.total_prose = max(float(self.prose[0]), 1.0)
        candidates = np.flatnonzero((self.prose >= _MAIN_SHARE * self.total_prose) & ~self.hidden)
        self.main = int(candidates[np.argmax(self.depth[candidates])]) if len(candidates) else 0
        self.inside = np.zeros(self.count, dtype=np.bool_)
        self.inside[self.main : self.end[self.main]] = True
        self._siblings(regions.parent, bits)

    def _sums(self, rows: Floats) -> Floats:
        """The sum of each row of values, one a block, over each element's subtree."""
        height = len(rows)
        keys = self.places + np.arange(height)[:, None] * self.count
        own = np.zeros((height, self.count + 1))
        at_element = np.bincount(keys.ravel(), rows.ravel(), height * self.count).reshape(height, self.count)
        np.cumsum(at_element, axis=1, out=own[:, 1:])
        total: Floats = own[:, self.end] - own[:, :-1]
        return total

    def _siblings(self, parents: list[int], bits: Places) -> None:
        """How many siblings have the same tag and marks, and the most that an element above a block has."""
        order = np.lexsort((bits, self.parent))
        same = (np.diff(bits[order]) == 0) & (np.diff(self.parent[order]) == 0)
        group = np.concatenate(([0], np.cumsum(~same)))
        sizes = np.bincount(group)
        siblings = np.empty(self.count)
        siblings[order] = sizes[group]
        self.siblings: Floats = siblings
        chain: list[float] = siblings.tolist()
        for index in range(1, self.count):
            above = chain[parents[index]]
            if above > chain[index]:
                chain[index] = above
        self.sibling_chain: Floats = np.array(chain)


def ends_of(depths: list[int]) -> Places:
    """For each element the index behind the last one inside it."""
    count = len(depths)
    ends = [count] * count
    stack: list[int] = []
    for index, depth in enumerate(depths):
        while len(stack) > depth:
            ends[stack.pop()] = index
        stack.append(index)
    return np.array(ends, dtype=np.int64)
