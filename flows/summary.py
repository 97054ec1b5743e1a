"""The few lines at the end of a run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from flows.ingest import Outcome
from pipeline.publish.tables import table_path
from schemas import TABLES

RECORDS = ("conditions", "symptoms", "treatments", "exercises", "plans", "relations", "concepts")


def summary(outcome: Outcome, elapsed: float) -> Iterator[str]:
    """Pages in, blocks dropped by reason, records by kind, seconds; ``elapsed`` is all the time since the start."""
    version = outcome.published.path
    counts = table_counts(version)
    with duckdb.connect() as connection:
        reasons = connection.execute(
            "SELECT reason, count(*) FROM read_parquet(?) WHERE NOT kept GROUP BY 1 ORDER BY 2 DESC, 1",
            [str(table_path(version, "blocks"))],
        ).fetchall()
    work = sum(outcome.seconds.values())
    yield f"pages      {outcome.pages} in, {counts['documents']} documents, {counts['quarantine']} in quarantine"
    dropped = ", ".join(f"{reason} {count}" for reason, count in reasons)
    yield f"dropped    {sum(count for _, count in reasons)} blocks" + (f": {dropped}" if dropped else "")
    yield "records    " + ", ".join(f"{table} {counts[table]}" for table in RECORDS)
    yield f"work       {work:.1f} s (" + ", ".join(f"{k} {v:.1f}" for k, v in outcome.seconds.items()) + ")"
    yield f"start-up   {max(0.0, elapsed - work):.1f} s"
    yield f"version    {version.name}" + ("" if outcome.published.changed else " (nothing has changed)")
    yield f"report     {version.resolve() / 'report.html'}"


def table_counts(version: Path) -> dict[str, int]:
    """The rows of every table of a version."""
    return {table: pq.read_metadata(table_path(version, table)).num_rows for table in TABLES}
