"""Pages in WARC and WET files of any crawler, in one pass and at constant memory."""

from __future__ import annotations

import gzip
import io
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders

from pipeline.sources.media import HTML, MARKDOWN, TEXT
from pipeline.sources.refs import Layout, SourceError, SourceProblem, SourceRef
from pipeline.sources.streams import read_at
from pipeline.sources.unpack import MAX_PAGE_BYTES

WARC_SUFFIXES = (".warc", ".warc.gz", ".wet", ".wet.gz")
_TYPES = {HTML: HTML, "application/xhtml+xml": HTML, TEXT: TEXT, MARKDOWN: MARKDOWN, "text/x-markdown": MARKDOWN}
_ERRORS = (ArchiveLoadFailed, OSError, EOFError, zlib.error, ValueError)
# How the places of one file are meant: of its own bytes, or of the stream inside a gzip file in one piece.
_BLOCK = 16 * 1024
_DIRECT, _INSIDE = "direct", "inside"


@dataclass(frozen=True, slots=True)
class WarcPage:
    """A page in an archive with the headers it was served with (names in lower case)."""

    ref: SourceRef
    headers: tuple[tuple[str, str], ...]


def pages_in_warc(path: Path, source: str) -> Iterator[WarcPage | SourceProblem]:
    """The pages of an archive: responses with status 200, resources and conversions that are HTML or text.

    A revisit record is a page with the body that it stands for, unless that is what its address had anyway
    at the capture before.
    """
    try:
        inside = _in_one_piece(path)
        with _open(path, inside) as stream, _Seen() as seen:
            iterator = ArchiveIterator(stream)
            found: WarcPage | SourceProblem | None
            for record in iterator:
                if record.rec_type == "revisit":
                    found = _revisited(record, seen)
                else:
                    found = _page(path, record, _INSIDE if inside else _DIRECT)
                if found is None:
                    continue
                if isinstance(found, WarcPage) and record.rec_type != "revisit":
                    offset = iterator.offset  # of this record, until it is read to its end
                    length = iterator.get_record_length() if inside else 0
                    found = replace(found, ref=replace(found.ref, offset=offset, length=length))
                    seen.add(record, found.ref)
                yield found
    except _ERRORS as error:
        yield SourceProblem(source, f"archive cannot be read to its end: {_line(error)}")


def read_record(ref: SourceRef) -> bytes:
    """The body of a page in an archive, transport encodings undone.

    Raises:
        SourceError: damaged, too large, or the archive has changed.
    """
    try:
        if ref.member == _INSIDE:
            return _body(io.BytesIO(read_at(Path(ref.path), ref.offset, ref.length)))
        with Path(ref.path).open("rb") as stream:
            stream.seek(ref.offset)
            return _body(stream)
    except StopIteration:
        raise SourceError("archive is shorter than it was") from None
    except _ERRORS as error:
        raise SourceError(f"cannot be read from its archive: {_line(error)}") from None


def _body(stream: BinaryIO) -> bytes:
    record = next(iter(ArchiveIterator(stream, block_size=_BLOCK)))
    body = cast(bytes, record.content_stream().read(MAX_PAGE_BYTES + 1))
    if len(body) > MAX_PAGE_BYTES:
        raise SourceError(f"is larger than {MAX_PAGE_BYTES:,} bytes")
    return body


def _line(error: Exception) -> str:
    """An error as one short line: the library's are pages long."""
    return " ".join(str(error).replace("ERROR:", "").split())[:150] or type(error).__name__


def _in_one_piece(path: Path) -> bool:
    """Whether a gzip archive is packed as a whole, against the standard: its records then cannot be sought."""
    try:
        with path.open("rb") as stream:
            iterator = ArchiveIterator(stream)
            for number, _ in enumerate(iterator):
                if number:
                    break
    except ArchiveLoadFailed as error:
        return "gzip" in str(error).lower()
    return False


def _open(path: Path, inside: bool) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path, "rb")) if inside else path.open("rb")


