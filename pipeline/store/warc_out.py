"""The raw store as WARC that other tools read: the same store gives the same bytes."""

from __future__ import annotations

import base64
import gzip
import hashlib
import os
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.store.errors import StoreError
from pipeline.store.record import FetchRecord, Kind
from pipeline.store.store import RawStore

_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "urn:healthsift:warc")
SUFFIXES = (".warc", ".warc.gz")
_UNSAID = "text/html"  # of a server that states no type: a record without one is no page to other tools
# Say how the body travelled; it is stored, and written, as it was before.
_HOP = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection"})


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    responses: int
    revisits: int
    bytes: int


def export_warc(store: RawStore, to: Path) -> Exported:
    """Writes the pages of the log as WARC records: gzipped by record where the name ends in .gz.

    Each is a capture that brought its address a body it did not have just before, so that loading the
    file gives all of it back; robots rules and sitemaps stay here. A body that was written before is a
    revisit record of its first capture. Headers are those that the log keeps. The file is written aside
    and renamed.

    Raises:
        StoreError: the name is none of a WARC file, the file cannot be written, or the store lost a body.
    """
    if not to.name.lower().endswith(SUFFIXES):
        raise StoreError(f"cannot write {to}: the name of a WARC file ends in {' or '.join(SUFFIXES)}")
    temporary = to.with_name(f".{to.name}.tmp")
    packed = to.name.lower().endswith(".gz")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            responses, revisits = _write_all(store, file, packed)
            file.flush()
            os.fsync(file.fileno())
            size = file.tell()
        temporary.replace(to)
    except OSError as error:
        raise StoreError(f"cannot write {to}: {(error.strerror or str(error)).lower()}") from None
    finally:
        with suppress(OSError):  # the folder itself may be none
            temporary.unlink()
    return Exported(responses, revisits, size)


def _write_all(store: RawStore, file: BinaryIO, packed: bool) -> tuple[int, int]:
    write = _Writer(packed)
    responses = revisits = 0
    info = b"software: healthsift\r\nformat: WARC File Format 1.1\r\n"
    first = next((record.fetched_at for record in _pages(store)), None)
    if first is not None:
        at = first.isoformat(timespec="microseconds").replace("+00:00", "Z")
        headers = {"WARC-Record-ID": _id("warcinfo", at), "WARC-Date": at, "Content-Type": "application/warc-fields"}
        record = write.writer.create_warc_record(
            "", "warcinfo", payload=BytesIO(info), length=len(info), warc_headers_dict=headers
        )
        file.write(write(record))
    captured = _Captures(store)
    for row in filter(captured.is_news, _pages(store)):
        body = store.bodies.get(row.body_sha256 or "")
        origin = captured.first(row)
        record = _revisit(write.writer, row, origin, body) if origin else _response(write.writer, row, body)
        responses, revisits = responses + (origin is None), revisits + (origin is not None)
        file.write(write(record))
    return responses, revisits


def _pages(store: RawStore) -> Iterator[FetchRecord]:
    """The answers from the web that are pages with a body, in the order they came."""
    for row in store.log.rows():
        web = row.final_url.startswith(("http://", "https://")) and urlsplit(row.final_url).path != "/robots.txt"
        if row.body_sha256 and row.kind == Kind.PAGE and row.status in (None, 200) and web:
            yield row


class _Captures:
    """The first capture of each body and the last body of each address, in tables on disk so that memory stays flat."""

    def __init__(self, store: RawStore) -> None:
        self._base = store.index.scratch("captures (sha256 TEXT PRIMARY KEY, url TEXT, at TEXT)")
        store.index.scratch("latest (url TEXT PRIMARY KEY, sha256 TEXT)")

    def is_news(self, row: FetchRecord) -> bool:
        """Whether the address had another body at the capture before, or none; takes the row in."""
        found = self._base.execute("SELECT sha256 FROM latest WHERE url = ?", (row.final_url,)).fetchone()
        self._base.execute("INSERT OR REPLACE INTO latest VALUES (?, ?)", (row.final_url, row.body_sha256))
        return found is None or found[0] != row.body_sha256

    def first(self, row: FetchRecord) -> tuple[str, str] | None:
        """Address and time of an earlier capture of the same body; takes the row in where there is none."""
        found = self._base.execute("SELECT url, at FROM captures WHERE sha256 = ?", (row.body_sha256,)).fetchone()
        if found:
            return str(found[0]), str(found[1])
        self._base.execute("INSERT INTO captures VALUES (?, ?, ?)", (row.body_sha256, row.final_url, _at(row)))
        return None


class _Writer:
    """Records to bytes; gzip members without a time of their own."""

    def __init__(self, packed: bool) -> None:
        self._packed = packed
        self._buffer = BytesIO()
        self.writer = WARCWriter(self._buffer, gzip=False, warc_version="1.1")

    def __call__(self, record: ArcWarcRecord) -> bytes:
        self._buffer.seek(0)
        self._buffer.truncate()
        self.writer.write_record(record)
        data = self._buffer.getvalue()
        return gzip.compress(data, 6, mtime=0) if self._packed else data


def _response(writer: WARCWriter, row: FetchRecord, body: bytes) -> ArcWarcRecord:
    return writer.create_warc_record(
        row.final_url,
        "response",
        payload=BytesIO(body),
        length=len(body),
        http_headers=_http(row, len(body)),
        warc_headers_dict=_headers(row, "response"),
    )


def _revisit(writer: WARCWriter, row: FetchRecord, origin: tuple[str, str], body: bytes) -> ArcWarcRecord:
    digest = _payload_digest(body)
    return writer.create_revisit_record(
        row.final_url, digest, origin[0], origin[1], http_headers=_http(row, 0),
        warc_headers_dict=_headers(row, "revisit"),
    )  # fmt: skip


def _payload_digest(body: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()


def _http(row: FetchRecord, length: int) -> StatusAndHeaders:
    status = row.status or 200
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = "Status"
    kept = [(name.title(), value) for name, value in row.headers if name not in _HOP]
    if not any(name == "Content-Type" for name, _ in kept):
        charset = f"; charset={row.charset}" if row.charset else ""
        kept.append(("Content-Type", f"{row.media_type or _UNSAID}{charset}"))
    return StatusAndHeaders(f"{status} {phrase}", [*kept, ("Content-Length", str(length))], protocol="HTTP/1.1")


def _headers(row: FetchRecord, kind: str) -> dict[str, str]:
    return {"WARC-Record-ID": _id(kind, row.final_url, _at(row), row.body_sha256 or ""), "WARC-Date": _at(row)}


def _at(row: FetchRecord) -> str:
    return row.fetched_at.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _id(*parts: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(_NAMES, ' '.join(parts))}>"
