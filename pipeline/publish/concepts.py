"""The concepts table of a version: what its records name, and what versions before it named."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from pipeline.link.concepts import join_records
from pipeline.link.history import tombstones
from pipeline.publish.rules import RECORD_TABLES
from pipeline.publish.tables import open_views, table_path, write_rows
from pipeline.vocabulary.load import load_vocabulary
from schemas import Concept

_BEFORE = "before_"


def write_concepts(connection: duckdb.DuckDBPyConnection, version: Path, before: Path | None) -> int:
    """Write ``concepts`` from the record tables of ``version``; returns the number of rows.

    Rows of concepts that records name follow from those records alone. A concept of the version ``before``
    that no record names any more stays as a row without records: that is all that history adds.
    """
    open_views(connection, version, RECORD_TABLES)
    standing = join_records(connection, load_vocabulary())
    gone: list[Concept] = []
    if before is not None:
        open_views(connection, before, RECORD_TABLES, _BEFORE)
        past = [Concept.model_validate(row) for row in pq.read_table(table_path(before, "concepts")).to_pylist()]
        gone = tombstones(connection, standing, past, _BEFORE)
    return write_rows(version, "concepts", [*standing.values(), *gone])
