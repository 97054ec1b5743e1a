"""What must hold before a version is published, each rule with its figure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb

from pipeline.publish.engine import quoted
from pipeline.publish.request import Limits, Problem
from pipeline.publish.tables import table_path
from schemas import TABLES

_EXAMPLES = 5
RECORD_TABLES = ("conditions", "symptoms", "treatments", "exercises")


def check_tables(
    connection: duckdb.DuckDBPyConnection, version: Path, limits: Limits, before: Path | None
) -> list[Problem]:
    """Run every check on a staged version; a problem with ``bad`` over 0 is a failed check.

    ``before`` is the version to judge drift against, null for none.
    """
    for table in TABLES:
        path = quoted(str(table_path(version, table)))
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {table} AS SELECT * FROM read_parquet({path})")
    queries = [*_keys(), *_references(), *_grounding()]
    problems = [_run(connection, name, sql) for name, sql in queries]
    del limits, before
    return problems


def _run(connection: duckdb.DuckDBPyConnection, name: str, sql: str) -> Problem:
    """``sql`` selects one column: what names a bad row."""
    rows = connection.execute(
        f"SELECT id, count(*) OVER () FROM ({sql}) AS bad(id) ORDER BY id LIMIT {_EXAMPLES}"
    ).fetchall()
    return Problem(name, rows[0][1] if rows else 0, tuple(str(row[0]) for row in rows))


def _keys() -> Iterator[tuple[str, str]]:
    for table in TABLES.values():
        yield f"{table.name}.key_unique", f"SELECT {table.key} FROM {table.name} GROUP BY 1 HAVING count(*) > 1"


def _references() -> Iterator[tuple[str, str]]:
    for table in TABLES.values():
        for column, targets in table.references.items():
            if column not in table.model.model_fields:
                continue
            is_list = str(table.model.model_fields[column].annotation).startswith("list")
            value = f"unnest({column})" if is_list else column
            held = " UNION ALL ".join(f"SELECT {TABLES[t].key} AS id FROM {t}" for t in targets)
            yield (
                f"{table.name}.{column}_exists",
                f"SELECT key FROM (SELECT {table.key} AS key, {value} AS id FROM {table.name}) "
                f"ANTI JOIN ({held}) AS held USING (id) WHERE id IS NOT NULL",
            )


def _grounding() -> Iterator[tuple[str, str]]:
    yield (
        "evidence.quote_is_slice",
        "SELECT evidence_id FROM evidence JOIN documents USING (document_id) "
        'WHERE substring("text", "start" + 1, "end" - "start") != quote',
    )
    for table in (*RECORD_TABLES, "relations"):
        key = TABLES[table].key
        yield f"{table}.has_evidence", f"SELECT {key} FROM {table} ANTI JOIN evidence USING ({key})"
