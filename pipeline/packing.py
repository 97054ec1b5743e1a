"""Cleaned pages to bytes and back: what the parse step leaves for the extract step.

One JSON array a page, columns rather than objects, so that neither side spends time on field names.
Of the evidence of a block's place on its page (``Block.features``, ``ParsedPage.regions`` and ``types``) the
extract step needs the characters inside links; the rest is for the cleaner alone and stays behind.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from operator import attrgetter
from typing import Any

import orjson

from pipeline.clean.cleaning import Cleaning
from pipeline.pages import CleanedPage
from pipeline.parse.blocks import Block, ParsedPage
from schemas.enums import BlockKind, DropReason, HeadingSource, Verdict

_BLOCK_FIELDS = tuple(f.name for f in fields(Block) if f.name != "features")
_PAGE_FIELDS = tuple(f.name for f in fields(ParsedPage) if f.name not in ("blocks", "regions", "types"))
_BLOCK_ENUMS = (
    (_BLOCK_FIELDS.index("kind"), {kind.value: kind for kind in BlockKind}),
    (_BLOCK_FIELDS.index("heading_source"), {source.value: source for source in HeadingSource}),
)
_CELLS = _BLOCK_FIELDS.index("cells")
_DATES = {
    "fetched_at": datetime.fromisoformat,
    "published_on": date.fromisoformat,
    "modified_on": date.fromisoformat,
    "reviewed_on": date.fromisoformat,
}
_REASONS = {reason.value: reason for reason in DropReason}
_block_values = attrgetter(*_BLOCK_FIELDS)
_page_values = attrgetter(*_PAGE_FIELDS)


def pack(cleaned: CleanedPage) -> bytes:
    """The page as bytes; equal pages give equal bytes."""
    page, cleaning = cleaned.page, cleaned.cleaning
    return orjson.dumps(
        (
            _page_values(page),
            [_block_values(block) for block in page.blocks],
            [block.features.link_chars for block in page.blocks],
            cleaning.verdict,
            cleaning.reasons,
            sorted(cleaning.duplicate_of.items()),
            sorted(cleaned.document_ids.items()),
        )
    )


def unpack(data: bytes) -> CleanedPage:
    """The page that ``pack`` was given, but for the evidence that is the cleaner's alone."""
    page_values, rows, linked, verdict, reasons, duplicates, ids = orjson.loads(data)
    values: dict[str, Any] = dict(zip(_PAGE_FIELDS, page_values, strict=True))
    for name, read in _DATES.items():
        if values[name] is not None:
            values[name] = read(values[name])
    for row in rows:
        for column, members in _BLOCK_ENUMS:
            if row[column] is not None:
                row[column] = members[row[column]]
        row[_CELLS] = tuple((start, end) for start, end in row[_CELLS]) if row[_CELLS] else ()
    cleaning = Cleaning(
        verdict=Verdict(verdict),
        reasons=[None if reason is None else _REASONS[reason] for reason in reasons],
        duplicate_of=dict(duplicates),
    )
    blocks = [Block(*row) for row in rows]
    for block, chars in zip(blocks, linked, strict=True):
        block.features.link_chars = chars
    return CleanedPage(ParsedPage(blocks=blocks, **values), cleaning, dict(ids))
