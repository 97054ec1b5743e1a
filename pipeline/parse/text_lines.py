"""Text to lines that know where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]|\Z)")
_TAB = 4
# White space that str.strip knows, and the invisible characters that pages leave at the ends of lines.
_EDGES = (
    " \t\xa0\u2002\u2003\u2009\u200a\u202f\u3000\u200b\u200c\u200e\u200f\u2060\ufeff\xad"
    "\r\n\f\v\x1c\x1d\x1e\x85\u2028\u2029"
)


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line without its edges. ``start`` and ``end`` are code point offsets of ``text`` in the source.

    ``indent`` counts columns of leading white space; ``hard_break`` tells that two spaces or a backslash
    end the line, which in Markdown keeps the next line apart; ``page_break`` that a form feed ends it.
    """

    text: str
    start: int
    end: int
    indent: int
    hard_break: bool = False
    page_break: bool = False


def split_lines(text: str, start: int = 0) -> list[TextLine]:
    """The lines of ``text`` from offset ``start`` on; blank ones have an empty ``text``."""
    lines: list[TextLine] = []
    for match in _LINE.finditer(text, start):
        if match.start() == len(text) and lines:
            break
        lines.append(_line(text, match.start(), match.end()))
    return lines


def _line(text: str, begin: int, stop: int) -> TextLine:
    whole = text[begin:stop]
    left = whole.lstrip(_EDGES)
    body = left.rstrip(_EDGES)
    start = begin + len(whole) - len(left)
    indent = sum(_TAB if char == "\t" else 1 for char in whole[: len(whole) - len(left)] if char in " \t\xa0\u3000")
    tail = left[len(body) :]
    hard = tail.startswith("  ") or (body.endswith("\\") and not body.endswith("\\\\"))
    if hard and body.endswith("\\"):
        body = body[:-1].rstrip(_EDGES)
    return TextLine(body, start, start + len(body), indent, bool(body) and hard, "\f" in whole)
