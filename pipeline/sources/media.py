"""File names to media types, and a look at the first bytes for what is no text at all."""

from __future__ import annotations

HTML = "text/html"
TEXT = "text/plain"
MARKDOWN = "text/markdown"

PAGE_SUFFIXES: dict[str, str] = {
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".txt": TEXT,
    ".text": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
}

# First bytes of common files that people rename or download by mistake.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"RIFF", "a media file"),
    (b"OggS", "a media file"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"SQLite format 3", "a database"),
    (b"WARC/1.", "a WARC archive (its name has to end in .warc or .warc.gz)"),
)
_UNICODE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_HEAD = 4096
# Control characters that text never holds; tab, line feed, form feed, carriage return and escape may occur.
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_MAX_CONTROL_SHARE = 0.02


def page_suffix(name: str) -> str | None:
    """The page suffix of a file name, a trailing ``.gz`` aside; None for other kinds of files."""
    lower = name.lower().removesuffix(".gz")
    dot = lower.rfind(".")
    suffix = lower[dot:] if dot > 0 else ""
    return suffix if suffix in PAGE_SUFFIXES else None


def media_type_of(name: str) -> str | None:
    """The media type a file name promises, or None where it is no page."""
    suffix = page_suffix(name)
    return PAGE_SUFFIXES[suffix] if suffix else None


def what_binary(body: bytes) -> str | None:
    """What the bytes are where they are no text in any encoding ("a PDF", "binary data"), else None."""
    for magic, name in _MAGIC:
        if body.startswith(magic):
            return name
    if body.startswith(_UNICODE_MARKS):
        return None
    head = body[:_HEAD]
    nulls = head.count(0)
    if nulls and _looks_utf16(head, nulls):
        return None
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return "binary data" if controls > _MAX_CONTROL_SHARE * len(head) else None


def _looks_utf16(head: bytes, nulls: int) -> bool:
    """UTF-16 without a byte order mark: in Latin text every other byte is null, always on the same side."""
    even = head[::2].count(0)
    return nulls > len(head) * 0.3 and (even < nulls * 0.05 or even > nulls * 0.95)
