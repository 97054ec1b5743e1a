"""Pages in JSON Lines: one object a line with ``html``, ``markdown`` or ``text``, and perhaps ``url`` and more."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import orjson

from pipeline.sources.media import HTML, MARKDOWN, TEXT
from pipeline.sources.refs import Layout, SourceError, SourceProblem, SourceRef
from pipeline.sources.streams import open_unpacked, read_at
from pipeline.sources.unpack import MAX_PAGE_BYTES

JSONL_SUFFIXES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
_BODIES = {"html": HTML, "markdown": MARKDOWN, "text": TEXT}
_MAX_LINE = 2 * MAX_PAGE_BYTES  # escapes make a body longer


def pages_in_jsonl(path: Path, prefix: str, source: str) -> Iterator[SourceRef | SourceProblem]:
    """The pages of a JSON Lines file, in one pass; one without ``url`` is known by its ``id`` or its line's number."""
    try:
        with open_unpacked(path) as stream:
            offset = number = 0
            while line := stream.readline(_MAX_LINE):
                number += 1
                start, offset = offset, offset + len(line)
                if line.strip():
                    yield _ref(path, prefix, line, number, start)
    except (OSError, EOFError, zlib.error) as error:
        yield SourceProblem(source, f"cannot be read to its end: {error}")


def read_line(ref: SourceRef) -> bytes:
    """The body in a line, as UTF-8.

    Raises:
        SourceError: the file has changed or cannot be read.
    """
    try:
        entry = orjson.loads(read_at(Path(ref.path), ref.offset, ref.length))
        return str(entry[ref.member]).encode("utf-8", "replace")
    except (orjson.JSONDecodeError, KeyError, TypeError):
        raise SourceError("line is not what it was when the file was listed") from None


def _ref(path: Path, prefix: str, line: bytes, number: int, offset: int) -> SourceRef | SourceProblem:
    place = f"{prefix}{number}"
    try:
        entry = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return SourceProblem(place, f"line {number} is not JSON: {error}")
    body = next((name for name in _BODIES if isinstance(entry, dict) and isinstance(entry.get(name), str)), None)
    if body is None:
        return SourceProblem(place, f"line {number} has no html, markdown or text")
    url = entry.get("url")
    url = url if isinstance(url, str) and url.startswith(("http://", "https://")) else None
    name = entry.get("id")
    return SourceRef(
        source=url or (f"{prefix}{name}" if isinstance(name, str | int) else place),
        path=str(path),
        media_type=_BODIES[body],
        folder=path.name.split(".")[0],
        size=len(line),
        layout=Layout.JSONL,
        member=body,
        offset=offset,
        length=len(line),
        url=url,
        charset="utf-8",
        status=entry["status"] if isinstance(entry.get("status"), int) else None,
        fetched_at=_moment(entry.get("fetched_at")),
    )


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
