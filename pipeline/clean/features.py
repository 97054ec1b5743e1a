"""A page's blocks as numbers: what the block classifier sees of each.

Three kinds of evidence: the block itself, the elements around it (at several heights), and its neighbours in
reading order. All are counts and ratios, so no value depends on the language or on one site's markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.clean.columns import Columns
from pipeline.clean.cues import Cue
from pipeline.clean.layout import Layout
from pipeline.clean.letters import letters_of
from pipeline.parse.blocks import Block, ParsedPage
from pipeline.parse.hints import BIT
from pipeline.parse.html_tokens import TAG_BIT
from schemas.enums import BlockKind, DropReason

Floats = NDArray[np.float64]
Numbers = NDArray[np.float32]
Places = NDArray[np.int64]

_KIND = {
    BlockKind.PARAGRAPH: 0,
    BlockKind.LIST_ITEM: 1,
    BlockKind.DEFINITION: 2,
    BlockKind.TABLE_ROW: 3,
    BlockKind.CAPTION: 4,
    BlockKind.OTHER: 5,
    BlockKind.HEADING: 6,
}
# Reasons in an order that puts like beside like, for a split is a threshold.
_CUE_ORDER = (
    DropReason.REFERENCES,
    DropReason.LEGAL,
    DropReason.TESTIMONIAL,
    DropReason.BYLINE,
    DropReason.COMMENTS,
    DropReason.CONTACT,
    DropReason.OPENING_HOURS,
    DropReason.MAP,
    DropReason.CTA,
    DropReason.FORM,
    DropReason.CONSENT,
    DropReason.COOKIE,
    DropReason.NEWSLETTER,
    DropReason.SHARE,
    DropReason.RELATED_LINKS,
    DropReason.AD,
    DropReason.NAV,
    DropReason.JUNK,
    DropReason.BOT_WALL,
)
_CUE = {reason: code for code, reason in enumerate(_CUE_ORDER, 1)}
_LAST_PLAIN = 6  # codes of ``kind`` above this are headings
_HEADING = BlockKind.HEADING
_TAGS = ("nav", "header", "footer", "aside", "form", "main", "article", "pre", "ul", "table")
_HEIGHTS = (0, 1, 2, 3, 5)  # elements above a block whose sums are looked at
_CHAIN: tuple[str, ...] = (
    "overlay",
    "main",
    "header",
    "footer",
    "comment",
    "thread",
    "related",
    "card",
    "caption",
    "article",
    "nav",
    "tag",
    "product",
    "testimonial",
    "content",
    "toc",
    "utility",
    "newsletter",
    "cookie",
    "share",
    "hidden",
    "meta",
    "bio",
)
_NEAR = (
    "comment",
    "legal",
    "content",
    "aside",
    "nav",
    "cta",
    "card",
    "article",
    "hero",
    "meta",
    "heading",
    "price",
    "faq",
)
_PAGE = ("price", "article", "thread", "comment", "product")
_ABOVE: dict[int, tuple[str, ...]] = {
    height: tuple(
        f"above{height}_{name}"
        for name in ("chars", "link", "prose", "share", "blocks", "items", "headings", "controls", "siblings", "mean")
    )
    for height in _HEIGHTS
}
_CHAIN_NAMES = tuple(f"tag_{tag}" for tag in _TAGS) + tuple(f"chain_{family}" for family in _CHAIN)
_CHAIN_BITS: Places = np.array([TAG_BIT[tag] for tag in _TAGS] + [BIT[family] for family in _CHAIN], dtype=np.int64)
_NEAR_NAMES = tuple(f"near_{family}" for family in _NEAR)
_NEAR_BITS: Places = np.array([BIT[family] for family in _NEAR], dtype=np.int64)
_OF_NEIGHBOURS = ("chars", "link", "kind", "cue", "sentences")
_NEIGHBOURS = {by: tuple(f"next{by}_{name}" for name in _OF_NEIGHBOURS) for by in (-2, -1, 1, 2)}


def page_kind(types: tuple[str, ...]) -> int:
    """What the page declares itself to be, as a code: 0 nothing, 1 article, 2 site, 3 listing, 4 product, 5 thread."""
    named = {name.lower() for name in types}
    if named & {"discussionforumposting", "qapage", "question"}:
        return 5
    if named & {"product", "productgroup", "og:product"}:
        return 4
    if named & {"article", "newsarticle", "blogposting", "medicalwebpage", "techarticle", "scholarlyarticle", "report"}:
        return 1
    if named & {"itemlist", "collectionpage", "searchresultspage", "productcollection", "product.group"}:
        return 3
    return 2 if "website" in named else 0


def features_of(
    page: ParsedPage, cues: Sequence[Cue | None], reasons: Sequence[DropReason | None]
) -> tuple[list[str], Numbers]:
    """The names of the features and one row of them a block; ``page`` has blocks and regions.

    Args:
        page: a parsed HTML page.
        cues: what each block says of itself, as ``cue_of`` finds it.
        reasons: why the rules of words drop a block, as ``reasons_of_text`` finds it.
    """
    letters = letters_of([block.text for block in page.blocks])
    layout = Layout(page, letters["chars"], letters["sentences"] > 0)
    columns = Columns()
    _own(columns, page, cues, letters, layout)
    columns.add("ruled", _row(reason is not None for reason in reasons))
    _around(columns, layout)
    _position(columns, page, layout)
    _neighbours(columns)
    _whole_page(columns, page, layout)
    return columns.names, columns.table()


def _own(
    columns: Columns, page: ParsedPage, cues: Sequence[Cue | None], letters: dict[str, Floats], layout: Layout
) -> None:
    blocks = page.blocks
    chars, words = letters["chars"], letters["words"]
    columns.add("kind", _row(_KIND[block.kind] + (block.level or 0) * (block.kind is _HEADING) for block in blocks))
    columns.add("chars", chars)
    columns.add("words", words)
    columns.add("link", layout.link_chars / chars)
    columns.add("links", _row(block.features.links for block in blocks))
    columns.add("lead", _row(block.lead for block in blocks) / chars)
    for name in ("ends", "sentences", "commas"):
        columns.add(name, letters[name])
    columns.add("capitals", letters["capitals"] / np.minimum(words, 40))
    columns.add("digits", letters["digits"] / np.minimum(chars, 240))
    columns.add("word_length", chars / words)
    columns.add("cue", _row(_CUE.get(cue.reason, 0) if cue else 0 for cue in cues))
    columns.add("cue_sure", _row(1 + cue.sure if cue else 0 for cue in cues))
    columns.add("controls", layout.fields)
    columns.add("hidden", layout.hidden[layout.places].astype(np.float64))
    columns.add("folded", _row(block.features.folded for block in blocks))
    seen: dict[str, int] = {}
    before = []
    for block in blocks:
        earlier = seen.get(block.text, 0)
        seen[block.text] = earlier + 1
        before.append(earlier)
    columns.add("seen_before", _row(before))
    columns.add("title_alike", _title_alike(page))


def _row(values: Iterable[float]) -> Floats:
    return np.array(list(values), dtype=np.float64)


def _title_alike(page: ParsedPage) -> Floats:
    """The share of words that a block has in common with the page's title, for blocks of about its length."""
    alike = np.zeros(len(page.blocks))
    title = (page.title or "").lower()
    words = set(title.split())
    if words:
        shortest, longest = len(title) // 3, len(title) * 3
        for place, block in enumerate(page.blocks):
            if shortest <= len(block.text) <= longest:
                own = set(block.text.lower().split())
                alike[place] = len(own & words) / len(own | words)
    return alike


