"""Figures of quality that need no labels: how much is coded, how sure the rules are, what was dropped."""

from __future__ import annotations

import duckdb

from schemas import TABLES

_CODED = ("conditions", "symptoms", "treatments")
_RECORDS = (*_CODED, "exercises")


def _queries() -> dict[str, str]:
    queries = {"blocks.kept_share": "SELECT avg(kept::INT) FROM blocks"}
    for table in _CODED:
        queries[f"{table}.coded_share"] = f"SELECT avg((len(codes) > 0)::INT) FROM {table}"
    for table in _RECORDS:
        queries[f"{table}.mean_confidence"] = (
            f"SELECT avg(best) FROM (SELECT max(confidence) AS best FROM evidence JOIN {table} USING (record_id) "
            "GROUP BY record_id)"
        )
    queries["exercises.with_dose_share"] = (
        "SELECT avg((reps IS NOT NULL OR hold_seconds IS NOT NULL OR duration_seconds IS NOT NULL)::INT) FROM exercises"
    )
    queries["relations.between_records_share"] = (
        "SELECT avg((subject_id IS NOT NULL AND object_id IS NOT NULL)::INT) FROM relations"
    )
    return queries


QUALITY_FIGURES = _queries()
"""Each figure's name and the query for it, over views named as the tables."""


def quality_figures(connection: duckdb.DuckDBPyConnection) -> dict[str, float]:
    """Shares and means over the connection's views, rounded to 4 digits; a figure without rows is left out."""
    figures = {}
    for name, sql in QUALITY_FIGURES.items():
        value = connection.execute(sql).fetchall()[0][0]
        if value is not None:
            figures[name] = round(float(value), 4)
    return figures


def breakdown(connection: duckdb.DuckDBPyConnection, table: str, column: str, most: int = 20) -> list[tuple[str, int]]:
    """How many rows of a table have each value of a column, most frequent first; nulls as "not stated"."""
    if column not in TABLES[table].model.model_fields:
        raise KeyError(f"{table} has no column {column}")
    rows = connection.execute(
        f"SELECT coalesce({column}::VARCHAR, 'not stated') AS value, count(*) AS n FROM {table} "
        f"GROUP BY value ORDER BY n DESC, value LIMIT {most}"
    ).fetchall()
    return [(str(value), int(n)) for value, n in rows]
