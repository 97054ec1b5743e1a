"""What must hold before a version is published, each rule with its figure."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from pipeline.publish.drift import Rates, drift_figures
from pipeline.publish.limits import Limits
from pipeline.publish.request import CheckFigure
from pipeline.publish.rules import query_rules, row_rules
from schemas import TABLES, Table

_EXAMPLES = 5


def check_tables(
    connection: duckdb.DuckDBPyConnection, rates: Rates, limits: Limits, before: Mapping[str, object] | None
) -> list[CheckFigure]:
    """Run every check but the floors on the connection's views; a figure with ``bad`` over 0 is a failed check.

    ``rates`` are those of the views, ``before`` the manifest of the version to judge drift against, null
    for none.
    """
    figures = [figure for table in TABLES.values() for figure in _judge_rows(connection, table)]
    figures += [_run(connection, name, sql) for name, sql in query_rules()]
    if before is not None:
        figures += drift_figures(rates, Rates.from_manifest(before), limits)
    return figures


def _judge_rows(connection: duckdb.DuckDBPyConnection, table: Table) -> list[CheckFigure]:
    """All row rules of a table in one scan: how many rows each condition holds for, and the first of them."""
    rules = list(row_rules(table))
    if not rules:
        return []
    columns = (
        f"count(*) FILTER ({condition}), min({table.key}, {_EXAMPLES}) FILTER ({condition})" for _, condition in rules
    )
    row = connection.execute(f"SELECT {', '.join(columns)} FROM {table.name}").fetchone() or ()
    return [CheckFigure(name, row[2 * i], tuple(map(str, row[2 * i + 1] or ()))) for i, (name, _) in enumerate(rules)]


def _run(connection: duckdb.DuckDBPyConnection, name: str, sql: str) -> CheckFigure:
    """``sql`` selects one column: what names a bad row."""
    rows = connection.execute(
        f"SELECT id, count(*) OVER () FROM ({sql}) AS bad(id) ORDER BY id LIMIT {_EXAMPLES}"
    ).fetchall()
    return CheckFigure(name, rows[0][1] if rows else 0, tuple(str(row[0]) for row in rows))
