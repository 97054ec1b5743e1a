"""What is done already: sealed part folders, each of which lists the keys of the pages that it holds.

A part is written under a name that starts with a dot, synced, and renamed: it is there whole or not at
all. No database and no lock file: any number of processes, on any machine that sees the folder, may
seal parts at once, and a run that was killed leaves at worst a folder that is swept away.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import orjson

from flows.keys import digest
from pipeline.publish.durable import sync_folder, sync_tree
from schemas.enums import Stage

INDEX = "index.json"
_OWN = ".own"


@dataclass(frozen=True, slots=True)
class Done:
    """A page's finished work: its place in the part's data file (bytes; both 0 where there is none)."""

    key: str
    page_id: str
    source: str
    offset: int = 0
    length: int = 0


@dataclass(frozen=True, slots=True)
class Failed:
    """A page that failed by itself, and would again: it goes to quarantine until it is replayed.

    ``attempts`` counts the runs that tried it, ``first_seen`` is when the first of them failed.
    """

    key: str
    source: str
    stage: Stage
    error: str
    message: str
    first_seen: datetime
    attempts: int = 1


@dataclass(frozen=True, slots=True)
class Index:
    """What a part holds."""

    done: tuple[Done, ...] = ()
    failed: tuple[Failed, ...] = ()

    @property
    def keys(self) -> list[str]:
        """The keys of all pages, sorted."""
        return sorted([entry.key for entry in self.done] + [entry.key for entry in self.failed])


@dataclass(slots=True)
class Ledger:
    """The sealed parts of one step: ``done`` and ``failed`` by key, each with the folder that holds it."""

    done: dict[str, tuple[Path, Done]] = field(default_factory=dict)
    failed: dict[str, tuple[Path, Failed]] = field(default_factory=dict)

    def __contains__(self, key: object) -> bool:
        return key in self.done or key in self.failed

    def add(self, folder: Path, index: Index) -> None:
        """Take in a part. A page that was done in spite of an earlier failure is done."""
        for done in index.done:
            self.done.setdefault(done.key, (folder, done))
            self.failed.pop(done.key, None)
        for failed in index.failed:
            known = self.failed.get(failed.key)
            if failed.key not in self.done and (known is None or known[1].attempts < failed.attempts):
                self.failed[failed.key] = (folder, failed)


def read_ledger(folder: Path) -> Ledger:
    """All sealed parts below ``folder``."""
    ledger = Ledger()
    for path in sorted(folder.glob(f"[!.]*/{INDEX}")):
        ledger.add(path.parent, read_index(path.parent))
    return ledger


def read_index(part: Path) -> Index:
    """The index of a sealed part."""
    data = orjson.loads((part / INDEX).read_bytes())
    failed = (
        Failed(**{**entry, "stage": Stage(entry["stage"]), "first_seen": datetime.fromisoformat(entry["first_seen"])})
        for entry in data["failed"]
    )
    return Index(tuple(Done(*entry) for entry in data["done"]), tuple(failed))


def part_name(work: Iterable[tuple[str, Failed | None]]) -> str:
    """The folder name of the part that holds these keys; a page that is tried again gives another name."""
    return digest(*sorted(f"{key} {before.attempts if before else 0}" for key, before in work))[:24]


def seal(part: Path, write: Callable[[Path], Index]) -> Path:
    """Have ``write`` fill a part and put it in place; returns the part's folder.

    ``part`` is named by ``part_name``: two processes that do the same work seal the same part, and the
    second finds it there.

    Raises:
        OSError: the disk is full or the folder cannot be written.
    """
    folder = part.parent
    staging = folder / f".{part.name}.{uuid4().hex[:12]}"
    staging.mkdir(parents=True)
    (staging / _OWN).touch()
    try:
        index = write(staging)
        rows = [(d.key, d.page_id, d.source, d.offset, d.length) for d in index.done]
        failed = [asdict(entry) for entry in index.failed]
        (staging / INDEX).write_bytes(orjson.dumps({"done": rows, "failed": failed}))
        sync_tree(staging)
        if (part / INDEX).is_file():
            return part
        # Swept away meanwhile by a later run, and made anew in part by ``write``: no part to seal.
        (staging / _OWN).unlink()
        try:
            staging.rename(part)
        except OSError:
            if not (part / INDEX).is_file():  # else another process was faster with the same part
                raise
        sync_folder(folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return part


def sweep(folder: Path) -> None:
    """Remove what killed runs left behind. Only the holder of the run's lock may call it.

    Workers that outlive their run may still be writing: a folder is first taken away in one step, so that
    none of them seals a part that was swept in the middle.
    """
    for stale in folder.glob(".*"):
        if not stale.is_dir():
            stale.unlink(missing_ok=True)
            continue
        taken = folder / f".swept.{uuid4().hex[:12]}"
        try:
            stale.rename(taken)
        except FileNotFoundError:
            continue  # its writer was faster: sealed, or gone
        shutil.rmtree(taken, ignore_errors=True)
