from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.store.record import FetchRecord, Kind, Outcome
from pipeline.store.store import RawStore

Keep = Callable[..., FetchRecord]


@pytest.fixture
def keep() -> Keep:
    """Puts a page into a store: ``keep(store, url, body, at=minutes, run=id, **fields)``."""

    def add(store: RawStore, url: str, body: str | None, at: int = 0, run: str = "r1", **fields: object) -> FetchRecord:
        digest, size, outcome = None, None, fields.pop("outcome", Outcome.STORED)
        if body is not None:
            digest, _ = store.bodies.put(body.encode())
            size = len(body.encode())
        record = FetchRecord(
            url=url,
            final_url=url,
            kind=str(fields.pop("kind", Kind.PAGE)),
            outcome=str(outcome),
            fetched_at=datetime(2024, 5, 6, 7, 8, 9, 123456, UTC) + timedelta(minutes=at),
            run_id=run,
            status=200 if body is not None else 404,
            media_type="text/html",
            headers=(("content-type", "text/html; charset=utf-8"), ("etag", '"x"')),
            etag='"x"',
            charset="utf-8",
            body_sha256=digest,
            body_bytes=size,
            **fields,  # type: ignore[arg-type]
        )
        return store.add(record)

    return add
