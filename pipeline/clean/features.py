"""A page's blocks as numbers: what the block classifier sees of each.

Three kinds of evidence: the block itself, the elements around it (at several heights), and its neighbours in
reading order. All are counts and ratios, so no value depends on the language or on one site's markup.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.clean.cues import Cue
from pipeline.parse.blocks import Block, ParsedPage, Region
from pipeline.parse.hints import BIT
from schemas.enums import BlockKind, DropReason

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
_HEIGHTS = (0, 1, 2, 3, 5)  # elements above a block whose sums are looked at
_TAGS = ("nav", "header", "footer", "aside", "form", "main", "article", "pre", "ul", "table")
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
_SENTENCE = re.compile(r"[.!?。！？…][\"'”’)\]]*(?:\s|$)")
_CAPITALS = re.compile(r"(?<!\w)[A-ZÀ-ÞА-Я]")
_DIGITS = re.compile(r"\d")
_ENDS = frozenset('.!?…:;”"')
_MAIN_SHARE = 0.6


class Layout:
    """The regions of a page as arrays, with what a block's place on the page tells."""

    def __init__(self, regions: Sequence[Region]) -> None:
        table = np.array(
            [
                (
                    r.parent,
                    r.depth,
                    r.chars,
                    r.link_chars,
                    r.prose_chars,
                    r.blocks,
                    r.headings,
                    r.items,
                    r.controls,
                    r.hidden,
                )
                for r in regions
            ],
            dtype=np.float64,
        )
        self.parent: Places = table[:, 0].astype(np.int64)
        self.parent[0] = 0
        self.depth, self.chars, self.link, self.prose = table[:, 1], table[:, 2], table[:, 3], table[:, 4]
        self.blocks, self.headings, self.items, self.controls = table[:, 5], table[:, 6], table[:, 7], table[:, 8]
        self.marks: Places = np.array([r.marks for r in regions], dtype=np.int64)
        self.chain: Places = np.array([r.chain for r in regions], dtype=np.int64)
        self.total_prose = max(float(self.prose[0]), 1.0)
        candidates = np.flatnonzero((self.prose >= _MAIN_SHARE * self.total_prose) & (table[:, 9] == 0))
        self.main = int(candidates[np.argmax(self.depth[candidates])]) if len(candidates) else 0
        self._walk(regions)

    def _walk(self, regions: Sequence[Region]) -> None:
        """What only a pass from the root down can tell: tags above, siblings alike, inside the main element."""
        count = len(regions)
        alike: dict[tuple[int, str, int], int] = {}
        for region in regions:
            key = (region.parent, region.tag, region.marks)
            alike[key] = alike.get(key, 0) + 1
        bits = {tag: 1 << place for place, tag in enumerate(_TAGS)}
        tags, siblings, chain = [0] * count, [1] * count, [1] * count
        inside = [False] * count
        for index, region in enumerate(regions):
            parent = region.parent
            siblings[index] = alike[(parent, region.tag, region.marks)]
            tags[index] = bits.get(region.tag, 0)
            inside[index] = index == self.main
            chain[index] = siblings[index]
            if parent >= 0:
                tags[index] |= tags[parent]
                inside[index] = inside[index] or inside[parent]
                chain[index] = max(chain[index], chain[parent])
        self.tags: Places = np.array(tags, dtype=np.int64)
        self.siblings = np.array(siblings, dtype=np.float64)
        self.sibling_chain = np.array(chain, dtype=np.float64)
        self.inside = np.array(inside, dtype=np.bool_)


def _ratio(over: NDArray[np.float64], under: NDArray[np.float64]) -> NDArray[np.float64]:
    return over / np.maximum(under, 1.0)


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


def features_of(page: ParsedPage, cues: Sequence[Cue | None]) -> tuple[list[str], Numbers]:
    """The names of the features and one row of them a block; ``page`` has blocks and regions.

    Args:
        page: a parsed HTML page.
        cues: what each block says of itself, as ``cue_of`` finds it.
    """
    blocks = page.blocks
    layout = Layout(page.regions)
    places: Places = np.array([block.features.region for block in blocks], dtype=np.int64)
    columns: dict[str, NDArray[np.float64]] = {}
    _own(columns, page, cues)
    _around(columns, layout, places)
    _position(columns, page, layout, places)
    _neighbours(columns)
    _whole_page(columns, page, layout, len(blocks))
    return list(columns), np.stack(list(columns.values()), axis=1).astype(np.float32)


