"""Cleaned pages to bytes and back: what the parse step leaves for the extract step.

One JSON array a page, columns rather than objects, so that neither side spends time on field names.
The evidence of a block's place on its page (``Block.features``) is for the cleaner alone and stays behind.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from operator import attrgetter
from typing import Any

import orjson

from pipeline.clean.cleaning import Cleaning
from pipeline.parse.blocks import Block, ParsedPage
from pipeline.steps import CleanedPage
from schemas.enums import BlockKind, DropReason, Verdict

_BLOCK_FIELDS = tuple(f.name for f in fields(Block) if f.name != "features")
_PAGE_FIELDS = tuple(f.name for f in fields(ParsedPage) if f.name != "blocks")
_COLUMN = {name: i for i, name in enumerate(_BLOCK_FIELDS)}
_READ = {
    "fetched_at": datetime.fromisoformat,
    "published_on": date.fromisoformat,
    "modified_on": date.fromisoformat,
    "reviewed_on": date.fromisoformat,
}
_block_values = attrgetter(*_BLOCK_FIELDS)
_page_values = attrgetter(*_PAGE_FIELDS)
_KINDS = {kind.value: kind for kind in BlockKind}
_REASONS = {reason.value: reason for reason in DropReason}


def pack(cleaned: CleanedPage) -> bytes:
    """The page as bytes; equal pages give equal bytes."""
    page, cleaning = cleaned.page, cleaned.cleaning
    return orjson.dumps(
        (
            _page_values(page),
            [_block_values(block) for block in page.blocks],
            cleaning.verdict,
            cleaning.reasons,
            sorted(cleaning.duplicate_of.items()),
            sorted(cleaned.document_ids.items()),
        )
    )


def unpack(data: bytes) -> CleanedPage:
    """The page that ``pack`` was given, but for the features of its blocks."""
    page_values, rows, verdict, reasons, duplicates, ids = orjson.loads(data)
    values: dict[str, Any] = dict(zip(_PAGE_FIELDS, page_values, strict=True))
    for name, read in _READ.items():
        if values[name] is not None:
            values[name] = read(values[name])
    kind, cells = _COLUMN["kind"], _COLUMN["cells"]
    for row in rows:
        row[kind] = _KINDS[row[kind]]
        row[cells] = tuple((start, end) for start, end in row[cells])
    cleaning = Cleaning(
        verdict=Verdict(verdict),
        reasons=[None if reason is None else _REASONS[reason] for reason in reasons],
        duplicate_of=dict(duplicates),
    )
    return CleanedPage(ParsedPage(blocks=[Block(*row) for row in rows], **values), cleaning, dict(ids))
