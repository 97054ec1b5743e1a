"""Rows between DuckDB and numpy, a batch at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import duckdb
import pyarrow as pa

BATCH = 4_096
"""Rows that are in memory at once."""


def insert(session: duckdb.DuckDBPyConnection, table: str, found: list[dict[str, object]]) -> None:
    """Add rows to a table, whose columns are in the order of the rows' keys."""
    session.register("found", pa.Table.from_pylist(found))
    session.execute(f"INSERT INTO {table} SELECT * FROM found")
    session.unregister("found")


def read_lists(batch: pa.RecordBatch, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The rows of a batch; list columns as numpy arrays that copy nothing."""
    scalars = {name: batch[name].to_pylist() for name in batch.schema.names if name not in columns}
    flat = {}
    for name in columns:
        lists = batch[name]
        assert isinstance(lists, pa.ListArray)
        flat[name] = (lists.flatten().to_numpy(), lists.offsets.to_numpy())
    for i in range(batch.num_rows):
        row: dict[str, Any] = {name: values[i] for name, values in scalars.items()}
        for name, (values, offsets) in flat.items():
            start = offsets[i] - offsets[0]
            row[name] = values[start : offsets[i + 1] - offsets[0]]
        yield row
