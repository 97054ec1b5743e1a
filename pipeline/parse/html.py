"""HTML to blocks."""

from __future__ import annotations

import re

from lxml import etree

from pipeline.parse.blocks import Block, Region
from pipeline.parse.html_walk import Walker
from schemas.enums import BlockKind

_PROSE_CHARS = 80
_NOSCRIPT_CHARS = 400
_PROSE = re.compile(r"[.!?。！？…]")


def parse_html(root: etree._Element) -> tuple[list[Block], list[Region]]:
    """The blocks of a page in reading order and the elements that hold them, with their sums."""
    walker = Walker()
    walker.walk(root)
    blocks = _without_noscript(walker.blocks, walker.regions)
    _sum_up(blocks, walker.regions)
    return blocks, walker.regions


def _without_noscript(blocks: list[Block], regions: list[Region]) -> list[Block]:
    """The blocks a reader sees: ``noscript`` shows only where scripts draw the page and nothing else is in it."""
    if not any(region.tag == "noscript" for region in regions):
        return blocks
    inside = [False] * len(regions)
    for index, region in enumerate(regions):
        inside[index] = region.tag == "noscript" or (region.parent >= 0 and inside[region.parent])
    without = sum(len(block.text) for block in blocks if inside[block.features.region])
    with_script = sum(len(block.text) for block in blocks if not inside[block.features.region])
    if without > max(_NOSCRIPT_CHARS, with_script):
        return blocks
    return [block for block in blocks if not inside[block.features.region]]


def _sum_up(blocks: list[Block], regions: list[Region]) -> None:
    """Add each block to its region, then each region to its parent: one pass each."""
    for block in blocks:
        region = regions[block.features.region]
        length = len(block.text)
        region.blocks += 1
        region.chars += length
        region.link_chars += block.features.link_chars
        region.controls += block.features.controls
        if block.kind is BlockKind.HEADING:
            region.headings += 1
        elif block.kind is BlockKind.LIST_ITEM:
            region.items += 1
        if (
            length >= _PROSE_CHARS
            and block.features.link_chars * 2 < length
            and not region.hidden
            and _PROSE.search(block.text)
        ):
            region.prose_chars += length
    for region in reversed(regions):
        if region.parent >= 0:
            above = regions[region.parent]
            above.blocks += region.blocks
            above.chars += region.chars
            above.link_chars += region.link_chars
            above.prose_chars += region.prose_chars
            above.headings += region.headings
            above.items += region.items
            above.controls += region.controls
