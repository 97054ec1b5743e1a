"""Where the content of an HTML page is, by the structure of the page."""

from __future__ import annotations

from pipeline.parse.blocks import ParsedPage, Region
from pipeline.parse.hints import BIT
from schemas.enums import BlockKind

_CHROME_TAGS = frozenset({"nav", "footer", "form", "dialog"})
_SOFT_TAGS = frozenset({"header", "aside"})
_CHROME = BIT["nav"] | BIT["breadcrumb"] | BIT["share"] | BIT["newsletter"] | BIT["cookie"] | BIT["related"]
_CHROME |= BIT["comment"] | BIT["footer"] | BIT["overlay"]
_SHARE = 0.6  # of the page's running text that the content element must hold


def outside_main(page: ParsedPage) -> list[bool]:
    """For each block whether it stands outside the page's content.

    The content element is the deepest one that holds most of the page's running text; in it, elements
    that call themselves chrome and hold little running text or mostly links are outside as well.
    """
    regions = page.regions
    main = _main(regions)
    within = [False] * len(regions)
    chrome = [False] * len(regions)
    for index, region in enumerate(regions):
        parent = region.parent
        within[index] = index == main or (parent >= 0 and within[parent])
        chrome[index] = (parent >= 0 and chrome[parent]) or (index != main and _is_chrome(region, regions[main]))
    title = _title(page, within)
    result = []
    for index, block in enumerate(page.blocks):
        place = block.features.region
        region = regions[place]
        outside = chrome[place] or not within[place]
        if index == title:
            outside = False
        elif not outside and block.kind is not BlockKind.HEADING and block.features.link_chars > 0.8 * len(block.text):
            outside = block.features.links > 3 or region.link_chars > 0.8 * region.chars > 80
        result.append(outside)
    return result


def _main(regions: list[Region]) -> int:
    total = regions[0].prose_chars
    if not total:
        return 0
    best = 0
    for index, region in enumerate(regions):
        if region.prose_chars < _SHARE * total or region.hidden:
            continue
        if region.parent in (-1, best) or region.depth > regions[best].depth:
            best = index
    # A lone paragraph is not the content: climb to the element that also holds its neighbours.
    while regions[best].blocks < 3 and regions[best].parent > 0:
        best = regions[best].parent
    return best


def _is_chrome(region: Region, main: Region) -> bool:
    if region.tag in _CHROME_TAGS:
        return region.prose_chars < 0.5 * main.prose_chars
    density = region.link_chars / region.chars if region.chars else 0.0
    if region.tag in _SOFT_TAGS:
        return density > 0.5 or (region.prose_chars < 0.1 * main.prose_chars and region.headings == 0)
    if region.marks & _CHROME:
        return region.prose_chars < 0.1 * main.prose_chars and (density > 0.3 or region.chars < 400)
    return False


def _title(page: ParsedPage, within: list[bool]) -> int:
    """The top heading that stands above the content element."""
    if any(
        block.kind is BlockKind.HEADING and block.level == 1 and within[block.features.region] for block in page.blocks
    ):
        return -1
    for index, block in enumerate(page.blocks):
        if block.kind is BlockKind.HEADING and block.level == 1 and not block.features.hidden:
            return index
    return -1
