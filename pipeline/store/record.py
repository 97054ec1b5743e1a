"""One row of the fetch log: what was asked for, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import pyarrow as pa

# The headers that are logged; cookies and anything with a credential are never among them.
KEPT_HEADERS = frozenset(
    {"cache-control", "content-language", "content-location", "content-type", "date", "etag", "expires"}
    | {"last-modified", "link", "location", "retry-after", "server", "vary", "x-robots-tag"}
)


class Kind(StrEnum):
    """What an address was fetched for."""

    PAGE = "page"
    ROBOTS = "robots"
    SITEMAP = "sitemap"


class Outcome(StrEnum):
    """What came of a request, one word a row."""

    STORED = "stored"  # a body, new or changed
    SAME = "same"  # a body that is byte for byte the one kept before
    NOT_MODIFIED = "not_modified"  # 304
    MISSING = "missing"  # 404 or 410
    REFUSED_BY_SERVER = "refused_by_server"  # another 4xx
    SERVER_ERROR = "server_error"  # 5xx
    BUSY = "busy"  # 429 or 503
    ROBOTS = "forbidden_by_robots"
    ROBOTS_UNREACHABLE = "robots_unreachable"
    UNSAFE = "unsafe_address"
    OUT_OF_SCOPE = "out_of_scope"  # a redirect that leaves what was asked for
    BAD_REDIRECT = "bad_redirect"  # a loop, too many, no target
    WRONG_TYPE = "wrong_type"
    TOO_LARGE = "too_large"
    BOMB = "decompression_bomb"
    BROKEN = "broken_response"
    TIMEOUT = "timeout"
    CERTIFICATE = "bad_certificate"
    UNREACHABLE = "unreachable"

    @property
    def good(self) -> bool:
        """Whether the page is in the store now, as it is on the web."""
        return self in (Outcome.STORED, Outcome.SAME, Outcome.NOT_MODIFIED)


@dataclass(frozen=True, slots=True)
class FetchRecord:
    """One attempt at one address, redirects followed.

    ``seq`` counts the rows of a store from 1. ``url`` is the canonical address asked for, ``final_url``
    where the answer came from, ``redirects`` the hops between ("301 https://..."). ``final`` tells that
    this run asks no more for the address. Header names are lower case; cookies and credentials are never
    among them.
    """

    url: str
    kind: str
    outcome: str
    fetched_at: datetime
    run_id: str
    seq: int = 0
    final_url: str = ""
    redirects: tuple[str, ...] = ()
    attempt: int = 1
    final: bool = True
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    etag: str | None = None
    last_modified: str | None = None
    media_type: str | None = None
    charset: str | None = None
    body_sha256: str | None = None
    body_bytes: int | None = None
    robots: str | None = None
    error: str | None = None

    def row(self) -> dict[str, Any]:
        """The record as plain values, for JSON and Arrow."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> FetchRecord:
        """The record of a row that :meth:`row` made, read back from JSON or Arrow."""
        values = dict(row)
        at = values["fetched_at"]
        at = datetime.fromisoformat(at) if isinstance(at, str) else at
        values["fetched_at"] = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
        values["redirects"] = tuple(values["redirects"])
        values["headers"] = tuple((name, value) for name, value in values["headers"])
        return cls(**values)


_TEXTS: pa.DataType = pa.list_(pa.string())
_PAIRS: pa.DataType = pa.list_(_TEXTS)
_FIELDS: list[pa.Field[Any]] = [
    pa.field("seq", pa.int64(), nullable=False),
    pa.field("run_id", pa.string(), nullable=False),
    pa.field("url", pa.string(), nullable=False),
    pa.field("kind", pa.string(), nullable=False),
    pa.field("outcome", pa.string(), nullable=False),
    pa.field("fetched_at", pa.timestamp("us", tz="UTC"), nullable=False),
    pa.field("final_url", pa.string(), nullable=False),
    pa.field("redirects", _TEXTS, nullable=False),
    pa.field("attempt", pa.int32(), nullable=False),
    pa.field("final", pa.bool_(), nullable=False),
    pa.field("status", pa.int32()),
    pa.field("headers", _PAIRS, nullable=False),
    pa.field("etag", pa.string()),
    pa.field("last_modified", pa.string()),
    pa.field("media_type", pa.string()),
    pa.field("charset", pa.string()),
    pa.field("body_sha256", pa.string()),
    pa.field("body_bytes", pa.int64()),
    pa.field("robots", pa.string()),
    pa.field("error", pa.string()),
]
SCHEMA = pa.schema(_FIELDS)
