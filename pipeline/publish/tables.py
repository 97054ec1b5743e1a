"""Part files to published tables: merged, sorted by key, the same bytes for the same rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.publish.engine import quoted
from pipeline.publish.parts import OF_PAGE
from pipeline.publish.request import Part
from schemas import TABLES, Row
from schemas.arrow import arrow_schema

_ROW_GROUP = 50_000
_ROW_GROUPS = {"documents": 4_000}
"""Rows of a row group: rows, not bytes, decide, so that borders do not depend on how rows arrive."""


def table_path(version: Path, table: str) -> Path:
    """Where a table of a version lies."""
    return version / f"{table}.parquet"


def open_views(
    connection: duckdb.DuckDBPyConnection, version: Path, tables: Iterable[str] = tuple(TABLES), prefix: str = ""
) -> None:
    """Give tables of a version a view each on the connection, called ``<prefix><table>``."""
    for table in tables:
        path = quoted(str(table_path(version, table)))
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {prefix}{table} AS SELECT * FROM read_parquet({path})")


def write_sorted(version: Path, table: str, batches: Iterable[pa.RecordBatch]) -> int:
    """Write batches that come sorted by key as one table, streamed; returns the number of rows."""
    schema = arrow_schema(table)
    size = _ROW_GROUPS.get(table, _ROW_GROUP)
    total = 0
    with pq.ParquetWriter(table_path(version, table), schema, compression="zstd") as writer:
        for group in _regroup(batches, schema, size):
            writer.write_table(group, row_group_size=size)
            total += group.num_rows
    return total


def _regroup(batches: Iterable[pa.RecordBatch], schema: pa.Schema, size: int) -> Iterator[pa.Table]:
    """Tables of exactly ``size`` rows (the last one fewer), each in one chunk, whatever the batches' borders."""
    waiting: list[pa.Table] = []
    rows = 0
    for batch in batches:
        table = pa.Table.from_batches([batch]).cast(schema)
        while rows + table.num_rows >= size:
            waiting.append(table.slice(0, size - rows))
            table = table.slice(size - rows)
            yield pa.concat_tables(waiting).combine_chunks()
            waiting, rows = [], 0
        if table.num_rows:
            waiting.append(table)
            rows += table.num_rows
    if waiting:
        yield pa.concat_tables(waiting).combine_chunks()


def write_rows(version: Path, table: str, rows: Sequence[Row]) -> int:
    """Write rows that fit into memory as one table."""
    key = TABLES[table].key
    dumped = sorted((row.model_dump() for row in rows), key=lambda row: str(row[key]))
    return write_sorted(version, table, pa.Table.from_pylist(dumped, schema=arrow_schema(table)).to_batches())


def merge_parts(connection: duckdb.DuckDBPyConnection, version: Path, table: str, parts: Sequence[Part]) -> int:
    """Write the live rows of all parts as one table of ``version``; returns the number of rows.

    Memory is bounded by the connection's limit. The order of parts does not matter. A ``duplicate_of``
    whose row is in no part (its page failed) is made null: what is left is a row on its own.
    """
    files = [(part, part.folder / f"{table}.parquet") for part in parts]
    files = [(part, file) for part, file in files if file.is_file()]
    whole = [file for part, file in files if part.page_ids is None]
    filtered = [(part, file) for part, file in files if part.page_ids is not None]
    columns = ", ".join(f'"{name}"' for name in arrow_schema(table).names)
    selects = []
    if whole:
        selects.append(f"SELECT {columns} FROM {_scan(whole)}")
    if filtered:
        connection.register("live", _live_pages(filtered))
        selects.append(
            f"SELECT {columns} FROM {_scan([file for _, file in filtered])} "
            f'SEMI JOIN live ON live."file" = part_file AND live.page = {OF_PAGE}'
        )
    if not selects:
        return write_sorted(version, table, [])
    key = TABLES[table].key
    query = (
        f"WITH live_rows AS ({' UNION ALL '.join(selects)}) SELECT {_keep_found(table)} FROM live_rows ORDER BY {key}"
    )
    relation = connection.sql(query)
    with relation.to_arrow_reader(batch_size=_ROW_GROUPS.get(table, _ROW_GROUP)) as reader:
        return write_sorted(version, table, reader)


def _keep_found(table: str) -> str:
    """All columns, those that speak of a duplicate null where the row that is kept instead is not there."""
    if "duplicate_of" not in TABLES[table].model.model_fields:
        return "*"
    found = f"duplicate_of IN (SELECT {TABLES[table].key} FROM live_rows)"
    columns = [c for c in ("duplicate_of", "duplicate_kind", "similarity") if c in TABLES[table].model.model_fields]
    return f"* REPLACE ({', '.join(f'CASE WHEN {found} THEN {c} END AS {c}' for c in columns)})"


def _scan(files: Sequence[Path]) -> str:
    names = ", ".join(quoted(str(file)) for file in files)
    return f"read_parquet([{names}], filename = 'part_file')"


def _live_pages(files: Sequence[tuple[Part, Path]]) -> pa.Table:
    pairs = [(str(file), page) for part, file in files for page in part.page_ids or ()]
    return pa.table(
        {
            "file": pa.array([file for file, _ in pairs], pa.string()),
            "page": pa.array([page for _, page in pairs], pa.string()),
        }
    )