def _page(path: Path, record: ArcWarcRecord, place: str) -> WarcPage | None:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    url = url.strip("<>")
    if record.rec_type not in ("response", "resource", "conversion") or not url.startswith(("http://", "https://")):
        return None
    if urlsplit(url).path == "/robots.txt":  # crawlers keep their rules beside their pages
        return None
    http = record.http_headers
    status = _number(http.get_statuscode()) if http else 200
    content_type = (http or record.rec_headers).get_header("Content-Type") or ""
    media_type = _TYPES.get(content_type.partition(";")[0].strip().lower())
    if status != 200 or media_type is None:
        return None
    ref = SourceRef(
        source=url,
        path=str(path),
        media_type=media_type,
        folder=path.name.split(".")[0],
        size=_number(record.rec_headers.get_header("Content-Length")) or 0,
        layout=Layout.WARC,
        member=place,
        url=url,
        charset="utf-8" if record.rec_type == "conversion" else _charset(content_type),
        status=status,
        fetched_at=_moment(record.rec_headers.get_header("WARC-Date")),
    )
    return WarcPage(ref, _lower(http))


def _revisited(record: ArcWarcRecord, seen: _Seen) -> WarcPage | SourceProblem | None:
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    earlier = (record.rec_headers.get_header("WARC-Refers-To-Target-URI") or url).strip("<>")
    digest = record.rec_headers.get_header("WARC-Payload-Digest") or ""
    original = seen.find(digest, earlier)
    if original is None:
        return SourceProblem(url, "is a revisit of a capture that is not in this archive")
    before = seen.find("", url)
    if before and (before.path, before.member, before.offset) == (original.path, original.member, original.offset):
        return None
    seen.note(url, original)
    at = _moment(record.rec_headers.get_header("WARC-Date"))
    http = record.http_headers
    charset = _charset(http.get_header("Content-Type") or "") if http else None
    ref = replace(
        original,
        source=url,
        url=url,
        fetched_at=at or original.fetched_at,
        charset=charset or original.charset,
        status=(_number(http.get_statuscode()) if http else None) or original.status,
    )
    return WarcPage(ref, _lower(http))


def _lower(http: StatusAndHeaders | None) -> tuple[tuple[str, str], ...]:
    return tuple((name.lower(), value) for name, value in http.headers) if http else ()


def _charset(content_type: str) -> str | None:
    for part in content_type.split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'")[:40] or None
    return None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() else None


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip()) if text else None
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


class _Seen:
    """Where the bodies of an archive lie, by digest and by address: on disk, so that memory stays flat."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="healthsift-warc-")
        self._base = sqlite3.connect(Path(self._folder.name) / "seen.sqlite")
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute("PRAGMA synchronous = OFF")
        columns = "path, media_type, folder, size, member, offset, length, charset, url, fetched_at"
        self._base.execute(f"CREATE TABLE seen (key TEXT PRIMARY KEY, {columns}) WITHOUT ROWID")

    def __enter__(self) -> _Seen:
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()
        self._folder.cleanup()

    def add(self, record: ArcWarcRecord, ref: SourceRef) -> None:
        """Takes in a page."""
        digest = record.rec_headers.get_header("WARC-Payload-Digest")
        for key in (digest, ref.url):
            if key:
                self.note(key, ref)

    def note(self, key: str, ref: SourceRef) -> None:
        """What a digest or an address stands for from here on."""
        at = ref.fetched_at.isoformat() if ref.fetched_at else None
        values = (
            ref.path,
            ref.media_type,
            ref.folder,
            ref.size,
            ref.member,
            ref.offset,
            ref.length,
            ref.charset,
            ref.url,
            at,
        )
        self._base.execute("INSERT OR REPLACE INTO seen VALUES (?,?,?,?,?,?,?,?,?,?,?)", (key, *values))

    def find(self, digest: str, url: str) -> SourceRef | None:
        """The capture that a revisit stands for."""
        for key in (digest, url):
            row = self._base.execute("SELECT * FROM seen WHERE key = ?", (key,)).fetchone()
            if row:
                _, path, media_type, folder, size, member, offset, length, charset, address, at = row
                moment = datetime.fromisoformat(at) if at else None
                return SourceRef(
                    address,
                    path,
                    media_type,
                    folder,
                    size,
                    Layout.WARC,
                    member,
                    offset,
                    length,
                    address,
                    charset,
                    200,
                    moment,
                )
        return None
