"""Sealed parts to one immutable version: stage, check, sync, rename, swap ``CURRENT``."""

from __future__ import annotations

import hashlib
import shutil
from datetime import UTC, datetime
from importlib.metadata import version as package_version
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from pipeline.publish import views
from pipeline.publish.checks import check_tables, open_views
from pipeline.publish.concepts import write_concepts
from pipeline.publish.drift import measure
from pipeline.publish.durable import sync_folder, sync_tree
from pipeline.publish.engine import engine
from pipeline.publish.layout import (
    STAGING,
    current_version,
    next_version,
    publisher_lock,
    set_current,
    sweep_staging,
)
from pipeline.publish.look.report import report_html
from pipeline.publish.manifest import (
    VOLATILE,
    describe_checks,
    describe_files,
    file_digest,
    read_manifest,
    write_manifest,
)
from pipeline.publish.parts import PART_TABLES
from pipeline.publish.request import ChecksFailedError, PublishRequest, PublishResult
from pipeline.publish.tables import merge_parts, table_path, write_rows
from schemas import SCHEMA_VERSION, TABLES


def publish(request: PublishRequest) -> PublishResult:
    """Merge the parts into a new version and make it the one to read.

    Where no table differs from the current version, nothing is written and that version is given back.
    A reader sees the old or the new version, whenever this process dies.

    Raises:
        DatasetLockedError: another process publishes into the dataset.
        ChecksFailedError: the tables break a rule; nothing was published.
        PublishError: the dataset's folder is not in order.
    """
    dataset = request.dataset
    with publisher_lock(dataset):
        sweep_staging(dataset)
        before = current_version(dataset)
        now = datetime.now(UTC)
        name = next_version(dataset, now)
        staging = dataset / f"{STAGING}{name}"
        staging.mkdir()
        spill = dataset / f"{STAGING}spill"
        try:
            with engine(spill) as connection:
                counts = _write_tables(connection, staging, request, before)
                content = _content(staging)
                if before is not None and _same(before, content):
                    return PublishResult(before, changed=False, counts=counts)
                open_views(connection, staging)
                rates = measure(connection, counts)
                past = read_manifest(before) if before is not None and not request.accept_drift else None
                figures = check_tables(connection, rates, request.limits, past)
                if failed := [figure for figure in figures if figure.bad]:
                    raise ChecksFailedError(failed)
            (staging / views.FILE).write_text(views.dataset_sql(), encoding="utf-8", newline="\n")
            report = report_html(staging, dataset.resolve().name, name, before)
            (staging / "report.html").write_text(report, encoding="utf-8", newline="\n")
            write_manifest(
                staging,
                {
                    "dataset": dataset.resolve().name,
                    "version": name,
                    "created": now.isoformat(timespec="milliseconds"),
                    "schema_version": SCHEMA_VERSION,
                    "code_version": package_version("healthsift"),
                    "previous": before.name if before else None,
                    "configuration": dict(request.configuration),
                    "inputs": dict(request.inputs),
                    "counts": counts,
                    "empty_rates": rates.empty,
                    "checks": describe_checks(figures),
                    "content": content,
                    "files": describe_files(staging),
                },
            )
            _put_in_place(staging, dataset / name)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
            shutil.rmtree(spill, ignore_errors=True)
        set_current(dataset, name)
        return PublishResult(dataset / name, changed=True, counts=counts)


def _write_tables(
    connection: duckdb.DuckDBPyConnection, staging: Path, request: PublishRequest, before: Path | None
) -> dict[str, int]:
    counts = {table: merge_parts(connection, staging, table, request.parts) for table in PART_TABLES}
    counts["concepts"] = write_concepts(connection, staging, before)
    counts["quarantine"] = write_rows(staging, "quarantine", request.quarantine)
    return {table: counts[table] for table in TABLES}


def _content(version: Path) -> dict[str, str]:
    """A digest of each table's content; what changes from run to run by itself is left out."""
    return {table: _digest(version, table) for table in TABLES}


def _digest(version: Path, table: str) -> str:
    volatile = VOLATILE.get(table)
    if volatile is None:
        return file_digest(table_path(version, table))
    rows = pq.read_table(table_path(version, table)).drop_columns(list(volatile)).to_pylist()
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def _same(before: Path, content: dict[str, str]) -> bool:
    manifest = read_manifest(before)
    return bool(manifest["content"] == content and manifest["schema_version"] == SCHEMA_VERSION)


def _put_in_place(staging: Path, target: Path) -> None:
    sync_tree(staging)
    staging.rename(target)
    sync_folder(target.parent)
