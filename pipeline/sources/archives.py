"""Pages in zip and tar archives; nothing is ever unpacked to disk."""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from pipeline.sources.media import media_type_of
from pipeline.sources.refs import Layout, SourceError, SourceProblem, SourceRef
from pipeline.sources.streams import open_unpacked, read_at
from pipeline.sources.unpack import MAX_PAGE_BYTES

ZIP_SUFFIXES = (".zip",)
TAR_SUFFIXES = (".tar", ".tar.gz", ".tgz")


def pages_in_zip(path: Path, prefix: str, source: str) -> Iterator[SourceRef | SourceProblem]:
    """The pages of a zip archive. ``prefix`` comes before their names, ``source`` is what the archive is known by."""
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                media_type = None if member.is_dir() else _page_type(member.filename)
                if media_type is None:
                    continue
                if member.flag_bits & 1:
                    yield SourceProblem(f"{prefix}{member.filename}", "is encrypted")
                    continue
                yield _ref(path, prefix, member.filename, media_type, member.file_size, Layout.ZIP, 0, 0)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError) as error:
        yield SourceProblem(source, f"zip archive cannot be read: {error}")


def pages_in_tar(path: Path, prefix: str, source: str) -> Iterator[SourceRef | SourceProblem]:
    """The pages of a tar archive, packed or not, in one pass."""
    try:
        with open_unpacked(path) as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
            for member in archive:
                media_type = _page_type(member.name) if member.isfile() else None
                if media_type:
                    place = (member.offset_data, member.size)
                    yield _ref(path, prefix, member.name, media_type, member.size, Layout.TAR, *place)
                archive.members = []  # type: ignore[attr-defined]  # else tarfile keeps every header it has read
    except (tarfile.TarError, OSError, EOFError, zlib.error) as error:
        yield SourceProblem(source, f"tar archive cannot be read to its end: {error}")


def read_member(ref: SourceRef) -> bytes:
    """The stored bytes of a page in an archive.

    Raises:
        SourceError: too large, damaged, or the archive has changed.
    """
    if ref.size > MAX_PAGE_BYTES:
        raise SourceError(f"is larger than {MAX_PAGE_BYTES:,} bytes")
    if ref.layout is Layout.TAR:
        return read_at(Path(ref.path), ref.offset, ref.length)
    try:
        with zipfile.ZipFile(ref.path) as archive, archive.open(ref.member) as stream:
            body = stream.read(MAX_PAGE_BYTES + 1)
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, zlib.error, NotImplementedError, RuntimeError) as error:
        raise SourceError(f"cannot be read from its archive: {error}") from None
    if len(body) > MAX_PAGE_BYTES:
        raise SourceError(f"unpacks to more than {MAX_PAGE_BYTES:,} bytes")
    return body


def _page_type(name: str) -> str | None:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return None if any(part.startswith((".", "__MACOSX")) for part in parts) else media_type_of(name)


def _ref(
    path: Path, prefix: str, name: str, media_type: str, size: int, layout: Layout, offset: int, length: int
) -> SourceRef:
    inner = PurePosixPath(name.replace("\\", "/"))
    folder = inner.parent.name or path.name.split(".")[0]
    return SourceRef(
        source=f"{prefix}{inner}",
        path=str(path),
        media_type=media_type,
        folder=folder,
        size=size,
        layout=layout,
        member=name,
        offset=offset,
        length=length,
    )
