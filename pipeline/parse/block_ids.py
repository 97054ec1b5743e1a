"""Ids of blocks: from the page and the text, so that an inserted block changes no other block's id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pipeline.ids import stable_id
from pipeline.parse.blocks import Block


def block_ids(page_id: str, blocks: Iterable[Block]) -> list[str]:
    """The ``blocks.block_id`` of each block, in order; repeats of a text on the page are numbered."""
    seen: Counter[str] = Counter()
    ids = []
    for block in blocks:
        ids.append(stable_id("blk", page_id, block.text, str(seen[block.text])))
        seen[block.text] += 1
    return ids
