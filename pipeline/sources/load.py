"""Take pages that others have kept into a raw store: from folders, archives, JSON Lines, WARC."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pipeline.sources.discover import iter_sources, read_source
from pipeline.sources.refs import SourceError, SourceProblem, SourceRef
from pipeline.sources.warc import WARC_SUFFIXES, WarcPage, pages_in_warc
from pipeline.store.record import KEPT_HEADERS, FetchRecord, Kind, Outcome
from pipeline.store.store import RawStore


@dataclass(slots=True)
class Loaded:
    """What was taken in: ``bodies`` counts those that were new to the store, ``bytes`` all of them."""

    pages: int = 0
    bodies: int = 0
    bytes: int = 0
    problems: list[SourceProblem] = field(default_factory=list)


def load(paths: Sequence[Path], store: RawStore, on_page: Callable[[Loaded], None] | None = None) -> Loaded:
    """Takes every page of the sources into the store, one at a time.

    Pages without an address are kept under their relative path. Pages without a time of their own are
    dated now. A page that was loaded before, with the same time and bytes, is not logged again.
    """
    loaded = Loaded()
    now = datetime.now(UTC)
    run_id = f"load-{now:%Y%m%dT%H%M%SZ}"
    for found in _pages(paths):
        if isinstance(found, SourceProblem):
            loaded.problems.append(found)
            continue
        try:
            raw = read_source(found.ref)
        except SourceError as error:
            loaded.problems.append(SourceProblem(found.ref.source, str(error)))
            continue
        digest, new = store.bodies.put(raw.body)
        loaded.pages += 1
        loaded.bodies += new
        loaded.bytes += len(raw.body)
        record = _record(found, digest, len(raw.body), raw.fetched_at or now, run_id)
        known = store.index.get(record.url)
        same = known and known.body_sha256 == digest
        if not (known and same and (raw.fetched_at is None or known.checked_at == record.fetched_at.isoformat())):
            store.add(record)
        if on_page:
            on_page(loaded)
    return loaded


def _pages(paths: Sequence[Path]) -> Iterator[WarcPage | SourceProblem]:
    """The pages of all sources; of archives of web pages with the headers they were served with."""
    for path in paths:
        if path.is_file() and path.name.lower().endswith(WARC_SUFFIXES):
            yield from pages_in_warc(path.resolve(), path.name)
        else:
            for found in iter_sources([path]):
                yield WarcPage(found, ()) if isinstance(found, SourceRef) else found


def _record(page: WarcPage, digest: str, size: int, at: datetime, run_id: str) -> FetchRecord:
    ref = page.ref
    headers = tuple((name, value) for name, value in page.headers if name in KEPT_HEADERS)
    found = dict(headers)
    return FetchRecord(
        url=ref.source,
        final_url=ref.source,
        kind=Kind.PAGE,
        outcome=Outcome.STORED,
        fetched_at=at.astimezone(UTC),
        run_id=run_id,
        status=ref.status,
        headers=headers,
        etag=found.get("etag"),
        last_modified=found.get("last-modified"),
        media_type=ref.media_type,
        charset=ref.charset,
        body_sha256=digest,
        body_bytes=size,
    )
