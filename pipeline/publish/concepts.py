"""The concepts table: one concept over all records that name it, and tombstones of those that are gone."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from pipeline.publish.engine import quoted
from pipeline.publish.tables import table_path, write_rows
from schemas import Code, Concept
from schemas.enums import RecordKind

_RECORDS = {
    RecordKind.CONDITION: ("conditions", "codes", "false"),
    RecordKind.SYMPTOM: ("symptoms", "codes", "negated"),
    RecordKind.TREATMENT: ("treatments", "codes", "negated"),
    RecordKind.EXERCISE: ("exercises", "[]", "false"),
}


def write_concepts(connection: duckdb.DuckDBPyConnection, version: Path, before: Path | None) -> int:
    """Write ``concepts`` from the record tables of ``version``; returns the number of rows.

    A concept of the version ``before`` that no record names any more stays as a row with no records.
    """
    concepts = {c.concept_id: c for kind in _RECORDS for c in _of_kind(connection, version, kind)}
    if before is not None:
        for row in pq.read_table(table_path(before, "concepts")).to_pylist():
            gone = Concept.model_validate(row)
            tombstone = gone.model_copy(update={"record_count": 0, "document_count": 0})
            concepts.setdefault(gone.concept_id, tombstone)
    return write_rows(version, "concepts", list(concepts.values()))


def _of_kind(connection: duckdb.DuckDBPyConnection, version: Path, kind: RecordKind) -> list[Concept]:
    table, codes, negated = _RECORDS[kind]
    cursor = connection.execute(
        f"""
        WITH named AS (
            SELECT concept_id, name, {codes} AS codes, document_id, {negated} AS negated
            FROM read_parquet({quoted(str(table_path(version, table)))})
        ), counted AS (
            SELECT concept_id, name, count(*) AS uses FROM named GROUP BY ALL
        )
        SELECT n.concept_id, any_value(c.names), arg_min(n.codes, n.name || n.codes::VARCHAR),
            count(*) FILTER (NOT negated), count(DISTINCT document_id) FILTER (NOT negated)
        FROM named n JOIN (
            SELECT concept_id, list(name ORDER BY uses DESC, name) AS names FROM counted GROUP BY concept_id
        ) c USING (concept_id)
        GROUP BY n.concept_id ORDER BY n.concept_id
        """
    )
    return [
        Concept(
            concept_id=concept_id,
            kind=kind,
            name=names[0],
            synonyms=sorted(names[1:]),
            codes=[Code.model_validate(code) for code in found],
            record_count=records,
            document_count=documents,
        )
        for concept_id, names, found, records, documents in cursor.fetchall()
    ]
