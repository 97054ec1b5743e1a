"""Signatures as Parquet: three files a batch, the keyed one cut into a row group a hash prefix.

``marks.parquet``      one row a comparison key: block templates, document buckets, passages; row groups
                       ordered by ``prefix`` so that a partition reads its own groups alone
``pages.parquet``      one row a page, its blocks as lists
``documents.parquet``  one row a document, its words as lists
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.dedupe.joints import joints
from pipeline.dedupe.signatures import HEADING, PageSignature
from pipeline.dedupe.templates import LONG_WORDS, SHORT_WORDS

PREFIXES = 256
"""Values of ``prefix``, the top byte of a key. A partition takes a range of them."""
_GROUPS = 16

MARKS, PAGES, DOCUMENTS = "marks.parquet", "pages.parquet", "documents.parquet"
TEMPLATE, BUCKET, PASSAGE = 0, 1, 2
"""Values of ``kind`` in the marks."""


def _schema(columns: dict[str, pa.DataType]) -> pa.Schema:
    return pa.schema([pa.field(name, kind) for name, kind in columns.items()])


_MARKS = _schema(
    {
        "prefix": pa.uint8(),
        "kind": pa.uint8(),
        "key": pa.uint64(),
        "page_id": pa.string(),
        "content": pa.uint64(),
        "site": pa.string(),
        "document_id": pa.string(),
        "block_id": pa.string(),
        "ordinal": pa.int32(),
        "words": pa.int32(),
    }
)
_PAGES = _schema(
    {
        "page_id": pa.string(),
        "site": pa.string(),
        "raw_sha256": pa.string(),
        "content": pa.uint64(),
        "canonical": pa.bool_(),
        "fetched_at": pa.int64(),
        "keys": pa.list_(pa.uint64()),
        "words": pa.list_(pa.uint16()),
        "flags": pa.list_(pa.uint8()),
    }
)
_DOCUMENTS = _schema(
    {
        "document_id": pa.string(),
        "page_id": pa.string(),
        "ordinals": pa.list_(pa.int32()),
        "lengths": pa.list_(pa.int32()),
        "words": pa.list_(pa.uint32()),
        "title": pa.list_(pa.uint32()),
    }
)
_Mark = tuple[int, int, int, str, int, str | None, str | None, str | None, int | None, int | None]


def write_signatures(signatures: Iterable[PageSignature], folder: Path) -> None:
    """Write the signatures of a batch of pages into ``folder``, which is made where it is missing.

    Equal signatures give equal bytes, whatever their order.
    """
    folder.mkdir(parents=True, exist_ok=True)
    ordered = sorted(signatures, key=lambda signature: signature.page_id)
    marks = sorted(_marks(ordered), key=lambda mark: (mark[:4], mark[8] if mark[8] is not None else -1, mark[6] or ""))
    with pq.ParquetWriter(folder / MARKS, _MARKS, compression="zstd") as writer:
        for group in range(_GROUPS):
            rows = [mark for mark in marks if mark[0] * _GROUPS // PREFIXES == group]
            if rows:
                writer.write_table(_table(rows, _MARKS))
    pq.write_table(_table([_page(one) for one in ordered], _PAGES), folder / PAGES, compression="zstd")
    documents = [
        (d.document_id, one.page_id, d.ordinals, d.lengths, d.words, d.title) for one in ordered for d in one.documents
    ]
    pq.write_table(_table(documents, _DOCUMENTS), folder / DOCUMENTS, compression="zstd")


def _marks(signatures: Iterable[PageSignature]) -> Iterator[_Mark]:
    for one in signatures:
        content = _content(one)
        for key in _template_keys(one):
            yield (key >> 56, TEMPLATE, key, one.page_id, content, one.site, None, None, None, None)
        for document in one.documents:
            name = document.document_id
            for key in document.buckets:
                yield (key >> 56, BUCKET, key, one.page_id, content, None, name, None, None, None)
            for p in document.passages:
                yield (p.key >> 56, PASSAGE, p.key, one.page_id, content, None, name, p.block_id, p.ordinal, p.words)


def _template_keys(one: PageSignature) -> list[int]:
    """The keys by which the page's blocks may be found to be template: see ``templates.template_blocks``."""
    alone = one.keys[(one.words >= SHORT_WORDS) | ((one.flags & HEADING) > 0)]
    short = one.words < LONG_WORDS
    between = joints(one.keys)[short[:-1] | short[1:]]
    return [int(key) for key in np.unique(np.concatenate([alone, between]))]


def _content(signature: PageSignature) -> int:
    return int(signature.raw_sha256[:16], 16)


def _page(one: PageSignature) -> tuple[object, ...]:
    facts = (one.page_id, one.site, one.raw_sha256, _content(one), one.canonical, one.fetched_at)
    return (*facts, one.keys, one.words, one.flags)


def _table(rows: Sequence[tuple[object, ...]], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    return pa.table(
        [pa.array(column, type=one.type) for column, one in zip(columns, schema, strict=True)], schema=schema
    )
