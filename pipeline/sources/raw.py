"""A page as it came, before anything was read into it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class RawPage:
    """Bytes with their origin.

    ``source`` is the path relative to the source folder, or the URL; nothing is appended to it.
    ``folder`` names the folder the file lies in: the site's last resort. ``media_type`` is what the
    origin says ("text/html", "text/plain", "text/markdown"), ``charset`` the charset it declares.
    ``body`` is what was stored, after a transport compression (``.gz``) was undone.
    """

    source: str
    body: bytes
    media_type: str
    folder: str
    url: str | None = None
    charset: str | None = None
    status: int | None = None
    fetched_at: datetime | None = None
    site: str | None = None
