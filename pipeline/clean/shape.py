"""The shape of a page's content: how much of it is links, cards, posts and prices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.parse.blocks import Block, ParsedPage, Regions
from pipeline.parse.hints import BIT
from schemas.enums import BlockKind

_PRICE = re.compile(r"[$€£₹]\s?\d|\d\s?(?:€|zł|kr)\b")
_CART = re.compile(
    r"\b(?:add to (?:cart|bag|basket)|buy now|out of stock|in stock|add to wish ?list|sku)\b", re.IGNORECASE
)
_POST = re.compile(
    r"^(?:re:|reply|quote|posted|replied|joined|posts?:|senior member|member|likes?:?|reactions?:)"
    r"|^\d+ (?:likes?|replies)\b"
    r"|\b(?:wrote|said|posted|replied)\W*$|\b\d{1,2} (?:minutes?|hours?|days?|weeks?|months?|years?) ago$",
    re.IGNORECASE | re.MULTILINE,
)
_THREAD = BIT["thread"] | BIT["comment"]
_PROSE_CHARS = 80
_LABEL_CHARS = 60  # prices, buttons and the heads of posts stand in short blocks
_MANY_CARDS = 3


@dataclass(slots=True)
class Shape:
    """Shares are of the characters of the kept blocks; counts of labels are over all blocks that a reader sees."""

    words: int
    linked: float  # in blocks that are mostly link
    linked_items: float  # in list items that are mostly link
    prose: float  # in long blocks that are not
    threads: float  # in elements that name posts, answers or comments
    thread_parts: int  # how many such elements hold kept text themselves
    cards: float  # in the largest family of elements alike, side by side, of two or more blocks each
    card_count: int
    card_chars: float  # mean of such an element
    card_links: float  # share of them with a link
    prices: int
    kept_prices: int
    carts: int
    posts: int


def shape_of(page: ParsedPage, kept: Sequence[Block]) -> Shape:
    """The shape of ``page`` whose content is ``kept``."""
    chars = max(sum(len(block.text) for block in kept), 1)
    linked = linked_items = prose = threads = 0
    posts: set[int] = set()
    for block in kept:
        size = len(block.text)
        if block.features.link_chars * 2 > size:
            linked += size
            linked_items += size * (block.kind is BlockKind.LIST_ITEM)
        elif size >= _PROSE_CHARS:
            prose += size
        at = block.features.region
        if at >= 0 and page.regions.chain[at] & _THREAD:
            threads += size
            while not page.regions.bits[at] & _THREAD:
                at = page.regions.parent[at]
            posts.add(at)
    card_sum, card_count, card_links = _cards(page.regions, kept)
    labels = "\n".join(
        block.text for block in page.blocks if len(block.text) < _LABEL_CHARS and not block.features.hidden
    )
    return Shape(
        words=sum(block.text.count(" ") + 1 for block in kept),
        linked=linked / chars,
        linked_items=linked_items / chars,
        prose=prose / chars,
        threads=threads / chars,
        thread_parts=len(posts),
        cards=card_sum / chars,
        card_count=card_count,
        card_chars=card_sum / max(card_count, 1),
        card_links=card_links / max(card_count, 1),
        prices=len(_PRICE.findall(labels)),
        kept_prices=sum(len(block.text) < _PROSE_CHARS and _PRICE.search(block.text) is not None for block in kept),
        carts=len(_CART.findall(labels)),
        posts=len(_POST.findall(labels)),
    )


def _cards(regions: Regions, kept: Sequence[Block]) -> tuple[int, int, int]:
    """Of the family of like elements side by side that holds most text: characters, elements, those with a link."""
    count = len(regions)
    chars, blocks, links = [0] * count, [0] * count, [0] * count
    for block in kept:
        at = block.features.region
        if at < 0:
            return 0, 0, 0
        chars[at] += len(block.text)
        blocks[at] += 1
        links[at] += block.features.link_chars > 0
    families: dict[tuple[int, int], list[int]] = {}
    for index in range(count - 1, 0, -1):
        above = regions.parent[index]
        chars[above] += chars[index]
        blocks[above] += blocks[index]
        links[above] += links[index]
        if blocks[index] >= 2:
            family = families.setdefault((above, regions.bits[index]), [0, 0, 0])
            family[0] += chars[index]
            family[1] += 1
            family[2] += links[index] > 0
    best = max((tuple(family) for family in families.values() if family[1] >= _MANY_CARDS), default=(0, 0, 0))
    return best[0], best[1], best[2]
