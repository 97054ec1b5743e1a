"""The clean step: which blocks of a page are its content, and why the others are not."""

from __future__ import annotations

from pipeline.clean.cleaning import Cleaning
from pipeline.clean.main_text import outside_main
from pipeline.clean.marks import reason_of_place
from pipeline.clean.rules import reasons_of_text
from pipeline.clean.verdict import verdict_of
from pipeline.parse.blocks import ParsedPage
from schemas.enums import BlockKind, DropReason


def clean(page: ParsedPage) -> Cleaning:
    """Decide block by block: kept, or dropped with one reason, and say what the page is as a whole."""
    reasons = reasons_of_text(page.blocks)
    if page.regions:
        outside = outside_main(page)
        for index, block in enumerate(page.blocks):
            if block.features.hidden:
                reasons[index] = DropReason.HIDDEN
            elif reasons[index] is None and outside[index]:
                reasons[index] = reason_of_place(page.regions[block.features.region], block)
    _drop_bare_headings(page, reasons)
    return Cleaning(verdict_of(page, reasons), reasons, {})


def _drop_bare_headings(page: ParsedPage, reasons: list[DropReason | None]) -> None:
    """A heading above nothing that is kept goes with what stood below it."""
    below: DropReason | None = None
    kept = False
    level = 9
    for index in range(len(page.blocks) - 1, -1, -1):
        block = page.blocks[index]
        if block.kind is not BlockKind.HEADING:
            if reasons[index] is None:
                kept = True
                level = 9
            else:
                below = reasons[index]
                if level == 9 and not kept:
                    level = 9
            continue
        if reasons[index] is None:
            if not kept and below is not None and (block.level or 2) >= 2:
                reasons[index] = below
            else:
                level = block.level or 2
        kept = kept and (block.level or 2) < 2
        below = reasons[index] if reasons[index] is not None else below
