"""What must hold of any published version, shown on the samples."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from schemas import TABLES


def rows(version: Path, table: str) -> list[dict[str, Any]]:
    return pq.read_table(version / f"{table}.parquet").to_pylist()


def test_every_row_is_valid_and_sorted_by_its_key(samples_version: Path) -> None:
    for name, table in TABLES.items():
        found = rows(samples_version, name)
        for row in found:
            table.model.model_validate(row)
        keys = [row[table.key] for row in found]
        assert keys == sorted(set(keys)), name


def test_references_hold(samples_version: Path) -> None:
    keys = {name: {row[t.key] for row in rows(samples_version, name)} for name, t in TABLES.items()}
    for name, table in TABLES.items():
        for row in rows(samples_version, name):
            for column, targets in table.references.items():
                ids = row[column] if isinstance(row[column], list) else [row[column]]
                for id_ in ids:
                    assert id_ is None or any(id_ in keys[t] for t in targets), (name, column, id_)


def test_quotes_are_slices_and_all_is_grounded(samples_version: Path) -> None:
    texts = {d["document_id"]: d["text"] for d in rows(samples_version, "documents")}
    evidence = rows(samples_version, "evidence")
    assert evidence
    assert all(texts[e["document_id"]][e["start"] : e["end"]] == e["quote"] for e in evidence)
    grounded = {e["record_id"] for e in evidence} | {e["relation_id"] for e in evidence}
    for kind in ("conditions", "symptoms", "treatments", "exercises"):
        assert {r["record_id"] for r in rows(samples_version, kind)} <= grounded
    assert {r["relation_id"] for r in rows(samples_version, "relations")} <= grounded


def test_clean_text_is_the_kept_blocks(samples_version: Path) -> None:
    blocks: dict[str, list[dict[str, Any]]] = {}
    for block in rows(samples_version, "blocks"):
        if block["kept"] and block["document_id"]:
            blocks.setdefault(block["document_id"], []).append(block)
    for document in rows(samples_version, "documents"):
        kept = sorted(blocks.get(document["document_id"], []), key=lambda b: b["ordinal"])
        assert document["text"] == "\n".join(b["text"] for b in kept)