def _around(columns: Columns, layout: Layout) -> None:
    chars, blocks = np.maximum(layout.chars, 1.0), np.maximum(layout.blocks, 1.0)
    of_element = np.array(
        [
            layout.chars,
            layout.link / chars,
            layout.prose / chars,
            layout.prose / layout.total_prose,
            layout.blocks,
            layout.items / blocks,
            layout.headings / blocks,
            layout.controls,
            layout.siblings,
            layout.chars / blocks,
        ]
    )
    places = above = layout.places
    height = 0
    near: Places = layout.marks[places]
    for wanted, names in _ABOVE.items():
        while height < wanted:
            above = layout.parent[above]
            height += 1
            if height <= 2:
                near = near | layout.marks[above]
        columns.add_all(names, of_element[:, above])
    columns.add("sibling_chain", layout.sibling_chain[places])
    columns.add_all(_CHAIN_NAMES, (layout.chain[places] & _CHAIN_BITS[:, None]) != 0)
    columns.add_all(_NEAR_NAMES, (near & _NEAR_BITS[:, None]) != 0)


def _position(columns: Columns, page: ParsedPage, layout: Layout) -> None:
    blocks, places = page.blocks, layout.places
    count = len(blocks)
    index = np.arange(count)
    inside = layout.inside[places]
    held = np.flatnonzero(inside)
    first, last = (int(held[0]), int(held[-1])) if len(held) else (0, count)
    chars, kind, cue = columns["chars"], columns["kind"], columns["cue"]
    columns.add("position", index / count)
    columns.add("chars_before", np.cumsum(chars) / max(float(chars.sum()), 1.0))
    columns.add("depth", layout.depth[places])
    columns.add("in_main", inside.astype(np.float64))
    columns.add("beside_main", (index >= first).astype(np.float64) + (index > last))
    columns.add("below_main", layout.depth[places] - layout.depth[layout.main])
    top = _first_top_heading(blocks)
    columns.add("from_top", (index - top).astype(np.float64))
    columns.add("no_top", np.full(count, float(top == 0)))
    is_heading = kind > _LAST_PLAIN
    above = np.maximum.accumulate(np.where(is_heading, index, -1))
    below = np.minimum.accumulate(np.where(is_heading, index, count)[::-1])[::-1]
    columns.add("since_heading", (index - above).astype(np.float64))
    columns.add("until_heading", (np.append(below[1:], count) - index).astype(np.float64))
    columns.add("heading_cue", np.where(above >= 0, cue[above], 0.0))
    columns.add("heading_kind", np.where(above >= 0, kind[above], 0.0))
    # Blocks of the same kind at the same tag path with the same marks: how many, how long, how linked.
    groups = groups_of(page)
    size = np.bincount(groups).astype(np.float64)
    total = np.bincount(groups, chars)
    columns.add("alike_count", size[groups])
    columns.add("alike_mean", (total / size)[groups])
    columns.add("alike_link", (np.bincount(groups, layout.link_chars) / total)[groups])


