"""Pages that are files of their own: walk folders, read one file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from pipeline.sources.media import what_binary
from pipeline.sources.raw import RawPage
from pipeline.sources.refs import SourceError, SourceProblem, SourceRef
from pipeline.sources.unpack import GZIP_MAGIC, MAX_PAGE_BYTES, gunzip


def file_ref(path: Path, source: str, media_type: str) -> SourceRef | SourceProblem:
    """The reference to one page file, or the problem where the system does not even let it be looked at."""
    try:
        size = path.stat().st_size
    except OSError as error:
        return SourceProblem(source, f"cannot be read: {_reason(error)}")
    return SourceRef(source=source, path=str(path), media_type=media_type, folder=path.resolve().parent.name, size=size)


def walk_folder(root: Path) -> Iterator[tuple[Path, str] | SourceProblem]:
    """Every file below ``root`` with its relative path, in a fixed order; links are followed once.

    A folder that was seen already, under whatever name, is not entered again: links that lead in
    circles end there. Hidden files and folders (a leading dot) are passed over.
    """
    seen: set[tuple[int, int]] = set()
    waiting = [(root, "")]
    while waiting:
        folder, prefix = waiting.pop()
        try:
            status = folder.stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield SourceProblem(prefix.rstrip("/") or root.name, f"folder cannot be read: {_reason(error)}")
            continue
        below: list[tuple[Path, str]] = []
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if _is_folder(entry):
                below.append((Path(entry.path), f"{prefix}{entry.name}/"))
            else:
                yield Path(entry.path), f"{prefix}{entry.name}"
        waiting.extend(reversed(below))


def read_file(ref: SourceRef) -> RawPage:
    """The page of a reference whose layout is "file".

    Raises:
        SourceError: unreadable, too large, damaged or no text.
    """
    path = Path(ref.path)
    try:
        if not path.is_file():
            raise SourceError("is not a regular file" if path.exists() else "does not exist")
        if path.stat().st_size > MAX_PAGE_BYTES:
            raise SourceError(f"is larger than {MAX_PAGE_BYTES:,} bytes")
        body = path.read_bytes()
    except OSError as error:
        raise SourceError(f"cannot be read: {_reason(error)}") from None
    if body.startswith(GZIP_MAGIC):  # .gz, and the bodies that some crawlers leave packed under .html
        body = gunzip(body)
    elif path.name.lower().endswith(".gz"):
        raise SourceError("is not gzip data, though its name says so")
    check_text(body)
    return RawPage(source=ref.source, body=body, media_type=ref.media_type, folder=ref.folder)


def check_text(body: bytes) -> None:
    """Refuses bytes that are no text in any encoding.

    Raises:
        SourceError: what the bytes look like instead.
    """
    binary = what_binary(body)
    if binary:
        raise SourceError(f"is {binary}, not a text or HTML page")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
