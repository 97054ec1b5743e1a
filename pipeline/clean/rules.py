"""Which blocks their own words and their neighbours give away, in HTML and flattened text alike."""

from __future__ import annotations

import re

from pipeline.clean.cues import Cue
from pipeline.clean.menus import body_part_menus
from pipeline.parse.blocks import Block
from schemas.enums import BlockKind, DropReason

_BAR = re.compile(r" ?[|·•»/] ?")
_BAR_LINKS = 0.6  # share of a bar that is link text
# Reasons whose heading condemns what follows it up to the next heading.
_SECTIONS = frozenset({DropReason.REFERENCES, DropReason.RELATED_LINKS, DropReason.TESTIMONIAL, DropReason.COMMENTS})
# Where the markup is known, these headings are evidence for the classifier and no more.
_LEFT = frozenset({DropReason.COMMENTS, DropReason.RELATED_LINKS})


def reasons_of_text(blocks: list[Block], cues: list[Cue | None], placed: bool = False) -> list[DropReason | None]:
    """A reason for each block that is boilerplate by what it says or by the run it stands in, else null.

    ``cues`` holds what ``cue_of`` finds in each block. ``placed`` says that the page's markup is known: then
    what only its neighbours speak against is left to the classifier, which knows the elements around it.
    """
    reasons: list[DropReason | None] = [cue.reason if cue is not None and cue.sure else None for cue in cues]
    for index in body_part_menus(blocks):
        reasons[index] = reasons[index] or DropReason.BODY_PART_MENU
    if not placed:
        _link_bars(blocks, reasons)
    _sections(blocks, cues, reasons, _SECTIONS - _LEFT if placed else _SECTIONS)
    if not placed:
        _sandwiched(blocks, cues, reasons)
        _labels(blocks, reasons)
    return reasons


def _link_bars(blocks: list[Block], reasons: list[DropReason | None]) -> None:
    """A line of links with signs between them leads elsewhere; markup says so by its place, Markdown does not."""
    for index, block in enumerate(blocks):
        text = block.text
        if (
            reasons[index] is None
            and len(_BAR.findall(text)) >= 2
            and block.features.link_chars >= _BAR_LINKS * len(text)
        ):
            reasons[index] = DropReason.NAV


def _sections(
    blocks: list[Block],
    cues: list[Cue | None],
    reasons: list[DropReason | None],
    condemning: frozenset[DropReason],
) -> None:
    open_reason: DropReason | None = None
    level = 0
    for index, block in enumerate(blocks):
        cue = cues[index]
        if block.kind is BlockKind.HEADING:
            depth = block.level or 2
            if cue is not None and cue.sure and cue.reason in condemning:
                open_reason, level = cue.reason, depth
            elif depth <= level or open_reason is DropReason.TESTIMONIAL:
                open_reason = None
        if open_reason is not None and reasons[index] is None:
            reasons[index] = open_reason


def _sandwiched(blocks: list[Block], cues: list[Cue | None], reasons: list[DropReason | None]) -> None:
    """A short line between two lines of boilerplate is boilerplate; a doubtful cue needs one such neighbour."""
    last = len(blocks) - 1
    for index, block in enumerate(blocks):
        if reasons[index] is not None or (block.kind is BlockKind.HEADING and (block.level or 9) <= 1):
            continue
        before = reasons[index - 1] if index else None
        after = reasons[index + 1] if index < last else None
        cue = cues[index]
        if cue is not None and (before is not None or after is not None or len(block.text) < 90):
            reasons[index] = cue.reason
        elif before is not None and after is not None and len(block.text) < 40 and block.text[-1:] not in ".!?:;":
            reasons[index] = before


def _labels(blocks: list[Block], reasons: list[DropReason | None]) -> None:
    """Topic labels between a title and its byline: two or more short lines, no sentences, above a date or name."""
    for index, reason in enumerate(reasons):
        if reason is not DropReason.BYLINE:
            continue
        start = index
        while start and reasons[start - 1] is None and _is_label(blocks[start - 1]):
            start -= 1
        titled = start > 0 and reasons[start - 1] is None and blocks[start - 1].text[-1:] not in ".!?:;"
        if index - start >= 2 and titled:
            reasons[start:index] = [DropReason.NAV] * (index - start)


def _is_label(block: Block) -> bool:
    text = block.text
    return block.kind is BlockKind.PARAGRAPH and len(text) <= 30 and text.count(" ") <= 2 and text[-1:].isalpha()
