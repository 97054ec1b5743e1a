"""Sealed parts to one immutable version: stage, check, sync, rename, swap ``CURRENT``."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version as package_version
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from pipeline.publish.checks import check_tables
from pipeline.publish.concepts import write_concepts
from pipeline.publish.descriptions import write_descriptions
from pipeline.publish.drift import floor_figures, measure
from pipeline.publish.durable import sync_folder, sync_tree
from pipeline.publish.engine import engine
from pipeline.publish.identity import identify
from pipeline.publish.layout import (
    STAGING,
    current_version,
    newest_version,
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
from pipeline.publish.quality import quality_figures
from pipeline.publish.request import ChecksFailedError, PublishRequest, PublishResult
from pipeline.publish.tables import merge_parts, open_views, table_path, write_rows
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
        now = datetime.now(UTC)
        staging = dataset / f"{STAGING}{next_version(dataset, now)}"
        staging.mkdir()
        spill = dataset / f"{STAGING}spill"
        try:
            with engine(spill) as connection:
                return _publish(connection, staging, request, now)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
            shutil.rmtree(spill, ignore_errors=True)


def _publish(
    connection: duckdb.DuckDBPyConnection, staging: Path, request: PublishRequest, now: datetime
) -> PublishResult:
    dataset, name = request.dataset, staging.name.removeprefix(STAGING)
    current, newest = current_version(dataset), newest_version(dataset)
    counts = _write_tables(connection, staging, request, newest)
    content = _content(staging)
    open_views(connection, staging)
    quality = quality_figures(connection)
    figures = floor_figures(counts, quality, request.limits)
    if not any(figure.bad for figure in figures):  # floors that were raised hold for what stands too
        if current is not None and _same(current, content):
            return PublishResult(current, changed=False, counts=counts)
        if newest is not None and _same(newest, content):  # its publisher died before the swap, or it was rolled back
            set_current(dataset, newest.name)
            return PublishResult(newest, changed=True, counts=counts)
    rates = measure(connection, counts)
    past = read_manifest(current) if current is not None and not request.accept_drift else None
    figures += check_tables(connection, rates, request.limits, past)
    if failed := [figure for figure in figures if figure.bad]:
        raise ChecksFailedError(failed)
    identity = identify(dataset.resolve().name, name, now, request.terms, request.url)
    write_descriptions(connection, staging, identity, counts, quality, request.vocabularies)
    report = report_html(staging, identity.name, name, current)
    (staging / "report.html").write_text(report, encoding="utf-8", newline="\n")
    write_manifest(
        staging,
        {
            "dataset": identity.name,
            "version": name,
            "created": now.isoformat(timespec="milliseconds"),
            "schema_version": SCHEMA_VERSION,
            "code_version": package_version("healthsift"),
            "previous": current.name if current else None,
            "configuration": dict(request.configuration),
            "inputs": dict(request.inputs),
            "vocabularies": [asdict(terms) for terms in request.vocabularies],
            "counts": counts,
            "empty_rates": rates.empty,
            "quality": quality,
            "checks": describe_checks(figures),
            "content": content,
            "files": describe_files(staging),
        },
    )
    sync_tree(staging)
    staging.rename(dataset / name)
    sync_folder(dataset)
    set_current(dataset, name)
    return PublishResult(dataset / name, changed=True, counts=counts)


def _write_tables(
    connection: duckdb.DuckDBPyConnection, staging: Path, request: PublishRequest, newest: Path | None
) -> dict[str, int]:
    counts = {table: merge_parts(connection, staging, table, request.parts) for table in PART_TABLES}
    counts["concepts"] = write_concepts(connection, staging, newest)
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
