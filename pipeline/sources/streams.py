"""Places within large files, packed or not, read again and again without reading from the start each time."""

from __future__ import annotations

import gzip
import threading
import zlib
from collections import OrderedDict
from pathlib import Path
from typing import BinaryIO, cast

from pipeline.sources.refs import SourceError
from pipeline.sources.unpack import GZIP_MAGIC

_KEPT_OPEN = 4
_open: OrderedDict[str, BinaryIO] = OrderedDict()
_lock = threading.Lock()  # a place is sought and read in one go


def open_unpacked(path: Path) -> BinaryIO:
    """A file as its unpacked bytes, by its first bytes rather than by its name."""
    with path.open("rb") as file:
        packed = file.read(2) == GZIP_MAGIC
    return cast(BinaryIO, gzip.open(path, "rb")) if packed else path.open("rb")


def read_at(path: Path, offset: int, length: int) -> bytes:
    """Bytes of the unpacked file.

    Files stay open, so that places read in rising order cost one pass over a packed file, not one each.

    Raises:
        SourceError: the file is shorter than that, damaged or unreadable.
    """
    with _lock:
        try:
            stream = _stream(path)
            stream.seek(offset)
            data = stream.read(length)
        except (OSError, EOFError, zlib.error) as error:
            _forget(path)
            raise SourceError(f"archive cannot be read: {error}") from None
    if len(data) != length:
        raise SourceError("archive is shorter than it was")
    return data


def _stream(path: Path) -> BinaryIO:
    status = path.stat()
    key = f"{path}\0{status.st_mtime_ns}\0{status.st_size}"
    stream = _open.pop(key, None) or open_unpacked(path)
    _open[key] = stream
    while len(_open) > _KEPT_OPEN:
        _open.popitem(last=False)[1].close()
    return stream


def _forget(path: Path) -> None:
    for key in [key for key in _open if key.startswith(f"{path}\0")]:
        _open.pop(key).close()
