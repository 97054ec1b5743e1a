"""Find the pages in what the user named, and read one of them. The two doors of this room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.sources.archives import TAR_SUFFIXES, ZIP_SUFFIXES, pages_in_tar, pages_in_zip, read_member
from pipeline.sources.files import check_text, file_ref, read_file, walk_folder
from pipeline.sources.jsonl import JSONL_SUFFIXES, pages_in_jsonl, read_line
from pipeline.sources.kept import pages_in_store, read_kept
from pipeline.sources.media import PAGE_SUFFIXES, media_type_of
from pipeline.sources.raw import RawPage
from pipeline.sources.refs import Layout, SourceError, SourceProblem, SourceRef
from pipeline.sources.unpack import GZIP_MAGIC, gunzip
from pipeline.sources.warc import WARC_SUFFIXES, pages_in_warc, read_record
from pipeline.store.store import is_store

__all__ = ["SourceError", "SourceProblem", "SourceRef", "iter_sources", "list_sources", "read_source"]

HOLDERS = (*ZIP_SUFFIXES, *TAR_SUFFIXES, *JSONL_SUFFIXES, *WARC_SUFFIXES)
_READERS = {
    Layout.ZIP: read_member,
    Layout.TAR: read_member,
    Layout.JSONL: read_line,
    Layout.WARC: read_record,
    Layout.STORE: read_kept,
}


def list_sources(paths: Sequence[Path]) -> list[SourceRef | SourceProblem]:
    """The pages in the files and folders named, sorted by source, each once.

    The result does not depend on the order or the way in which the paths were typed. What cannot be
    read is listed as a problem in its place; nothing is raised. Of several captures of one address the
    latest stands; two files of one relative path are a problem, for one of them would be lost.
    """
    listed: list[SourceRef | SourceProblem] = []
    refs: dict[tuple[object, ...], SourceRef] = {}  # a file named twice is one page
    for found in iter_sources(paths):
        if isinstance(found, SourceProblem):
            listed.append(found)
        else:
            refs.setdefault((found.path, found.member, found.offset, found.url, found.fetched_at), found)
    kept: dict[str, SourceRef] = {}
    for ref in sorted(refs.values(), key=_order):
        other = kept.get(ref.source)
        if other and not (other.url and ref.url):
            message = f"two pages are known as {ref.source!r} ({other.path} and {ref.path}): give the folder above both"
            listed.append(SourceProblem(ref.source, message))
        else:
            kept[ref.source] = ref
    return sorted([*listed, *kept.values()], key=lambda found: (found.source, isinstance(found, SourceProblem)))


def iter_sources(paths: Sequence[Path]) -> Iterator[SourceRef | SourceProblem]:
    """The pages in the files and folders named as they are found, at constant memory; some may come twice."""
    # Folders first: a file that is given on its own and lies in a given folder keeps its relative path.
    for path in sorted({_absolute(path) for path in paths}, key=lambda path: (not path.is_dir(), str(path))):
        yield from _below(path)


def read_source(ref: SourceRef) -> RawPage:
    """The page a reference names.

    Raises:
        SourceError: it cannot be read; the message is one line and names no path.
    """
    if ref.layout is Layout.FILE:
        return read_file(ref)
    body = _READERS[ref.layout](ref)
    if body.startswith(GZIP_MAGIC):
        body = gunzip(body)
    check_text(body)
    return RawPage(
        source=ref.source,
        body=body,
        media_type=ref.media_type,
        folder=ref.folder,
        url=ref.url,
        charset=ref.charset,
        status=ref.status,
        fetched_at=ref.fetched_at,
    )


def _order(ref: SourceRef) -> tuple[str, str, str, int]:
    return ref.source, ref.fetched_at.isoformat() if ref.fetched_at else "", ref.path, ref.offset


def _absolute(path: Path) -> Path:
    # Links are resolved so that one folder has one name; a path that leads in circles is reported later.
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def _below(path: Path) -> Iterator[SourceRef | SourceProblem]:
    """The pages in one given path."""
    if path.is_dir():
        yield from pages_in_store(path) if is_store(path) else _in_folder(path)
    elif not path.exists():
        yield SourceProblem(path.name, f"{path}: no such file or folder", given=True)
    elif path.name.lower().endswith(HOLDERS):
        yield from _any(_in_holder(path, "", path.name), path)
    elif media_type := media_type_of(path.name):
        yield file_ref(path, path.name, media_type)
    else:
        kinds = " ".join(sorted((*PAGE_SUFFIXES, *HOLDERS)))
        yield SourceProblem(path.name, f"{path}: not a kind of file that is read ({kinds}; pages also .gz)", given=True)


def _in_folder(root: Path) -> Iterator[SourceRef | SourceProblem]:
    def pages() -> Iterator[SourceRef | SourceProblem]:
        for found in walk_folder(root):
            if isinstance(found, SourceProblem):
                yield found
                continue
            path, name = found
            if name.lower().endswith(HOLDERS):
                yield from _in_holder(path, f"{name}/", name)
            elif media_type := media_type_of(name):
                yield file_ref(path, name, media_type)

    yield from _any(pages(), root)


def _in_holder(path: Path, prefix: str, source: str) -> Iterator[SourceRef | SourceProblem]:
    """The pages in a file that holds many; it counts as a folder: given by itself it is no part of their names."""
    name = path.name.lower()
    if name.endswith(ZIP_SUFFIXES):
        yield from pages_in_zip(path, prefix, source)
    elif name.endswith(TAR_SUFFIXES):
        yield from pages_in_tar(path, prefix, source)
    elif name.endswith(JSONL_SUFFIXES):
        yield from pages_in_jsonl(path, prefix, source)
    else:
        for found in pages_in_warc(path, source):
            yield found if isinstance(found, SourceProblem) else found.ref


def _any(pages: Iterator[SourceRef | SourceProblem], path: Path) -> Iterator[SourceRef | SourceProblem]:
    empty = True
    for found in pages:
        empty = False
        yield found
    if empty:
        kind = "folder" if path.is_dir() else "file"
        yield SourceProblem(path.name, f"{path}: no pages in this {kind}", given=True)
