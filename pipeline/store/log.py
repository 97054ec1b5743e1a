"""The fetch log: sealed Parquet parts, and an open journal that survives a killed process line by line."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.store.record import SCHEMA, FetchRecord

_JOURNAL = "open.jsonl"
_TEMPORARY = ".tmp-"
_LAST = b"healthsift.last"
SEAL_EVERY = 5_000  # rows


class FetchLog:
    """Append-only. A part is named after its first row's number; rows count from 1 without gaps but forgotten ones.

    A row is in the operating system's hands when :meth:`append` returns, so that killing this process
    loses none; sealing writes the rows of the journal as a Parquet part and syncs it to disk. One writer.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._open: list[FetchRecord] = []
        self._journal: int | None = None
        sealed = self._last_sealed()
        self._next = sealed + 1
        for record in self._read_journal():
            if record.seq > sealed:  # else: killed between writing a part and emptying the journal
                self._open.append(record)
                self._next = record.seq + 1

    def append(self, record: FetchRecord) -> FetchRecord:
        """Writes a row; gives it back with its number."""
        numbered = replace(record, seq=self._next)
        if self._journal is None:
            self._journal = os.open(self._folder / _JOURNAL, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o644)
            self._cut_torn_line()
        os.write(self._journal, orjson.dumps(numbered.row()) + b"\n")
        self._next += 1
        self._open.append(numbered)
        if len(self._open) >= SEAL_EVERY:
            self.seal()
        return numbered

    def seal(self) -> None:
        """Turns the journal into a part. Bodies written before are synced first: a sealed row has its body."""
        if self._open:
            os.sync()
            write_part(self._folder / f"{self._open[0].seq:012d}.parquet", self._open, self._open[-1].seq)
            self._open = []
        if self._journal is not None:
            os.close(self._journal)
            self._journal = None
        (self._folder / _JOURNAL).unlink(missing_ok=True)

    def rows(self, after: int = 0) -> Iterator[FetchRecord]:
        """All rows with a greater number than ``after``, in order, a part at a time."""
        for path in self.parts():
            for record in read_part(path):
                if record.seq > after:
                    yield record
        yield from (record for record in self._open if record.seq > after)

    def parts(self) -> list[Path]:
        """The sealed parts, in order."""
        return sorted(path for path in self._folder.glob("*.parquet") if not path.name.startswith(_TEMPORARY))

    @property
    def forgot(self) -> bool:
        """Whether rows were taken out: numbers are never given twice, so they are missing."""
        left = sum(pq.ParquetFile(path).metadata.num_rows for path in self.parts()) + len(self._open)
        return left < self._next - 1

    def sweep(self) -> None:
        """Removes what crashed writers left half-written."""
        for path in self._folder.glob(f"{_TEMPORARY}*"):
            path.unlink(missing_ok=True)

    def _last_sealed(self) -> int:
        parts = self.parts()
        if not parts:
            return 0
        # Not the rows themselves: the last of them may have been forgotten, and numbers never come twice.
        return last_number(parts[-1])

    def _read_journal(self) -> Iterator[FetchRecord]:
        try:
            data = (self._folder / _JOURNAL).read_bytes()
        except FileNotFoundError:
            return
        for line in data.split(b"\n")[:-1]:  # what follows the last line feed was cut off
            try:
                yield FetchRecord.from_row(orjson.loads(line))
            except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
                continue  # damaged by a crash of the machine; its body comes again

    def _cut_torn_line(self) -> None:
        path = self._folder / _JOURNAL
        data = path.read_bytes()
        whole = data.rfind(b"\n") + 1
        if whole < len(data):
            os.truncate(path, whole)


def read_part(path: Path) -> Iterator[FetchRecord]:
    """The rows of one sealed part."""
    for batch in pq.ParquetFile(path).iter_batches(batch_size=1000):
        for row in batch.to_pylist():
            yield FetchRecord.from_row(row)


def last_number(path: Path) -> int:
    """The greatest row number that a part was ever given."""
    return int((pq.read_schema(path).metadata or {})[_LAST])


def write_part(path: Path, records: list[FetchRecord], last: int) -> None:
    """Writes one part whole: temporary file, sync, rename, sync of the folder. ``last`` is its greatest number."""
    temporary = path.with_name(f"{_TEMPORARY}{path.name}")
    rows = [{**record.row(), "headers": [list(pair) for pair in record.headers]} for record in records]
    schema = SCHEMA.with_metadata({_LAST: str(last).encode()})
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), temporary, compression="zstd")
    _sync(temporary)
    temporary.replace(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
