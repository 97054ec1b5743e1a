"""Concepts that were published before: none disappears, each that is gone says what took its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb

from pipeline.link.concepts import mentions
from schemas import Concept


def tombstones(
    connection: duckdb.DuckDBPyConnection, standing: Mapping[str, Concept], past: Sequence[Concept], prefix: str
) -> list[Concept]:
    """A row without records for each concept of the ``past`` that no record names any more.

    Where its records are filed under another concept now, or one of its names or codes is, that one replaces
    it. The connection has the views of the records as they are, and under ``prefix`` those of the past.
    """
    gone = [concept for concept in past if concept.concept_id not in standing]
    if not gone:
        return []
    successors = _by_mark(gone, standing) | _by_record(connection, gone, prefix)
    return [
        concept.model_copy(
            update={
                "record_count": 0,
                "document_count": 0,
                "replaced_by": successors.get(concept.concept_id, concept.replaced_by),
            }
        )
        for concept in gone
    ]


def _by_record(connection: duckdb.DuckDBPyConnection, gone: Sequence[Concept], prefix: str) -> dict[str, str]:
    """Old id to the concept that most of its records are filed under now."""
    rows = connection.execute(
        f"""
        SELECT old_id, list(new_id ORDER BY uses DESC, new_id)[1]
        FROM (
            SELECT o.concept_id AS old_id, n.concept_id AS new_id, count(*) AS uses
            FROM ({mentions(prefix)}) o JOIN ({mentions()}) n USING (record_id)
            WHERE list_contains($gone, o.concept_id) GROUP BY ALL
        )
        GROUP BY old_id
        """,
        {"gone": [concept.concept_id for concept in gone]},
    ).fetchall()
    return dict(rows)


def _by_mark(gone: Sequence[Concept], standing: Mapping[str, Concept]) -> dict[str, str]:
    """Old id to the one standing concept that shares a name or a code with it; two such concepts say nothing."""
    by_mark: dict[tuple[str, str], set[str]] = {}
    for concept in standing.values():
        for mark in _marks(concept):
            by_mark.setdefault(mark, set()).add(concept.concept_id)
    found = {}
    for concept in gone:
        candidates = {i for mark in _marks(concept) for i in by_mark.get(mark, ())}
        if len(candidates) == 1:
            found[concept.concept_id] = candidates.pop()
    return found


def _marks(concept: Concept) -> set[tuple[str, str]]:
    """What tells that two concepts are one: a name or a code, within a kind."""
    names = (concept.name, *concept.synonyms, *(code.code for code in concept.codes))
    return {(concept.kind.value, name.lower()) for name in names}
