"""Find the pages in what the user named, and read one of them. The two doors of this room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.sources.files import file_ref, page_files, read_file
from pipeline.sources.media import PAGE_SUFFIXES, media_type_of
from pipeline.sources.raw import RawPage
from pipeline.sources.refs import SourceError, SourceProblem, SourceRef

__all__ = ["SourceError", "SourceProblem", "SourceRef", "list_sources", "read_source"]


def list_sources(paths: Sequence[Path]) -> list[SourceRef | SourceProblem]:
    """The pages in the files and folders named, sorted by source, each file once.

    The result does not depend on the order or the way in which the paths were typed. What cannot be
    read is listed as a problem in its place; nothing is raised.
    """
    problems: list[SourceProblem] = []
    refs: dict[str, SourceRef] = {}  # by absolute file: a file named twice is one page
    # Folders first: a file that is given on its own and lies in a given folder keeps its relative path.
    for path in sorted({_absolute(path) for path in paths}, key=lambda path: (not path.is_dir(), str(path))):
        for found in _below(path):
            if isinstance(found, SourceProblem):
                problems.append(found)
            else:
                refs.setdefault(f"{found.path}\0{found.member}\0{found.offset}", found)
    kept: dict[str, SourceRef] = {}
    for ref in sorted(refs.values(), key=lambda ref: (ref.source, ref.path)):
        other = kept.setdefault(ref.source, ref)
        if other is not ref:
            message = f"two pages are known as {ref.source!r} ({other.path} and {ref.path}): give the folder above both"
            problems.append(SourceProblem(ref.source, message))
    listed: list[SourceRef | SourceProblem] = [*kept.values(), *problems]
    return sorted(listed, key=lambda found: (found.source, isinstance(found, SourceProblem)))


def read_source(ref: SourceRef) -> RawPage:
    """The page a reference names.

    Raises:
        SourceError: it cannot be read; the message is one line and names no path.
    """
    return read_file(ref)


def _absolute(path: Path) -> Path:
    # Links are resolved so that one folder has one name; a path that leads in circles is reported later.
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def _below(path: Path) -> Iterator[SourceRef | SourceProblem]:
    """The pages in one given path."""
    if path.is_dir():
        yield from _in_folder(path)
    elif not path.exists():
        yield SourceProblem(path.name, f"{path}: no such file or folder", given=True)
    elif media_type := media_type_of(path.name):
        yield file_ref(path, path.name, media_type)
    else:
        kinds = " ".join(sorted(PAGE_SUFFIXES))
        yield SourceProblem(path.name, f"{path}: not a kind of file that is read ({kinds}, each also .gz)", given=True)


def _in_folder(root: Path) -> Iterator[SourceRef | SourceProblem]:
    pages = 0
    for found in page_files(root):
        pages += 1
        yield found if isinstance(found, SourceProblem) else file_ref(*found)
    if not pages:
        yield SourceProblem(root.name, f"{root}: no pages in this folder", given=True)
