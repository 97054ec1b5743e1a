"""Bytes to text: which encoding a page is in, and its characters."""

from __future__ import annotations

import codecs
import logging
import re

from bs4.dammit import EncodingDetector, UnicodeDammit

# A page that is not UTF-8 throughout but nearly so was pasted together from several sources.
_GUESS_BYTES = 200_000  # the detector reads no more than this; its time grows with every byte
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Encodings whose pages can be pure ASCII bytes and yet mean other characters.
_SEVEN_BIT = re.compile(r"^(iso-2022|hz|utf-7|utf-16|utf-32)", re.IGNORECASE)
_ALIASES = {  # the WHATWG's readings: browsers take these labels for their Windows supersets
    "iso-8859-1": "windows-1252",
    "latin-1": "windows-1252",
    "latin1": "windows-1252",
    "us-ascii": "windows-1252",
    "ascii": "windows-1252",
    "iso-8859-9": "windows-1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
}


def decode(body: bytes, charset: str | None = None, *, html: bool = True) -> tuple[str, str]:
    """The text of ``body`` and the name of the encoding it was read in.

    Args:
        body: the bytes as stored.
        charset: what the origin declares (the HTTP header), the weakest of the declarations.
        html: whether a ``meta`` or XML declaration inside the bytes counts.

    Returns:
        The text, without a byte order mark and with a blank for each NUL, and the encoding, in lower case.
        Bytes that no encoding explains become U+FFFD; nothing is raised.
    """
    text, encoding = _decode(body, charset, html)
    return text.replace("\x00", " "), encoding


def _decode(body: bytes, charset: str | None, html: bool) -> tuple[str, str]:
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, errors="replace"), name
    declared = EncodingDetector.find_declared_encoding(body[:4096], is_html=html) if html else None
    labels = [label for label in (declared, charset) if label]
    for label in labels:
        text = _strict(body, label) if _SEVEN_BIT.match(label) else None
        if text is not None and (not label.lower().startswith("utf-16") or "<" in text[:2000]):
            return text, label.lower()
    if (text := _strict(body, "utf-8")) is not None:
        return text, "utf-8"
    if _nearly_utf8(body):
        return UnicodeDammit.detwingle(body).decode("utf-8", errors="replace"), "utf-8"
    for label in labels:
        name = _ALIASES.get(label.lower(), label.lower())
        if name not in ("utf-8", "utf8") and (text := _strict(body, name)) is not None:
            return text, name
    return _guess(body)


def _strict(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _nearly_utf8(body: bytes) -> bool:
    """Whether most bytes above ASCII are well-formed UTF-8: stray bytes of another encoding among them."""
    text = body.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(1 for character in text if character > "\x7f") - bad
    return good > 4 * bad


def _guess(body: bytes) -> tuple[str, str]:
    logging.getLogger("bs4.dammit").setLevel(logging.ERROR)
    found = UnicodeDammit(body[:_GUESS_BYTES], ["windows-1252"] if _western(body) else []).original_encoding
    name = (found or "windows-1252").lower()
    name = _ALIASES.get(name, name)
    return body.decode(name, errors="replace"), name


def _western(body: bytes) -> bool:
    """Few bytes above ASCII: accents and quotes among Latin letters, where a detector only guesses."""
    sample = body[:_GUESS_BYTES]
    high = sum(1 for byte in sample if byte >= 0x80)
    return high * 20 < len(sample)
