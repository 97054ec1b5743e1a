"""One page as the pipeline saw it, ready to be shown: blocks, records, and where each quote stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

Row = dict[str, Any]

_KINDS = {"conditions": "condition", "symptoms": "symptom", "treatments": "treatment", "exercises": "exercise"}
_HIDDEN = {"record_id", "document_id", "page_id", "concept_id", "codes", "name"}


class _Version:
    """Rows of one page, read with a filter so that other pages stay on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def where(self, table: str, column: str, values: list[str]) -> list[Row]:
        file = self.folder / f"{table}.parquet"
        rows: list[Row] = pq.read_table(file, filters=pc.field(column).isin(pa.array(values, pa.string()))).to_pylist()
        return rows


def _place(blocks: list[Row], documents: list[Row]) -> dict[str, list[tuple[int, int, int]]]:
    """For each document, (start, end, block index) of its kept blocks: the text is those blocks, one a line."""
    places: dict[str, list[tuple[int, int, int]]] = {}
    for document in documents:
        start = 0
        spots = places.setdefault(document["document_id"], [])
        for index, block in enumerate(blocks):
            if block["document_id"] == document["document_id"] and block["kept"]:
                spots.append((start, start + len(block["text"]), index))
                start += len(block["text"]) + 1
    return places


def _marks(evidence: list[Row], places: dict[str, list[tuple[int, int, int]]]) -> list[list[Any]]:
    """[block index, start in block, end in block, record or relation id, field, rule, confidence] of each quote."""
    marks: list[list[Any]] = []
    for row in evidence:
        owner = row["record_id"] or row["relation_id"]
        for start, end, index in places.get(row["document_id"], []):
            low, high = max(row["start"], start), min(row["end"], end)
            if low < high:
                marks.append([index, low - start, high - start, owner, row["field"], row["rule"], row["confidence"]])
    return sorted(marks, key=lambda mark: (mark[0], mark[1], -mark[2], mark[3], mark[4]))


def _section_starts(sections: list[Row], places: dict[str, list[tuple[int, int, int]]]) -> dict[int, str]:
    """Block index -> the kind of the section that begins there."""
    starts: dict[int, str] = {}
    for section in sorted(sections, key=lambda s: (s["start"], s["level"])):
        for start, _, index in places.get(section["document_id"], []):
            if start >= section["start"]:
                starts[index] = section["kind"]
                break
    return starts


def _card(kind: str, row: Row) -> Row:
    """A record as the side panel shows it: its name, its codes and the columns that hold something."""
    slots = {k: v for k, v in row.items() if k not in _HIDDEN and v not in (None, [], False)}
    codes = [[code["code"], code["match"]] for code in row.get("codes") or []]
    return {"id": row["record_id"], "kind": kind, "name": row["name"], "codes": codes, "slots": slots}


def page_view(version: Path, page_id: str) -> Row:
    """Everything that the inspector shows of one page, JSON-ready.

    Args:
        version: the folder of a published version.
        page_id: a page of it.
    """
    tables = _Version(version)
    page = tables.where("pages", "page_id", [page_id])[0]
    blocks = sorted(tables.where("blocks", "page_id", [page_id]), key=lambda b: b["ordinal"])
    documents = sorted(tables.where("documents", "page_id", [page_id]), key=lambda d: d["ordinal"])
    ids = [d["document_id"] for d in documents]
    index = {block["block_id"]: i for i, block in enumerate(blocks)}
    cards = [_card(kind, row) for table, kind in _KINDS.items() for row in tables.where(table, "page_id", [page_id])]
    relations = tables.where("relations", "document_id", ids)
    places = _place(blocks, documents)
    return {
        "page": {k: str(v) for k, v in page.items() if v is not None},
        "documents": [
            {k: str(d[k]) for k in ("title", "kind", "duplicate_of", "duplicate_kind") if d[k] is not None}
            for d in documents
        ],
        "blocks": [
            [
                b["kind"],
                b["level"],
                b["text"],
                b["reason"],
                index.get(b["duplicate_of"], -1) if b["duplicate_of"] else None,
                b["duplicate_of"] if b["duplicate_of"] not in index else None,
                ids.index(b["document_id"]) if b["document_id"] in ids else None,
            ]
            for b in blocks
        ],
        "sections": _section_starts(tables.where("sections", "document_id", ids), places),
        "records": cards,
        "relations": [
            {k: r[k] for k in ("relation_id", "subject_id", "subject_text", "predicate", "object_id", "object_text",
                               "certainty", "when")}
            for r in relations
        ],
        "plans": tables.where("plans", "page_id", [page_id]),
        "marks": _marks(tables.where("evidence", "document_id", ids), places),
    }  # fmt: skip