def groups_of(page: ParsedPage) -> Places:
    """For each block the number of its group: same kind, same tag path, same marks of its element."""
    numbers: dict[tuple[int, int, BlockKind], int] = {}
    path, bits = page.regions.path, page.regions.bits
    groups = []
    for block in page.blocks:
        at = block.features.region
        groups.append(numbers.setdefault((path[at], bits[at], block.kind), len(numbers)))
    return np.array(groups, dtype=np.int64)


def _first_top_heading(blocks: Sequence[Block]) -> int:
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING and block.level == 1 and not block.features.hidden:
            return index
    return 0


def window_mean(values: NDArray[np.float64], weights: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    """The weighted mean of ``values`` from ``reach`` blocks before to ``reach`` blocks after each block."""
    count = len(values)
    sums = np.concatenate(([0.0], np.cumsum(values * weights)))
    total = np.concatenate(([0.0], np.cumsum(weights)))
    start = np.maximum(np.arange(count) - reach, 0)
    end = np.minimum(np.arange(count) + reach + 1, count)
    mean: NDArray[np.float64] = (sums[end] - sums[start]) / np.maximum(total[end] - total[start], 1e-9)
    return mean


def _neighbours(columns: Columns) -> None:
    own = np.array([columns[name] for name in _OF_NEIGHBOURS])
    count = own.shape[1]
    padded = np.full((len(own), count + 4), -1.0)
    padded[:, 2:-2] = own
    for by, names in _NEIGHBOURS.items():
        columns.add_all(names, padded[:, 2 + by : 2 + by + count])
    ones = np.ones(count)
    for reach in (4, 12):
        columns.add(f"window{reach}_chars", window_mean(columns["chars"], ones, reach))
        columns.add(f"window{reach}_link", window_mean(columns["link"], columns["chars"], reach))
        columns.add(f"window{reach}_ruled", window_mean(columns["ruled"], ones, reach))
        columns.add(f"window{reach}_cues", window_mean((columns["cue"] > 0).astype(np.float64), ones, reach))


def _whole_page(columns: Columns, page: ParsedPage, layout: Layout) -> None:
    marked: Places = layout.marks

    def share(family: str) -> float:
        """The share of running text in the outermost elements that name the family."""
        bit = BIT[family]
        tops = ((marked & bit) != 0) & ((layout.chain[layout.parent] & bit) == 0)
        return float(layout.prose[tops].sum()) / layout.total_prose

    every = int(np.bitwise_or.reduce(marked))
    whole = {
        "page_main": float(layout.prose[layout.main]) / layout.total_prose,
        "page_kind": float(page_kind(page.types)),
        "page_comments": share("comment"),
        "page_threads": share("thread"),
        **{f"page_{family}": float((every & BIT[family]) != 0) for family in _PAGE},
    }
    values = np.array(list(whole.values()))
    columns.add_all(tuple(whole), np.repeat(values[:, None], len(page.blocks), axis=1))