def _own(columns: dict[str, NDArray[np.float64]], page: ParsedPage, cues: Sequence[Cue | None]) -> None:
    title = set((page.title or "").lower().split())
    seen: dict[str, int] = {}
    rows = []
    for block, cue in zip(page.blocks, cues, strict=True):
        text, evidence = block.text, block.features
        size = len(text)
        words = text.count(" ") + 1
        before = seen.get(text, 0)
        seen[text] = before + 1
        alike = 0.0
        if title and size < 200:
            own = set(text.lower().split())
            alike = len(own & title) / len(own | title)
        head = text[:240]
        rows.append(
            (
                _KIND[block.kind] + ((block.level or 0) if block.kind is BlockKind.HEADING else 0),
                size,
                words,
                evidence.link_chars / size,
                evidence.links,
                block.lead / size,
                text[-1] in _ENDS,
                len(_SENTENCE.findall(text)) if size < 2_000 else size // 80,
                head.count(","),
                len(_CAPITALS.findall(head)) / min(words, 40),
                len(_DIGITS.findall(head)) / min(size, 240),
                size / words,
                _CUE.get(cue.reason, 0) if cue else 0,
                1 + cue.sure if cue else 0,
                evidence.controls,
                evidence.hidden,
                evidence.folded,
                before,
                alike,
            )
        )
    names = (
        "kind chars words link links lead ends sentences commas capitals digits word_length cue cue_sure controls "
        "hidden folded seen_before title_alike"
    )
    table = np.array(rows, dtype=np.float64)
    for place, name in enumerate(names.split()):
        columns[name] = table[:, place]


def _around(columns: dict[str, NDArray[np.float64]], layout: Layout, places: Places) -> None:
    above = places
    height = 0
    near: Places = layout.marks[places]
    for wanted in _HEIGHTS:
        while height < wanted:
            above = layout.parent[above]
            height += 1
            if height <= 2:
                near = near | layout.marks[above]
        chars, blocks = layout.chars[above], layout.blocks[above]
        columns[f"above{wanted}_chars"] = chars
        columns[f"above{wanted}_link"] = _ratio(layout.link[above], chars)
        columns[f"above{wanted}_prose"] = _ratio(layout.prose[above], chars)
        columns[f"above{wanted}_share"] = layout.prose[above] / layout.total_prose
        columns[f"above{wanted}_blocks"] = blocks
        columns[f"above{wanted}_items"] = _ratio(layout.items[above], blocks)
        columns[f"above{wanted}_headings"] = _ratio(layout.headings[above], blocks)
        columns[f"above{wanted}_controls"] = layout.controls[above]
        columns[f"above{wanted}_siblings"] = layout.siblings[above]
        columns[f"above{wanted}_mean"] = _ratio(chars, blocks)
    columns["sibling_chain"] = layout.sibling_chain[places]
    tags, chain = layout.tags[places], layout.chain[places]
    for place, tag in enumerate(_TAGS):
        columns[f"in_{tag}"] = ((tags >> place) & 1).astype(np.float64)
    for family in _CHAIN:
        columns[f"chain_{family}"] = ((chain & BIT[family]) != 0).astype(np.float64)
    for family in _NEAR:
        columns[f"near_{family}"] = ((near & BIT[family]) != 0).astype(np.float64)


