"""Bodies as they come in: transport compression undone piece by piece, with an end to what is unpacked."""

from __future__ import annotations

import zlib

_BOMB_RATIO = 100  # packed text seldom reaches 20
_BOMB_FLOOR = 1024 * 1024


class TooLargeError(Exception):
    """More bytes than the limit."""


class BombError(TooLargeError):
    """A small body that unpacks beyond the limit."""


class BadEncodingError(Exception):
    """A transport compression that was not asked for, or damaged data."""


class Decoder:
    """Collects the pieces of one body. ``limit`` counts bytes, packed and unpacked alike."""

    def __init__(self, encoding: str, limit: int) -> None:
        self._limit = limit
        self._body = bytearray()
        self._packed = 0
        name = encoding.strip().lower()
        if name not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise BadEncodingError(f"content encoding {name[:40]!r}")
        self._name = "" if name == "identity" else name
        self._inflate: zlib._Decompress | None = zlib.decompressobj(47) if self._name else None

    def feed(self, piece: bytes) -> None:
        """Takes a piece in.

        Raises:
            TooLargeError, BombError, BadEncodingError: see there.
        """
        self._packed += len(piece)
        if self._inflate is None:
            self._body += piece
        else:
            self._unpack(piece)
        if len(self._body) > self._limit:
            used = self._packed - (len(self._inflate.unconsumed_tail) if self._inflate else 0)
            bomb = self._inflate is not None and len(self._body) > max(_BOMB_FLOOR, _BOMB_RATIO * used)
            raise (BombError if bomb else TooLargeError)(f"more than {self._limit:,} bytes")

    def finish(self) -> bytes:
        """The whole body.

        Raises:
            BadEncodingError: the packed data ends too early.
        """
        if self._inflate is not None and self._packed and not self._inflate.eof:
            raise BadEncodingError("compressed body is cut off")
        return bytes(self._body)

    def _unpack(self, piece: bytes) -> None:
        while piece and self._inflate is not None:
            room = self._limit + 1 - len(self._body)
            if room <= 0:
                return
            try:
                self._body += self._inflate.decompress(piece, room)
            except zlib.error:
                if self._name != "deflate" or self._body:
                    raise BadEncodingError("damaged compressed body") from None
                # Some servers send raw deflate where zlib's frame is meant.
                self._inflate, self._name = zlib.decompressobj(-zlib.MAX_WBITS), "raw"
                continue
            if self._inflate.eof and self._inflate.unused_data:
                piece = self._inflate.unused_data
                if not piece.startswith(b"\x1f\x8b"):  # padding after the last member
                    return
                self._inflate = zlib.decompressobj(47)
            else:
                piece = self._inflate.unconsumed_tail
