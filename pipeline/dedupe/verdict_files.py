"""Verdicts as one small Parquet table: a row for each page of which there is something to say."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from pipeline.dedupe.verdicts import DocumentDuplicate, PageVerdicts
from schemas.enums import DuplicateKind

VERDICTS = pa.schema(
    [
        ("page_id", pa.string()),
        ("digest", pa.string()),
        ("duplicate_of", pa.string()),
        ("templates", pa.list_(pa.int32())),
        ("passages", pa.list_(pa.struct([("ordinal", pa.int32()), ("block_id", pa.string())]))),
        (
            "documents",
            pa.list_(
                pa.struct(
                    [
                        ("document_id", pa.string()),
                        ("duplicate_of", pa.string()),
                        ("kind", pa.string()),
                        ("similarity", pa.float64()),
                    ]
                )
            ),
        ),
    ]
)
_BATCH = 1_000


def verdict_digest(verdicts: PageVerdicts) -> str:
    """The sha256 of a page's verdicts in hex; equal verdicts have equal digests."""
    return hashlib.sha256(
        orjson.dumps(
            (
                verdicts.duplicate_of,
                sorted(verdicts.templates),
                sorted(verdicts.passages.items()),
                sorted((key, one.duplicate_of, one.kind, one.similarity) for key, one in verdicts.documents.items()),
            )
        )
    ).hexdigest()


def write_verdicts(verdicts: Iterator[tuple[str, PageVerdicts]], path: Path) -> None:
    """Write verdicts, which come in the order of their page ids."""
    with pq.ParquetWriter(path, VERDICTS, compression="zstd") as writer:
        batch: list[dict[str, object]] = []
        for page_id, one in verdicts:
            batch.append(_row(page_id, one))
            if len(batch) == _BATCH:
                writer.write_table(pa.Table.from_pylist(batch, schema=VERDICTS))
                batch = []
        writer.write_table(pa.Table.from_pylist(batch, schema=VERDICTS))


def read_verdicts(path: Path, page_ids: Collection[str] | None = None) -> dict[str, PageVerdicts]:
    """Verdicts by page id, of all pages or of those named; a page without a row has ``NOTHING``."""
    condition = None if page_ids is None else ds.field("page_id").isin(sorted(page_ids))
    table = pq.read_table(path, filters=condition)
    return {str(row["page_id"]): _verdicts(row) for row in table.to_pylist()}


def read_digests(path: Path) -> dict[str, str]:
    """The digest of each page's verdicts, by page id."""
    table = pq.read_table(path, columns=["page_id", "digest"])
    return {str(row["page_id"]): str(row["digest"]) for row in table.to_pylist()}


def _row(page_id: str, one: PageVerdicts) -> dict[str, object]:
    return {
        "page_id": page_id,
        "digest": verdict_digest(one),
        "duplicate_of": one.duplicate_of,
        "templates": sorted(one.templates),
        "passages": [{"ordinal": i, "block_id": block} for i, block in sorted(one.passages.items())],
        "documents": [
            {"document_id": key, "duplicate_of": d.duplicate_of, "kind": d.kind.value, "similarity": d.similarity}
            for key, d in sorted(one.documents.items())
        ],
    }


def _verdicts(row: dict[str, Any]) -> PageVerdicts:
    return PageVerdicts(
        duplicate_of=row["duplicate_of"],
        templates=frozenset(row["templates"]),
        passages={one["ordinal"]: one["block_id"] for one in row["passages"]},
        documents={
            one["document_id"]: DocumentDuplicate(one["duplicate_of"], DuplicateKind(one["kind"]), one["similarity"])
            for one in row["documents"]
        },
    )
