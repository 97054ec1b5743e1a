"""Take an address or a site out of a raw store: its rows, and the bodies that nobody else holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.store.log import last_number, read_part, write_part
from pipeline.store.record import FetchRecord
from pipeline.store.store import RawStore


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was removed. ``urls`` are the addresses, asked for or redirected to, sorted."""

    urls: tuple[str, ...]
    rows: int
    bodies: int


def matcher(target: str) -> Callable[[str], bool]:
    """Whether an address is meant: the very address where ``target`` is one, else all addresses of that host."""
    if "://" in target:
        return lambda url: url == target
    host = target.lower().strip("/").removeprefix("www.")
    return lambda url: (urlsplit(url).netloc.lower().removeprefix("www.")) == host


def forget(store: RawStore, target: str) -> Forgotten:
    """Removes everything of an address (``https://...``) or a site (``example.org``) from a store.

    The log's parts are rewritten one by one, each whole; a crash between leaves rows that the next call
    removes. Bodies go last, so that no row is ever without its body.
    """
    meant = matcher(target)
    store.log.seal()
    urls: set[str] = set()
    digests: set[str] = set()
    kept: set[str] = set()
    rows = 0

    def is_meant(record: FetchRecord) -> bool:
        return meant(record.url) or meant(record.final_url)

    for path in store.log.parts():
        for record in read_part(path):
            if is_meant(record):
                rows += 1
                urls.update((record.url, record.final_url or record.url))
                digests.update({record.body_sha256} if record.body_sha256 else ())
    for path in store.log.parts() if rows else ():
        _rewrite(path, is_meant, digests, kept)
    for url in urls:
        store.index.forget(url)
    store.index.commit()
    removed = sum(store.bodies.remove(digest) for digest in sorted(digests - kept))
    return Forgotten(tuple(sorted(urls)), rows, removed)


def _rewrite(path: Path, is_meant: Callable[[FetchRecord], bool], digests: set[str], kept: set[str]) -> None:
    """Writes a part without the rows that are meant; notes which of the bodies others still hold."""
    records = list(read_part(path))
    left = [record for record in records if not is_meant(record)]
    kept.update(record.body_sha256 for record in left if record.body_sha256 in digests)
    if len(left) < len(records):
        write_part(path, left, last_number(path))
