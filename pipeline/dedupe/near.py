"""Near-duplicate documents: the candidates of the buckets, each pair looked at, and joined to clusters."""

from __future__ import annotations

import duckdb
import numpy as np

from pipeline.dedupe.clusters import Candidate, choose, clusters
from pipeline.dedupe.rows import BATCH, insert, read_lists
from schemas.enums import DuplicateKind

NEAR = 0.45
"""Jaccard similarity of the three-word shingles of two copies: edits of one word in ten leave about .57."""
PART = 0.9
"""How much of a document another one holds that makes it a shortened copy."""
_PART_SHINGLES = 60  # documents shorter than this are no shortened copies


def find_duplicates(session: duckdb.DuckDBPyConnection) -> None:
    """Make the table ``duplicates``: page_id, document_id, duplicate_of, kind, similarity."""
    session.execute(
        "CREATE TABLE duplicates (page_id VARCHAR, document_id VARCHAR, duplicate_of VARCHAR, kind VARCHAR,"
        " similarity DOUBLE)"
    )
    _own_shingles(session)
    smaller, larger = "least(x.size, y.size)", "greatest(x.size, y.size)"
    alike = f"""
        SELECT a, b, shared / (x.size + y.size - shared) AS similarity FROM (
            SELECT a, b, len(list_intersect(x.shingles, y.shingles)) AS shared, x, y
            FROM (SELECT DISTINCT a, b FROM pairs) JOIN sets x ON x.document_id = a JOIN sets y ON y.document_id = b
            WHERE {smaller} >= {NEAR} * {larger} OR {smaller} >= {_PART_SHINGLES}
        ) WHERE similarity >= {NEAR}
            OR ({smaller} >= {_PART_SHINGLES} AND shared >= {PART} * {smaller})
        ORDER BY a, b
    """
    edges = session.execute(alike).fetchall()
    similar = {(a, b): similarity for a, b, similarity in edges}
    members = {
        row[0]: Candidate(*row)
        for row in session.execute(
            "SELECT document_id, page_id, size, canonical, fetched_at FROM sets JOIN own USING (page_id)"
        ).fetchall()
    }
    found: list[dict[str, object]] = []
    for cluster in clusters(similar):
        kept = choose(members[one] for one in cluster)
        others = [one for one in cluster if one != kept.document_id]
        for one in others:
            pair = (min(one, kept.document_id), max(one, kept.document_id))
            similarity = similar[pair] if pair in similar else _similarity(session, *pair)
            kind = DuplicateKind.EXACT if similarity == 1 else DuplicateKind.NEAR
            found.append(
                {
                    "page_id": members[one].page_id,
                    "document_id": one,
                    "duplicate_of": kept.document_id,
                    "kind": kind.value,
                    "similarity": round(similarity, 4),
                }
            )
    if found:
        insert(session, "duplicates", found)


def _similarity(session: duckdb.DuckDBPyConnection, a: str, b: str) -> float:
    rows = session.execute(
        "SELECT len(list_intersect(x.shingles, y.shingles)) AS shared, x.size + y.size - shared"
        " FROM sets x, sets y WHERE x.document_id = ? AND y.document_id = ?",
        [a, b],
    ).fetchall()
    shared, union = rows[0]
    return float(shared) / max(int(union), 1)


def _own_shingles(session: duckdb.DuckDBPyConnection) -> None:
    """Make the table ``sets``: document_id, page_id, shingles (unique, template left out), size."""
    session.execute("CREATE TABLE sets (document_id VARCHAR, page_id VARCHAR, shingles UINTEGER[], size INTEGER)")
    query = """
        SELECT document_id, page_id, d.ordinals, lengths, shingles, coalesce(t.ordinals, []) AS templates
        FROM documents d SEMI JOIN (SELECT a AS document_id FROM pairs UNION SELECT b FROM pairs) USING (document_id)
        ANTI JOIN copies USING (page_id) LEFT JOIN templates t USING (page_id)
    """
    reader = session.cursor().sql(query).to_arrow_reader(BATCH)
    for batch in reader:
        found: list[dict[str, object]] = []
        for row in read_lists(batch, ("ordinals", "lengths", "shingles", "templates")):
            own = np.repeat(~np.isin(row["ordinals"], row["templates"]), row["lengths"])
            unique = np.unique(row["shingles"][own])
            if len(unique):
                names = {"document_id": row["document_id"], "page_id": row["page_id"]}
                found.append({**names, "shingles": unique, "size": len(unique)})
        if found:
            insert(session, "sets", found)
