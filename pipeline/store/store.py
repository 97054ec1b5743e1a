"""The raw store: bodies, the log of every fetch and the index over it, in one folder."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import TracebackType

import orjson
from filelock import FileLock, Timeout

from pipeline.store.bodies import Bodies
from pipeline.store.errors import StoreError
from pipeline.store.index import Index, Known, read_pages
from pipeline.store.log import FetchLog
from pipeline.store.record import FetchRecord, Kind

MARK = "healthsift-store.json"
INDEX = "index.sqlite"
BODIES = "bodies"
_FORM = 1


class RawStore:
    """A store that is open for writing by this process alone; a context manager that seals the log at its end.

    Opening sweeps what crashed writers left and takes in the rows they wrote.

    Raises:
        StoreError: the folder holds something else, or another process writes to it.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        if root.exists() and not is_store(root) and any(root.iterdir()):
            raise StoreError(f"{root} is not a raw store, and not empty")
        root.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(root / ".lock")
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise StoreError(f"{root} is in use by another process") from None
        (root / MARK).write_bytes(orjson.dumps({"form": _FORM}))
        self.bodies = Bodies(root / BODIES)
        self.bodies.sweep()
        self.log = FetchLog(root / "log")
        self.log.sweep()
        self.index = Index(root / INDEX, self.log)

    def add(self, record: FetchRecord) -> FetchRecord:
        """Logs one outcome; its body, if any, must be in :attr:`bodies` already."""
        numbered = self.log.append(record)
        self.index.apply(numbered)
        return numbered

    def known(self, url: str) -> Known | None:
        """What is known of an address, if its body is still there; without the body it has to come again."""
        known = self.index.get(url)
        if known and known.body_sha256 and known.body_sha256 not in self.bodies:
            return None
        return known

    def close(self) -> None:
        """Seals the log and lets others in."""
        self.log.seal()
        self.index.close()
        self._lock.release()

    def __enter__(self) -> RawStore:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def pages_in(root: Path) -> list[Known]:
    """The pages of a store that have not vanished, by address; also while another process writes to it.

    Raises:
        StoreError: the store cannot be read.
    """
    try:
        with RawStore(root) as store:  # takes in what a killed run left
            return list(store.index.pages())
    except (StoreError, OSError):
        try:
            return read_pages(root / INDEX)
        except sqlite3.Error as error:
            raise StoreError(f"the store's index cannot be read: {error}") from None


def emptied(root: Path) -> bool:
    """Whether a store has no pages because they were forgotten, rather than because none ever came or all vanished.

    Raises:
        StoreError: the store is in use, or cannot be read.
    """
    with RawStore(root) as store:
        return store.log.forgot and not any(known.kind == Kind.PAGE for known in store.index.urls())


def is_store(folder: Path) -> bool:
    """Whether a folder is a raw store."""
    return (folder / MARK).is_file()
