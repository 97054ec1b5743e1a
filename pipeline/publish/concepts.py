"""The concepts table: one concept over all records that name it, and what became of those that are gone."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from pipeline.publish.engine import quoted
from pipeline.publish.tables import table_path, write_rows
from schemas import TABLES, Code, Concept
from schemas.enums import RecordKind


def write_concepts(connection: duckdb.DuckDBPyConnection, version: Path, before: Path | None) -> int:
    """Write ``concepts`` from the record tables of ``version``; returns the number of rows.

    A concept of the version ``before`` that no record names any more stays as a row without records. Where
    its records are filed under another concept now, or one of its names or codes is, that one replaces it.
    """
    connection.execute(f"CREATE OR REPLACE TEMP VIEW named AS {_named(version)}")
    concepts = {concept.concept_id: concept for concept in _standing(connection)}
    if before is not None:
        known = [Concept.model_validate(row) for row in pq.read_table(table_path(before, "concepts")).to_pylist()]
        gone = [concept for concept in known if concept.concept_id not in concepts]
        successors = _successors(connection, before, gone, concepts)
        for concept in gone:
            update = {
                "record_count": 0,
                "document_count": 0,
                "replaced_by": successors.get(concept.concept_id, concept.replaced_by),
            }
            concepts[concept.concept_id] = concept.model_copy(update=update)
    return write_rows(version, "concepts", list(concepts.values()))


def _named(version: Path) -> str:
    """A query for every record of a version: its concept, kind, name, codes, document and whether it is negated."""
    selects = []
    for kind in RecordKind:
        columns = TABLES[f"{kind.value}s"].model.model_fields
        codes = "codes" if "codes" in columns else "[]"
        negated = "negated" if "negated" in columns else "false"
        selects.append(
            f"SELECT record_id, concept_id, '{kind.value}' AS kind, name, {codes} AS codes, document_id, "
            f"{negated} AS negated FROM read_parquet({quoted(str(table_path(version, f'{kind.value}s')))})"
        )
    return " UNION ALL ".join(selects)


def _standing(connection: duckdb.DuckDBPyConnection) -> list[Concept]:
    """The concepts that records name: under their most frequent name and kind, with their surest codes."""
    rows = connection.execute(
        """
        WITH names AS (
            SELECT concept_id, list(name ORDER BY uses DESC, name) AS names
            FROM (SELECT concept_id, name, count(*) AS uses FROM named GROUP BY ALL) GROUP BY concept_id
        ), kinds AS (
            SELECT concept_id, list(kind ORDER BY uses DESC, kind)[1] AS kind
            FROM (SELECT concept_id, kind, count(*) AS uses FROM named GROUP BY ALL) GROUP BY concept_id
        ), codes AS (
            SELECT concept_id, list(codes ORDER BY codes[1].confidence DESC NULLS LAST, codes::VARCHAR)[1] AS codes
            FROM (SELECT DISTINCT concept_id, codes FROM named) GROUP BY concept_id
        ), counts AS (
            SELECT concept_id, count(*) FILTER (NOT negated) AS records,
                count(DISTINCT document_id) FILTER (NOT negated) AS documents
            FROM named GROUP BY concept_id
        )
        SELECT concept_id, kind, names, codes, records, documents
        FROM names JOIN kinds USING (concept_id) JOIN codes USING (concept_id) JOIN counts USING (concept_id)
        """
    ).fetchall()
    return [
        Concept(
            concept_id=concept_id,
            kind=RecordKind(kind),
            name=names[0],
            synonyms=sorted(names[1:]),
            codes=[Code.model_validate(code) for code in codes],
            record_count=records,
            document_count=documents,
        )
        for concept_id, kind, names, codes, records, documents in rows
    ]


def _successors(
    connection: duckdb.DuckDBPyConnection, before: Path, gone: list[Concept], standing: dict[str, Concept]
) -> dict[str, str]:
    """The standing concept that took the place of each one that is gone, where there is one and only one."""
    if not gone:
        return {}
    found = dict(
        connection.execute(
            f"""
            SELECT old_id, list(new_id ORDER BY uses DESC, new_id)[1]
            FROM (
                SELECT o.concept_id AS old_id, n.concept_id AS new_id, count(*) AS uses
                FROM ({_named(before)}) o JOIN named n USING (record_id)
                WHERE list_contains($gone, o.concept_id) GROUP BY ALL
            )
            GROUP BY old_id
            """,
            {"gone": [concept.concept_id for concept in gone]},
        ).fetchall()
    )
    by_mark: dict[tuple[str, str], set[str]] = {}
    for concept in standing.values():
        for mark in _marks(concept):
            by_mark.setdefault(mark, set()).add(concept.concept_id)
    for concept in gone:
        if concept.concept_id not in found:
            candidates = {i for mark in _marks(concept) for i in by_mark.get(mark, ())}
            if len(candidates) == 1:
                found[concept.concept_id] = candidates.pop()
    return found


def _marks(concept: Concept) -> set[tuple[str, str]]:
    """What tells that two concepts are one: a code, or a name within a kind."""
    names = {(concept.kind.value, name.lower()) for name in (concept.name, *concept.synonyms)}
    return names | {("code", code.code) for code in concept.codes}
