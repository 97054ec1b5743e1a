"""Part files: the rows of some pages, sealed, that publishing merges into tables."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import fields
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.pages import PageRows
from pipeline.publish.durable import sync_folder, sync_tree
from pipeline.publish.page_checks import page_problems
from pipeline.publish.request import PartResult, Refusal
from pipeline.publish.scrub import without_contacts
from schemas import TABLES, Row
from schemas.arrow import arrow_schema

OF_PAGE = "of_page"
"""The extra first column of part files: the page that a row came from, in tables that do not say."""

PART_TABLES = ("pages", *(f.name for f in fields(PageRows) if f.name != "page"))


def part_schema(table: str) -> pa.Schema:
    """The Arrow schema of a part file: the page, then the columns of the table."""
    return pa.schema([pa.field(OF_PAGE, pa.string(), nullable=False), *arrow_schema(table)])


def rows_of(page: PageRows, table: str) -> Sequence[Row]:
    """The rows of one table of one page."""
    if table == "pages":
        return [page.page]
    rows: Sequence[Row] = getattr(page, table)
    return rows


def write_part(folder: Path, pages: Iterable[PageRows]) -> PartResult:
    """Write the rows of some pages as one sealed part; ``folder`` appears at once, complete and on disk.

    Contact data is taken out of records first. A page that breaks a rule by itself is refused and not
    written. Tables without rows have no file. The same pages give the same bytes in any order. A folder
    of that name is replaced.

    Raises:
        OSError: the disk is full or the parent folder is missing.
    """
    sound: list[PageRows] = []
    refused: list[Refusal] = []
    removed = 0
    for given in sorted(pages, key=lambda page: page.page.page_id):
        page, count = without_contacts(given)
        removed += count
        if problems := page_problems(page):
            refused.append(Refusal(page.page.page_id, page.page.source, "; ".join(problems)))
        else:
            sound.append(page)
    staging = folder.with_name(f".{folder.name}.writing")
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    counts = {table: _write_table(staging, table, sound) for table in PART_TABLES}
    sync_tree(staging)
    shutil.rmtree(folder, ignore_errors=True)
    staging.rename(folder)
    sync_folder(folder.parent)
    return PartResult(counts, tuple(page.page.page_id for page in sound), tuple(refused), removed)


def _write_table(folder: Path, table: str, pages: Sequence[PageRows]) -> int:
    key = TABLES[table].key
    rows = [{OF_PAGE: page.page.page_id, **row.model_dump()} for page in pages for row in rows_of(page, table)]
    if rows:
        rows.sort(key=lambda row: str(row[key]))
        data = pa.Table.from_pylist(rows, schema=part_schema(table))
        pq.write_table(data, folder / f"{table}.parquet", compression="zstd")
    return len(rows)
