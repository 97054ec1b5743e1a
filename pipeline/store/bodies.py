"""Bodies by the SHA-256 of their bytes: zstd files, each written once and whole."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import zstandard

from pipeline.store.errors import StoreError

_SUFFIX = ".zst"
_TEMPORARY = ".tmp-"
_LEVEL = 3


class Bodies:
    """The bodies below one folder. Any number of processes may write; equal bytes meet in one file."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._packer = zstandard.ZstdCompressor(level=_LEVEL, write_content_size=True)
        self._unpacker = zstandard.ZstdDecompressor()

    def put(self, body: bytes) -> tuple[str, bool]:
        """Keeps a body; gives its hash and whether it is new here.

        The file appears under its name only when it is whole: a crash leaves a temporary file at worst.
        """
        digest = hashlib.sha256(body).hexdigest()
        path = self._path(digest)
        if path.exists():
            return digest, False
        packed = self._packer.compress(body)
        handle, temporary = self._temporary(path.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(packed)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        return digest, True

    def get(self, digest: str) -> bytes:
        """The bytes of a hash.

        Raises:
            StoreError: they are not here, or the file was damaged.
        """
        try:
            packed = self._path(digest).read_bytes()
            body = self._unpacker.decompress(packed)
        except FileNotFoundError:
            raise StoreError(f"body {digest[:12]} is not in the store") from None
        except (OSError, zstandard.ZstdError) as error:
            raise StoreError(f"body {digest[:12]} cannot be read: {error}") from None
        if hashlib.sha256(body).hexdigest() != digest:
            raise StoreError(f"body {digest[:12]} was damaged on disk")
        return body

    def path(self, digest: str) -> Path:
        """Where the bytes of a hash lie, packed."""
        return self._path(digest)

    def __contains__(self, digest: str) -> bool:
        return self._path(digest).exists()

    def __iter__(self) -> Iterator[str]:
        """All hashes, sorted."""
        for folder in sorted(self._root.glob("??")):
            for path in sorted(folder.glob(f"*{_SUFFIX}")):
                if not path.name.startswith(_TEMPORARY):
                    yield path.name.removesuffix(_SUFFIX)

    def remove(self, digest: str) -> bool:
        """Removes a body; whether it was there."""
        try:
            self._path(digest).unlink()
        except FileNotFoundError:
            return False
        return True

    def sweep(self) -> int:
        """Removes the temporary files that crashed writers left; call it only when nobody writes."""
        left = list(self._root.glob(f"??/{_TEMPORARY}*"))
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def _temporary(self, folder: Path) -> tuple[int, str]:
        try:
            return tempfile.mkstemp(prefix=_TEMPORARY, dir=folder)
        except FileNotFoundError:
            folder.mkdir(parents=True, exist_ok=True)
            return tempfile.mkstemp(prefix=_TEMPORARY, dir=folder)

    def _path(self, digest: str) -> Path:
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
            raise StoreError(f"{digest[:20]!r} is not a SHA-256 hash")
        return self._root / digest[:2] / f"{digest}{_SUFFIX}"