def _position(columns: dict[str, NDArray[np.float64]], page: ParsedPage, layout: Layout, places: Places) -> None:
    blocks = page.blocks
    count = len(blocks)
    index = np.arange(count, dtype=np.float64)
    inside = layout.inside[places]
    held = np.flatnonzero(inside)
    first, last = (int(held[0]), int(held[-1])) if len(held) else (0, count)
    columns["position"] = index / count
    columns["chars_before"] = np.cumsum(columns["chars"]) / max(float(columns["chars"].sum()), 1.0)
    columns["depth"] = layout.depth[places]
    columns["in_main"] = inside.astype(np.float64)
    columns["beside_main"] = np.where(index < first, 0.0, np.where(index > last, 2.0, 1.0))
    columns["below_main"] = layout.depth[places] - layout.depth[layout.main]
    top = _first_top_heading(blocks)
    columns["from_top"] = index - top
    columns["no_top"] = np.full(count, float(top == 0))
    since = np.zeros(count)
    until = np.zeros(count)
    heading_cue = np.zeros(count)
    heading_kind = np.zeros(count)
    at, cue, kind = -1, 0.0, 0.0
    own_cue, own_kind = columns["cue"], columns["kind"]
    for place, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            at, cue, kind = place, float(own_cue[place]), float(own_kind[place])
        since[place], heading_cue[place], heading_kind[place] = place - at, cue, kind
    at = count
    for place in range(count - 1, -1, -1):
        until[place] = at - place
        if blocks[place].kind is BlockKind.HEADING:
            at = place
    columns["since_heading"], columns["until_heading"] = since, until
    columns["heading_cue"], columns["heading_kind"] = heading_cue, heading_kind
    _alike(columns, page)


def _alike(columns: dict[str, NDArray[np.float64]], page: ParsedPage) -> None:
    """Blocks of the same kind at the same tag path with the same marks: how many, how long, how linked."""
    groups = groups_of(page)
    size = np.bincount(groups).astype(np.float64)
    chars = np.bincount(groups, columns["chars"]).astype(np.float64)
    link = np.bincount(groups, columns["chars"] * columns["link"]).astype(np.float64)
    columns["alike_count"] = size[groups]
    columns["alike_mean"] = (chars / size)[groups]
    columns["alike_link"] = _ratio(link, chars)[groups]


def groups_of(page: ParsedPage) -> Places:
    """For each block the number of its group: same kind, same tag path, same marks of its element."""
    numbers: dict[tuple[str, int, BlockKind], int] = {}
    regions = page.regions
    return np.array(
        [
            numbers.setdefault((block.features.path, regions[block.features.region].marks, block.kind), len(numbers))
            for block in page.blocks
        ],
        dtype=np.int64,
    )


def _first_top_heading(blocks: Sequence[Block]) -> int:
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING and block.level == 1 and not block.features.hidden:
            return index
    return 0


def shifted(values: NDArray[np.float64], by: int) -> NDArray[np.float64]:
    """``values`` of the block ``by`` places further on; -1 beyond the page's ends."""
    result = np.full(len(values), -1.0)
    if abs(by) < len(values):
        if by > 0:
            result[:-by] = values[by:]
        else:
            result[-by:] = values[:by]
    return result


def window_mean(values: NDArray[np.float64], weights: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    """The weighted mean of ``values`` from ``reach`` blocks before to ``reach`` blocks after each block."""
    count = len(values)
    sums = np.concatenate(([0.0], np.cumsum(values * weights)))
    total = np.concatenate(([0.0], np.cumsum(weights)))
    start = np.maximum(np.arange(count) - reach, 0)
    end = np.minimum(np.arange(count) + reach + 1, count)
    mean: NDArray[np.float64] = (sums[end] - sums[start]) / np.maximum(total[end] - total[start], 1e-9)
    return mean


def _neighbours(columns: dict[str, NDArray[np.float64]]) -> None:
    for by in (-2, -1, 1, 2):
        for name in ("chars", "link", "kind", "cue", "sentences"):
            columns[f"next{by}_{name}"] = shifted(columns[name], by)
    ones = np.ones(len(columns["chars"]))
    for reach in (4, 12):
        columns[f"window{reach}_chars"] = window_mean(columns["chars"], ones, reach)
        columns[f"window{reach}_link"] = window_mean(columns["link"], columns["chars"], reach)
        columns[f"window{reach}_cues"] = window_mean((columns["cue"] > 0).astype(np.float64), ones, reach)


def _whole_page(columns: dict[str, NDArray[np.float64]], page: ParsedPage, layout: Layout, count: int) -> None:
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
    for name, value in whole.items():
        columns[name] = np.full(count, value)
