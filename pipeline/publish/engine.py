"""DuckDB as the publisher uses it: in memory, bounded, spilling into the staging folder, no network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

MEMORY_LIMIT = "1GB"
"""Sorting and joining spill beyond this, so that memory stays flat in the number of rows."""


def quoted(text: str) -> str:
    """``text`` as an SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


@contextmanager
def engine(spill: Path, memory_limit: str = MEMORY_LIMIT) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that spills into ``spill`` and never loads or downloads extensions."""
    connection = duckdb.connect(
        config={
            "memory_limit": memory_limit,
            "temp_directory": str(spill),
            "autoinstall_known_extensions": "false",
            "threads": "2",
            "parquet_metadata_cache": "true",  # some hundred small queries read the same few files
        }
    )
    try:
        connection.execute("SET TimeZone = 'UTC'")
        yield connection
    finally:
        connection.close()
