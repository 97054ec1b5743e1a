"""How full the tables are, and whether that is still what it was in the version before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

import duckdb

from pipeline.publish.limits import Limits
from pipeline.publish.request import CheckFigure
from pipeline.publish.rules import bare_type
from schemas import TABLES

_NOT_JUDGED = ("quarantine", "concepts")
"""Tables whose rows follow from failures and history rather than from pages."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Rows by table, and by table and column the share of rows that state nothing (null or an empty list)."""

    counts: Mapping[str, int]
    empty: Mapping[str, Mapping[str, float]]

    @classmethod
    def from_manifest(cls, manifest: Mapping[str, Any]) -> Self:
        """The rates that a version's manifest holds."""
        return cls(manifest["counts"], manifest["empty_rates"])


def measure(connection: duckdb.DuckDBPyConnection, counts: Mapping[str, int]) -> Rates:
    """The rates of the connection's views; shares are rounded to 4 digits."""
    return Rates(counts, {table: _empty_rates(connection, table) for table in TABLES if counts[table]})


def _empty_rates(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, float]:
    columns = {}
    for name, info in TABLES[table].model.model_fields.items():
        _, is_list = bare_type(info.annotation)
        if is_list:
            columns[name] = f'avg((len("{name}") = 0)::INT)'
        elif not info.is_required():
            columns[name] = f'avg(("{name}" IS NULL)::INT)'
    if not columns:
        return {}
    row = connection.execute(f"SELECT {', '.join(columns.values())} FROM {table}").fetchone() or ()
    return {name: round(float(rate), 4) for name, rate in zip(columns, row, strict=True)}


def floor_figures(counts: Mapping[str, int], quality: Mapping[str, float], limits: Limits) -> list[CheckFigure]:
    """The user's floors: least rows by table, least value by figure of quality (none at all is below any)."""
    figures = []
    for name, floor in sorted(limits.floors.items()):
        check, value = (f"{name}.rows", counts[name]) if name in counts else (name, quality.get(name, 0.0))
        figures.append(CheckFigure(check, int(value < floor), value=value, limit=floor))
    return figures


def drift_figures(now: Rates, before: Rates, limits: Limits) -> Iterator[CheckFigure]:
    """Lost rows and risen null rates since the version before, in tables that were large enough to judge."""
    for table in TABLES:
        had = before.counts.get(table, 0)
        if had < limits.drift_from or table in _NOT_JUDGED:
            continue
        loss = round(max(0.0, 1 - now.counts[table] / had), 4)
        yield CheckFigure(f"{table}.rows_lost", int(loss > limits.max_loss), value=loss, limit=limits.max_loss)
        for column, rate in now.empty.get(table, {}).items():
            if column not in before.empty.get(table, {}):
                continue
            rise = round(max(0.0, rate - before.empty[table][column]), 4)
            yield CheckFigure(
                f"{table}.{column}_null_rise", int(rise > limits.max_null_rise), value=rise, limit=limits.max_null_rise
            )
