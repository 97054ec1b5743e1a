"""Where things lie in a dataset's folder: versions, ``CURRENT``, staging, the lock."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.publish.durable import replace_text
from pipeline.publish.request import DatasetLockedError, PublishError

CURRENT = "CURRENT"
MANIFEST = "manifest.json"
STAGING = ".staging-"
_LOCK = ".publish.lock"
_FORMAT = "%Y%m%dT%H%M%S"
_VERSION = re.compile(r"^\d{8}T\d{9}Z$")


def version_name(when: datetime) -> str:
    """The name of a version made at ``when``: UTC to the millisecond, so that names sort by time."""
    utc = when.astimezone(UTC)
    return f"{utc.strftime(_FORMAT)}{utc.microsecond // 1000:03d}Z"


def next_version(dataset: Path, now: datetime) -> str:
    """A name after every version that stands, even where the clock was put back."""
    name = version_name(now)
    standing = versions(dataset)
    if standing and name <= standing[-1]:
        last = datetime.strptime(standing[-1][:-1], f"{_FORMAT}%f").replace(tzinfo=UTC)
        name = version_name(last + timedelta(milliseconds=1))
    return name


def versions(dataset: Path) -> list[str]:
    """The names of all finished versions, oldest first; empty where there is no dataset."""
    if not dataset.is_dir():
        return []
    return sorted(p.name for p in dataset.iterdir() if _VERSION.match(p.name) and (p / MANIFEST).is_file())


def current_version(dataset: Path) -> Path | None:
    """The version to read; null before the first publication.

    Raises:
        PublishError: ``CURRENT`` names a version that is not there.
    """
    try:
        name = (dataset / CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    version = dataset / name
    if not _VERSION.match(name) or not (version / MANIFEST).is_file():
        raise PublishError(f"{dataset / CURRENT} names {name!r}, which is no version of this dataset")
    return version


def newest_version(dataset: Path) -> Path | None:
    """The last version made, whether or not it is the one to read; null before the first publication."""
    names = versions(dataset)
    return dataset / names[-1] if names else None


def set_current(dataset: Path, version: str) -> None:
    """Make readers that open the dataset from now on read ``version``."""
    replace_text(dataset / CURRENT, version + "\n")


def sweep_staging(dataset: Path) -> None:
    """Remove what publishers that died left behind. Only the holder of the lock may call it."""
    for stale in dataset.glob(f"{STAGING}*"):
        shutil.rmtree(stale)


@contextmanager
def publisher_lock(dataset: Path, timeout: float = 10.0) -> Iterator[None]:
    """Hold the dataset against other publishers; the lock falls with the process that holds it.

    Raises:
        DatasetLockedError: another process held it for ``timeout`` seconds.
    """
    dataset.mkdir(parents=True, exist_ok=True)
    lock = FileLock(dataset / _LOCK)
    try:
        lock.acquire(timeout=timeout)
    except Timeout:
        raise DatasetLockedError(f"another publisher works on {dataset}") from None
    try:
        yield
    finally:
        lock.release()
