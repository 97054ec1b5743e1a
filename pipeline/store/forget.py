"""Take a page or a site out of a raw store: its rows, and the bodies that nobody else holds."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.store.log import last_number, read_part, write_part
from pipeline.store.record import FetchRecord
from pipeline.store.store import RawStore

_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was removed. ``urls`` are the addresses, asked for or redirected to, and the file names, sorted;
    ``digests`` the hashes of every body they ever had."""  # fmt: skip

    urls: tuple[str, ...] = ()
    rows: int = 0
    bodies: int = 0
    digests: frozenset[str] = frozenset()


def matcher(target: str) -> Callable[[str], bool]:
    """Whether a name is meant: the very address or file that ``target`` names, or an address of the host it names.

    A host is meant with or without ``www.``; with a port, those addresses alone that have it.
    """
    host = "" if "://" in target else target.lower().strip("/[]").removeprefix("www.")
    return lambda name: name == target or (bool(host) and host in _hosts(name))


def _hosts(address: str) -> set[str]:
    """The host of an address, without a port and with it; nothing for what is no address."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port or _DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return set()
    host = host.removeprefix("www.")
    return {host, f"{host}:{port}", f"{host}]:{port}"} if host else set()  # the last: [::1]:80, brackets stripped


def forget(store: RawStore, target: str, names: Collection[str] = ()) -> Forgotten:
    """Removes everything of an address (``https://...``), a file name or a site (``example.org``) from a store.

    ``names`` are further addresses and file names that are meant. The log's parts are rewritten one by
    one, each whole; a crash between leaves rows that the next call removes. Bodies go last, so that no
    row is ever without its body.
    """
    meant = matcher(target)
    store.log.seal()
    urls: set[str] = set()
    digests: set[str] = set()
    kept: set[str] = set()
    rows = 0

    def is_meant(record: FetchRecord) -> bool:
        asked, answered = record.url, record.final_url
        return asked in names or answered in names or meant(asked) or meant(answered)

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
    return Forgotten(tuple(sorted(urls)), rows, removed, frozenset(digests))


def _rewrite(path: Path, is_meant: Callable[[FetchRecord], bool], digests: set[str], kept: set[str]) -> None:
    """Writes a part without the rows that are meant; notes which of the bodies others still hold."""
    records = list(read_part(path))
    left = [record for record in records if not is_meant(record)]
    kept.update(record.body_sha256 for record in left if record.body_sha256 in digests)
    if len(left) < len(records):
        write_part(path, left, last_number(path))
