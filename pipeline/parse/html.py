"""HTML to blocks."""

from __future__ import annotations

from lxml import etree

from pipeline.parse.blocks import Block, Regions
from pipeline.parse.html_tokens import TAG_BIT, tokens_of
from pipeline.parse.html_walk import Walker

_NOSCRIPT_CHARS = 400
_NOSCRIPT = TAG_BIT["noscript"]


def parse_html(root: etree._Element) -> tuple[list[Block], Regions]:
    """The blocks of a page in reading order and the elements that hold them.

    Elements that are never visible (scripts, styles, pictures) are taken out of the tree.
    """
    walker = Walker(tokens_of(root))
    walker.walk()
    return _without_noscript(walker.blocks, walker.regions), walker.regions


def _without_noscript(blocks: list[Block], regions: Regions) -> list[Block]:
    """The blocks a reader sees: ``noscript`` shows only where scripts draw the page and nothing else is in it."""
    inside = [bool(regions.chain[block.features.region] & _NOSCRIPT) for block in blocks]
    if not any(inside):
        return blocks
    without = sum(len(block.text) for block, within in zip(blocks, inside, strict=True) if within)
    with_script = sum(len(block.text) for block in blocks) - without
    if without > max(_NOSCRIPT_CHARS, with_script):
        return blocks
    return [block for block, within in zip(blocks, inside, strict=True) if not within]
