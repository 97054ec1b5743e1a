"""What is known of each address now: a table made from the log, and made anew from it when it is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.store.log import FetchLog
from pipeline.store.record import FetchRecord, Kind, Outcome

GONE_AFTER = 2  # fetches, one after the other, that found nothing (404 or 410)
_COMMIT_EVERY = 500
_COLUMNS = """
    url TEXT PRIMARY KEY, kind TEXT NOT NULL, run_id TEXT NOT NULL, seq INTEGER NOT NULL, done INTEGER NOT NULL,
    outcome TEXT NOT NULL, misses INTEGER NOT NULL, missed_run TEXT,
    final_url TEXT, etag TEXT, last_modified TEXT, body_sha256 TEXT, body_bytes INTEGER, media_type TEXT,
    charset TEXT, status INTEGER, fetched_at TEXT, checked_at TEXT
"""


@dataclass(frozen=True, slots=True)
class Known:
    """The state of one address. Fields of the body speak of the last answer that had one.

    ``fetched_at`` is when these very bytes first came, ``checked_at`` when the server last stood by them: a
    page that has not changed stays the same input for all that is made of it.

    ``run_id``, ``outcome`` and ``done`` speak of the last attempt: ``done`` tells that its run asked no more.
    """

    url: str
    kind: str
    run_id: str
    seq: int
    done: bool
    outcome: str
    misses: int
    missed_run: str | None
    final_url: str | None
    etag: str | None
    last_modified: str | None
    body_sha256: str | None
    body_bytes: int | None
    media_type: str | None
    charset: str | None
    status: int | None
    fetched_at: str | None
    checked_at: str | None

    @property
    def gone(self) -> bool:
        """Whether the page vanished: the next version leaves it out."""
        return self.misses >= GONE_AFTER


class Index:
    """SQLite, without syncs: everything in it follows from the log, and is read from there after a crash."""

    def __init__(self, path: Path, log: FetchLog) -> None:
        self._path = path
        self._pending = self._last = 0
        try:
            self._base = self._connect()
            self._catch_up(log)
        except sqlite3.DatabaseError:  # damaged by a crash of the machine
            for suffix in ("", "-wal", "-shm", "-journal"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            self._base = self._connect()
            self._catch_up(log)

    def get(self, url: str) -> Known | None:
        """What is known of an address."""
        row = self._base.execute("SELECT * FROM urls WHERE url = ?", (url,)).fetchone()
        return _known(row) if row else None

    def pages(self) -> Iterator[Known]:
        """The pages in the store that have not vanished, by the address that answered, each once."""
        return _pages(self._base)

    def urls(self) -> Iterator[Known]:
        """Everything known, by address."""
        for row in self._base.execute("SELECT * FROM urls ORDER BY url"):
            yield _known(row)

    def apply(self, record: FetchRecord) -> None:
        """Takes in one row of the log."""
        old = self.get(record.url)
        missing = record.outcome == Outcome.MISSING
        misses, missed_run = (old.misses, old.missed_run) if old else (0, None)
        if missing and record.run_id != missed_run:  # tries within one run are one fetch
            misses, missed_run = misses + 1, record.run_id
        elif Outcome(record.outcome).good:
            misses, missed_run = 0, None
        kept: tuple[object, ...]
        at = record.fetched_at.isoformat()
        if record.body_sha256:
            kept = (record.final_url, record.etag, record.last_modified, record.body_sha256, record.body_bytes)
            same = old is not None and old.body_sha256 == record.body_sha256
            first = old.fetched_at if old and same else at
            kept += (record.media_type, record.charset, record.status, first, at)
        elif old:
            kept = (old.final_url, old.etag, old.last_modified, old.body_sha256, old.body_bytes)
            checked = at if Outcome(record.outcome).good else old.checked_at
            kept += (old.media_type, old.charset, old.status, old.fetched_at, checked)
        else:
            kept = (None,) * 10
        head = (record.url, record.kind, record.run_id, record.seq, record.final, record.outcome, misses, missed_run)
        marks = ", ".join("?" * (len(head) + len(kept)))
        self._base.execute(f"INSERT OR REPLACE INTO urls VALUES ({marks})", head + kept)
        self._last = record.seq
        self._pending += 1
        if self._pending >= _COMMIT_EVERY:
            self.commit()

    def scratch(self, table: str) -> sqlite3.Connection:
        """A connection with an empty temporary table, for a pass that must not grow in memory."""
        self._base.execute("PRAGMA temp_store = FILE")
        self._base.execute(f"DROP TABLE IF EXISTS temp.{table.split()[0]}")
        self._base.execute(f"CREATE TEMP TABLE {table}")
        return self._base

    def forget(self, url: str) -> None:
        """Removes an address; the log must have lost it before."""
        self._base.execute("DELETE FROM urls WHERE url = ?", (url,))

    def commit(self) -> None:
        """Makes what was taken in visible to other readers."""
        if self._pending:  # in one transaction with the rows: after a crash the log is read on from here
            self._base.execute("UPDATE progress SET seq = ?", (self._last,))
        self._base.commit()
        self._pending = 0

    def close(self) -> None:
        """Commits and lets go of the file."""
        self.commit()
        self._base.close()

    def _connect(self) -> sqlite3.Connection:
        base = sqlite3.connect(self._path, timeout=60)
        base.execute("PRAGMA synchronous = OFF")
        base.execute(f"CREATE TABLE IF NOT EXISTS urls ({_COLUMNS})")
        base.execute("CREATE INDEX IF NOT EXISTS by_final ON urls (final_url)")
        base.execute("CREATE TABLE IF NOT EXISTS progress (seq INTEGER NOT NULL)")
        if base.execute("SELECT COUNT(*) FROM progress").fetchone() == (0,):
            base.execute("INSERT INTO progress VALUES (0)")
        base.commit()
        return base

    def _catch_up(self, log: FetchLog) -> None:
        (seen,) = self._base.execute("SELECT seq FROM progress").fetchone()
        for record in log.rows(after=seen):
            self.apply(record)
        self.commit()


def read_pages(path: Path) -> list[Known]:
    """The pages of an index that another process may be writing, as far as it has committed."""
    base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=60)
    try:
        return list(_pages(base))
    finally:
        base.close()


def _pages(base: sqlite3.Connection) -> Iterator[Known]:
    query = """
        SELECT * FROM urls AS u WHERE kind = ? AND body_sha256 IS NOT NULL AND misses < ? AND NOT EXISTS (
            SELECT 1 FROM urls AS o WHERE o.final_url = u.final_url AND o.kind = u.kind
            AND o.body_sha256 IS NOT NULL AND o.misses < ? AND (o.checked_at, o.url) > (u.checked_at, u.url))
        ORDER BY final_url
    """
    for row in base.execute(query, (Kind.PAGE, GONE_AFTER, GONE_AFTER)):
        yield _known(row)


def _known(row: tuple[object, ...]) -> Known:
    values = list(row)
    values[4] = bool(values[4])
    return Known(*values)  # type: ignore[arg-type]  # SQLite's columns are typed by the table above
