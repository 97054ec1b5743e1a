"""Near-duplicate documents: the candidates of the buckets, each pair looked at, and joined to clusters."""

from __future__ import annotations

from typing import Any

import duckdb
import numpy as np

from pipeline.dedupe.alike import Text, is_copy
from pipeline.dedupe.clusters import Candidate, choose, clusters
from pipeline.dedupe.rows import BATCH, insert, read_lists
from pipeline.dedupe.shingles import shingles
from schemas.enums import DuplicateKind

NEAR = 0.33
"""Jaccard similarity of the three-word shingles of two copies: edits of one word in ten leave about .57, and
two copies of which each was edited so have .36."""
PART = 0.9
"""How much of a document another one holds that makes it a shortened copy."""
_PART_SHINGLES = 60  # documents shorter than this are no shortened copies
_PAIRS = 512  # pairs with their texts in memory at once

_SIMILAR = f"""
    WITH both_sides AS (
        SELECT a, b, x, y, len(list_intersect(x.shingles, y.shingles)) AS shared,
            least(len(x.shingles), len(y.shingles)) AS smaller, greatest(len(x.shingles), len(y.shingles)) AS larger
        FROM (SELECT DISTINCT a, b FROM pairs) JOIN texts x ON x.document_id = a JOIN texts y ON y.document_id = b
        WHERE smaller >= {NEAR} * larger OR smaller >= {_PART_SHINGLES}
    )
    SELECT a, b, shared / (smaller + larger - shared) AS similarity, x.words AS x_words, x.lengths AS x_lengths,
        x.title AS x_title, y.words AS y_words, y.lengths AS y_lengths, y.title AS y_title
    FROM both_sides WHERE similarity >= {NEAR} OR (smaller >= {_PART_SHINGLES} AND shared >= {PART} * smaller)
"""
_LISTS = ("x_words", "x_lengths", "x_title", "y_words", "y_lengths", "y_title")


def find_duplicates(session: duckdb.DuckDBPyConnection) -> None:
    """Make the table ``duplicates``: page_id, document_id, duplicate_of, kind, similarity."""
    session.execute(
        "CREATE TABLE duplicates (page_id VARCHAR, document_id VARCHAR, duplicate_of VARCHAR, kind VARCHAR,"
        " similarity DOUBLE)"
    )
    _read_texts(session)
    similar = _copies(session)
    members = {
        row[0]: Candidate(*row)
        for row in session.execute(
            "SELECT document_id, page_id, len(shingles), canonical, fetched_at FROM texts JOIN own USING (page_id)"
        ).fetchall()
    }
    found: list[dict[str, object]] = []
    for cluster in clusters(similar):
        kept = choose(members[one] for one in cluster).document_id
        for one in cluster:
            if one != kept:
                pair = (min(one, kept), max(one, kept))
                similarity = similar[pair] if pair in similar else _similarity(session, *pair)
                kind = DuplicateKind.EXACT if similarity == 1 else DuplicateKind.NEAR
                found.append(
                    {
                        "page_id": members[one].page_id,
                        "document_id": one,
                        "duplicate_of": kept,
                        "kind": kind.value,
                        "similarity": round(similarity, 4),
                    }
                )
    if found:
        insert(session, "duplicates", found)


def _copies(session: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], float]:
    """The pairs of documents that are copies, with their similarity, in order."""
    similar: dict[tuple[str, str], float] = {}
    for batch in session.cursor().sql(_SIMILAR).to_arrow_reader(_PAIRS):
        for row in read_lists(batch, _LISTS):
            one, other = (Text(row[f"{side}_words"], row[f"{side}_lengths"], row[f"{side}_title"]) for side in "xy")
            if is_copy(one, other, row["similarity"]):
                similar[row["a"], row["b"]] = row["similarity"]
    return dict(sorted(similar.items()))


def _similarity(session: duckdb.DuckDBPyConnection, a: str, b: str) -> float:
    rows = session.execute(
        "SELECT len(list_intersect(x.shingles, y.shingles)) AS shared, len(x.shingles) + len(y.shingles) - shared"
        " FROM texts x, texts y WHERE x.document_id = ? AND y.document_id = ?",
        [a, b],
    ).fetchall()
    shared, union = rows[0]
    return float(shared) / max(int(union), 1)


def _read_texts(session: duckdb.DuckDBPyConnection) -> None:
    """Make the table ``texts`` of the documents in pairs: document_id, page_id, shingles, words, lengths, title.

    Template is left out, byte copies of a page too; ``shingles`` are unique.
    """
    session.execute(
        "CREATE TABLE texts (document_id VARCHAR, page_id VARCHAR, shingles UINTEGER[], words UINTEGER[],"
        " lengths INTEGER[], title UINTEGER[])"
    )
    query = """
        SELECT document_id, page_id, d.ordinals, lengths, words, title, coalesce(t.ordinals, []) AS templates
        FROM documents d SEMI JOIN (SELECT a AS document_id FROM pairs UNION SELECT b FROM pairs) USING (document_id)
        ANTI JOIN copies USING (page_id) LEFT JOIN templates t USING (page_id)
    """
    for batch in session.cursor().sql(query).to_arrow_reader(BATCH):
        found = [_own_text(row) for row in read_lists(batch, ("ordinals", "lengths", "words", "title", "templates"))]
        if found := [row for row in found if len(row["words"])]:
            insert(session, "texts", found)


def _own_text(row: dict[str, Any]) -> dict[str, Any]:
    own = ~np.isin(row["ordinals"], row["templates"])
    words = row["words"][np.repeat(own, row["lengths"])]
    return {
        "document_id": row["document_id"],
        "page_id": row["page_id"],
        "shingles": np.unique(shingles(words)),
        "words": words,
        "lengths": row["lengths"][own],
        "title": row["title"],
    }
