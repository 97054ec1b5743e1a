"""Questions to a published version in SQL."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.publish.engine import quoted
from pipeline.publish.request import PublishError
from pipeline.publish.views import FILE


def connect(version: Path) -> duckdb.DuckDBPyConnection:
    """A connection with the version's own views (see its ``dataset.sql``), wherever it lies.

    Raises:
        PublishError: the version has no ``dataset.sql``.
    """
    script = version / FILE
    if not script.is_file():
        raise PublishError(f"{version} has no {FILE}")
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false"})
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(f"SET VARIABLE dataset = {quoted(str(version.resolve()))}")
    connection.execute(script.read_text(encoding="utf-8"))
    return connection


def query(version: Path, sql: str) -> pa.Table:
    """The answer to one query.

    Raises:
        PublishError: DuckDB refuses the query; the message is its first line.
    """
    with connect(version) as connection:
        try:
            relation = connection.sql(sql)
            answer: pa.Table = pa.table({}) if relation is None else relation.to_arrow_table()
            return answer
        except duckdb.Error as error:
            raise PublishError(str(error).splitlines()[0]) from None
