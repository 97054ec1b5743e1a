"""Tables as CSV and JSON Lines, for tools that read no Parquet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv
import pyarrow.parquet as pq

from pipeline.publish.frames import flatten
from pipeline.publish.request import PublishError
from pipeline.publish.tables import table_path
from schemas import TABLES

FORMATS = ("csv", "jsonl")
_FORMULA = r"^(\s*[=+\-@＝＋－＠]|[\t\r\n])"
"""What makes Excel, LibreOffice or Google Sheets read a cell as a formula."""
_BATCH = 10_000


def export(version: Path, folder: Path, kind: str, tables: Sequence[str] = ()) -> list[Path]:
    """Write tables (all, unless some are named) into ``folder``; returns the files.

    CSV holds scalars alone (see ``frames.flatten``), and a text that a spreadsheet would run as a formula
    gets a leading apostrophe. JSON Lines holds every value as it is.

    Raises:
        PublishError: an unknown format or table.
    """
    if kind not in FORMATS:
        raise PublishError(f"no format {kind!r}; there are {', '.join(FORMATS)}")
    for table in tables:
        if table not in TABLES:
            raise PublishError(f"no table {table!r}; there are {', '.join(TABLES)}")
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table in tables or TABLES:
        target = folder / f"{table}.{kind}"
        source = pq.ParquetFile(table_path(version, table))
        (_write_csv if kind == "csv" else _write_jsonl)(source, target)
        written.append(target)
    return written


def _write_csv(source: pq.ParquetFile, target: Path) -> None:
    schema = flatten(source.schema_arrow.empty_table()).schema
    with pcsv.CSVWriter(target, schema) as writer:
        for batch in source.iter_batches(_BATCH):
            writer.write_table(without_formulas(flatten(pa.Table.from_batches([batch]))).cast(schema))


def print_csv(data: pa.Table, stream: BinaryIO) -> None:
    """Write the rows of an answer as CSV, formulas neutralised."""
    pcsv.write_csv(without_formulas(flatten(data)), stream)


def print_jsonl(data: pa.Table, stream: BinaryIO) -> None:
    """Write the rows of an answer as one JSON object a line."""
    for row in data.to_pylist():
        stream.write(orjson.dumps(row, default=str, option=orjson.OPT_APPEND_NEWLINE))


def without_formulas(data: pa.Table) -> pa.Table:
    """The rows with an apostrophe before every text that a spreadsheet would take for a formula."""
    for index, name in enumerate(data.column_names):
        if pa.types.is_string(data.schema.types[index]):
            safe = pc.replace_substring_regex(data.column(index), pattern=_FORMULA, replacement=r"'\1")
            data = data.set_column(index, name, safe)
    return data


def _write_jsonl(source: pq.ParquetFile, target: Path) -> None:
    with target.open("wb") as file:
        for batch in source.iter_batches(_BATCH):
            print_jsonl(pa.Table.from_batches([batch]), file)
