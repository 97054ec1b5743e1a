"""Which page is meant: by id, by source, by URL, or by the id of something that stands on it."""

from __future__ import annotations

from pathlib import Path

import duckdb

# Columns by which a page can be named, most exact first; the key of each table names its page.
_BY_ID = (
    ("conditions", "record_id"),
    ("symptoms", "record_id"),
    ("treatments", "record_id"),
    ("exercises", "record_id"),
    ("plans", "plan_id"),
    ("documents", "document_id"),
    ("blocks", "block_id"),
)


def find_page(version: Path, what: str) -> str:
    """The id of the page that ``what`` names: a page, document, block or record id, a source or a URL.

    A source may be given by its end ("migraine.html") where only one page's source ends so.

    Raises:
        LookupError: nothing or more than one page is meant; the message says so in one line.
    """
    with duckdb.connect() as connection:

        def rows(table: str, columns: str, where: str) -> list[tuple[str, ...]]:
            file = str(version / f"{table}.parquet").replace("'", "''")
            query = f"select distinct {columns} from read_parquet('{file}') where {where} order by all limit 6"
            return connection.execute(query, {"what": what}).fetchall()

        def ids(table: str, where: str) -> list[str]:
            return [row[0] for row in rows(table, "page_id", where)]

        found = ids("pages", "page_id = $what or source = $what or url = $what")
        for table, column in _BY_ID if not found else ():
            found = found or ids(table, f"{column} = $what")
        by_end = "ends_with(source, '/' || $what)"
        found = found or ids("pages", by_end)
        failed = [] if found else rows("quarantine", "stage, message", f"source = $what or {by_end}")
    if failed:
        stage, message = failed[0]
        raise LookupError(f"{what!r} is in quarantine ({stage}): {message}")
    if not found:
        raise LookupError(f"no page, record or block named {what!r} in {version.name}")
    if len(found) > 1:
        raise LookupError(f"{what!r} names more than one page: {', '.join(found)}")
    return found[0]
