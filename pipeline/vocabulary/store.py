"""Writes and reads a compiled table: one zstd file, and a manifest that says what is in it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

import numpy as np
import orjson
import zstandard

from pipeline.vocabulary.columns import Strings
from pipeline.vocabulary.table import Table

TABLE_FILE = "terms.zst"
MANIFEST_FILE = "manifest.json"
_FORMAT = "healthsift-terms-1"
SMALLEST = 19
QUICK = 9  # larger by a third, many times quicker


class TableError(ValueError):
    """A table file that cannot be read; the message is one line."""


def _parts(table: Table) -> list[tuple[str, str, bytes]]:
    """Each column as (name, type, bytes); strings are two columns."""
    parts: list[tuple[str, str, bytes]] = []
    for field in fields(Table):
        value = getattr(table, field.name)
        if isinstance(value, Strings):
            parts.append((field.name, "strings", value.blob))
            parts.append((field.name, "ends", value.ends.tobytes()))
        elif isinstance(value, bytes):
            parts.append((field.name, "bytes", value))
        else:
            parts.append((field.name, value.dtype.str, value.tobytes()))
    return parts


def pack(table: Table, level: int = SMALLEST) -> bytes:
    """The table as bytes; the same table always gives the same at the same level of compression."""
    parts = _parts(table)
    header = orjson.dumps({"format": _FORMAT, "parts": [[name, kind, len(data)] for name, kind, data in parts]})
    body = len(header).to_bytes(4, "little") + header + b"".join(data for _, _, data in parts)
    return zstandard.ZstdCompressor(level=level, write_content_size=True, write_checksum=True).compress(body)


def unpack(packed: bytes) -> Table:
    """The table of ``pack``.

    Raises:
        TableError: the bytes are no whole table of this format.
    """
    try:
        body = zstandard.ZstdDecompressor().decompress(packed)
        size = int.from_bytes(body[:4], "little")
        header = orjson.loads(body[4 : 4 + size])
    except (zstandard.ZstdError, orjson.JSONDecodeError) as error:
        raise TableError(f"not a whole term table: {error}") from None
    if header.get("format") != _FORMAT:
        raise TableError(f"a term table of another format: {header.get('format')}")
    view = memoryview(body)
    place = 4 + size
    columns: dict[str, object] = {}
    for name, kind, length in header["parts"]:
        data = view[place : place + length]
        place += length
        if kind in ("strings", "bytes"):
            columns[name] = bytes(data)
        elif kind == "ends":
            columns[name] = Strings(columns[name], np.frombuffer(data, dtype=np.uint32).copy())  # type: ignore[arg-type]
        else:
            columns[name] = np.frombuffer(data, dtype=np.dtype(kind)).copy()
    if set(columns) != {field.name for field in fields(Table)}:
        raise TableError("a term table of another version of healthsift; make or add it again")
    return Table(**columns)  # type: ignore[arg-type]


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file's content in one step; a reader sees the old or the new file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_name(f".{path.name}.{os.getpid()}")
    staged.write_bytes(data)
    staged.replace(path)


def digest(packed: bytes) -> str:
    """The version of a table: the first 12 hex digits of its hash."""
    return hashlib.sha256(packed).hexdigest()[:12]


def write_table(table: Table, folder: Path, manifest: Mapping[str, object]) -> str:
    """Write a table and its manifest; returns the version."""
    packed = pack(table)
    version = digest(packed)
    write_atomically(folder / TABLE_FILE, packed)
    content = {"version": version, "bytes": len(packed), **manifest}
    write_atomically(folder / MANIFEST_FILE, orjson.dumps(content, option=orjson.OPT_INDENT_2) + b"\n")
    return version
