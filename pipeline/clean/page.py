"""The clean step: which blocks of a page are its content, and why the others are not."""

from __future__ import annotations

from pipeline.clean.classify import content_of
from pipeline.clean.cleaning import Cleaning
from pipeline.clean.cues import cue_of
from pipeline.clean.marks import reason_of_place
from pipeline.clean.rules import reasons_of_text
from pipeline.clean.verdict import verdict_of
from pipeline.parse.blocks import ParsedPage
from schemas.enums import BlockKind, DropReason


def clean(page: ParsedPage) -> Cleaning:
    """Decide block by block: kept, or dropped with one reason, and say what the page is as a whole."""
    cues = [cue_of(block.text) for block in page.blocks]
    reasons = reasons_of_text(page.blocks, cues, placed=len(page.regions) > 0)
    if len(page.regions) and page.blocks:
        kept = content_of(page, cues, reasons)
        bits, chain = page.regions.bits, page.regions.chain
        for index, block in enumerate(page.blocks):
            if kept[index]:
                continue
            if block.features.hidden:
                reasons[index] = DropReason.HIDDEN
            elif reasons[index] is None:
                cue = cues[index]
                at = block.features.region
                reasons[index] = cue.reason if cue is not None else reason_of_place(bits[at], chain[at], block)
    _drop_bare_headings(page, reasons)
    return Cleaning(verdict_of(page, reasons), reasons, {})


def _drop_bare_headings(page: ParsedPage, reasons: list[DropReason | None]) -> None:
    """A heading above nothing that is kept goes with what stood below it."""
    below: DropReason | None = None
    kept = False
    for index in range(len(page.blocks) - 1, -1, -1):
        block = page.blocks[index]
        if block.kind is not BlockKind.HEADING:
            if reasons[index] is None:
                kept = True
            else:
                below = reasons[index]
            continue
        top = (block.level or 2) < 2
        if reasons[index] is None and not kept and below is not None and not top:
            reasons[index] = below
        kept = kept and top
