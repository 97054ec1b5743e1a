"""What listing gives: a reference to one page, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Layout(StrEnum):
    """How a file holds a page."""

    FILE = "file"
    ZIP = "zip"
    TAR = "tar"
    JSONL = "jsonl"
    WARC = "warc"
    STORE = "store"


class SourceError(Exception):
    """A page cannot be read; the message is one line for the person who named it."""


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Where one page lies. Small and picklable: batches of them travel to other processes.

    ``source`` is what the page is known by, whatever was typed: its path relative to the folder given,
    a file's own name, or its URL. ``path`` is the absolute file that holds it, ``layout`` how, and
    ``member``, ``offset`` and ``length`` (bytes, of the unpacked file) where in there. ``size`` is roughly
    how many bytes it will have: for even batches, not a promise. The other fields are what the holder says
    of the page.
    """

    source: str
    path: str
    media_type: str
    folder: str
    size: int
    layout: Layout = Layout.FILE
    member: str = ""
    offset: int = 0
    length: int = 0
    url: str | None = None
    charset: str | None = None
    status: int | None = None
    fetched_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SourceProblem:
    """Something that was named or found but holds no page.

    ``given`` is true where the very path that the user gave is at fault: wrong usage rather than one
    bad page among many.
    """

    source: str
    message: str
    given: bool = False
