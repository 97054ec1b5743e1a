"""Undo gzip without trusting it: bounded output, clear errors."""

from __future__ import annotations

import gzip
import io
import zlib

from pipeline.sources.refs import SourceError

# A page of more bytes than this is no page; the limit is a count so that the same input always ends the same way.
MAX_PAGE_BYTES = 64 * 1024 * 1024
GZIP_MAGIC = b"\x1f\x8b"


def gunzip(packed: bytes, limit: int = MAX_PAGE_BYTES) -> bytes:
    """The bytes inside a gzip file, all its members.

    Raises:
        SourceError: it is damaged, cut off or unpacks to more than ``limit`` bytes.
    """
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(packed)) as stream:
            body = stream.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise SourceError(f"damaged gzip data: {error}") from None
    if len(body) > limit:
        raise SourceError(f"unpacks to more than {limit:,} bytes")
    return body
