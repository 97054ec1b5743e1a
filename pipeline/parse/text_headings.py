"""Headings that no mark announces: short lines before body text, numbered names, lines that are bold as a whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.parse.blocks import Block
from pipeline.parse.text_group import Draft
from pipeline.parse.text_shapes import typed_number
from schemas.enums import BlockKind, HeadingSource

MAX_WORDS = 14
MAX_CHARS = 100
_MIN_BODY = 60  # characters that make a line body text even without a full stop
_MIN_SENTENCE = 25
_ENDS_SENTENCE = re.compile(r"[.!?…。！？:][\"'”’»)\]]*$")
_BAD_END = re.compile(r"[.,;!…。*\-–—&/]$")
# What a short line is instead of a heading: each a sign of forms, contacts, bylines, menus.
_NOT_A_HEADING = re.compile(
    r"https?://|www\.|@|©|\*\s*$|^\W*$|^\d[\d\s./:-]*$"
    r"|\+?\d[\d\s()-]{6,}\d"  # a phone number
    r"|^(?:by|author|written by|reviewed by|medically reviewed|updated|last updated|published|posted)\b.{0,60}$"
    r"|^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2},? \d{4}$"
    r"|^\d{1,2}\.? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{4}$",
    re.IGNORECASE,
)
# A line that ends so leads into a list; it is a sentence in the making.
_LEADS_IN = re.compile(
    r"\b(?:include|includes|including|are|is|were|be|following|experience|by|of|to|as|if|when|like|with|from|have"
    r"|has|can|may|should|that|and|or|the|a|an|you|these|causes?\s+include)\s*:$",
    re.IGNORECASE,
)


def mark_headings(drafts: Sequence[Draft]) -> None:
    """Turns drafts that are headings by shape into headings, last first (a heading needs a body below it).

    Where an author marks headings, an unmarked plain line is none, whatever its shape.
    """
    marked = sum(draft.block.kind is BlockKind.HEADING for draft in drafts) >= 2
    for at in range(len(drafts) - 1, -1, -1):
        draft = drafts[at]
        below = drafts[at + 1].block if at + 1 < len(drafts) else None
        block = draft.block
        if block.kind is BlockKind.HEADING:
            if block.heading_source is None:
                block.heading_source = HeadingSource.MARKUP
        elif block.kind is BlockKind.LIST_ITEM:
            if block.number is not None and _numbered_heading(drafts, at):
                _promote(block, HeadingSource.NUMBERED)
        elif block.kind is BlockKind.PARAGRAPH and below is not None and draft.lines == 1:
            bold = block.lead >= len(block.text.rstrip(":. ")) > 0
            if looks_like_heading(block.text) and (bold or (_is_body(below) and not marked)):
                block.number = typed_number(block.text)
                _promote(block, HeadingSource.LINE_SHAPE if block.number is None else HeadingSource.NUMBERED)


def set_levels(drafts: Sequence[Draft]) -> None:
    """Gives headings found by shape a level: under the marked heading above them, 1 for a part's first line."""
    part, marked, seen = -1, 0, False
    for draft in drafts:
        block = draft.block
        if block.part != part:
            part, marked, seen = block.part, 0, False
        if block.kind is BlockKind.HEADING:
            if block.heading_source is HeadingSource.MARKUP:
                marked = block.level or 2
            elif block.heading_source is HeadingSource.NUMBERED:
                block.level = min(6, max(3, marked + 1))
            else:
                block.level = min(6, marked + 1) if marked else (2 if seen else 1)
        seen = True


def looks_like_heading(text: str) -> bool:
    """Whether a line has the shape of a heading, whatever stands below it."""
    words = text.split()
    if not 1 <= len(words) <= MAX_WORDS or len(text) > MAX_CHARS or _NOT_A_HEADING.search(text):
        return False
    first = next((char for char in text if char.isalnum()), "")
    if not first or first.islower():
        return False
    if text.endswith(":"):
        return len(words) <= 5 and not _LEADS_IN.search(text)
    return not _BAD_END.search(text)


def _numbered_heading(drafts: Sequence[Draft], at: int) -> bool:
    """A numbered short name with a body of its own; an item of a numbered list has the next number below it."""
    block = drafts[at].block
    if at + 1 == len(drafts) or not looks_like_heading(block.text) or len(block.text.split()) > 12:
        return False
    below = drafts[at + 1].block
    if below.kind is BlockKind.LIST_ITEM:
        return below.number is None and (below.level or 1) <= (block.level or 1)
    return _is_body(below)


def _is_body(block: Block) -> bool:
    if block.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW):
        return True
    if block.kind is not BlockKind.PARAGRAPH or looks_like_heading(block.text):
        return False
    length = len(block.text)
    return length >= _MIN_BODY or (length >= _MIN_SENTENCE and bool(_ENDS_SENTENCE.search(block.text)))


def _promote(block: Block, source: HeadingSource) -> None:
    block.kind, block.heading_source = BlockKind.HEADING, source
    block.level, block.list_kind, block.group = None, None, 0
