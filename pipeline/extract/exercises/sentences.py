"""Sentences of instructions, with offsets. Unlike prose, they start in lower case and end in "10 sec."."""

from __future__ import annotations

import re
from dataclasses import dataclass

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|approx|sec|secs|min|mins|vs|dr|mr|mrs|ms|st|etc|fig|no|ex|incl|max|reps?|lbs?|ft|in|cm|kg|см|сек|мин|т\.е|т\.д|т\.п|др|рис|напр)|\b[a-z]\.[a-z]|^\d{1,2}|\s\d{1,2})$",
    re.I,
)
_OPEN = re.compile(r"\b(?:approx|e\.g|i\.e|vs|dr|mr|mrs|ms|st|fig|no|рис|т\.е|напр)$", re.I)
_GOES_ON = re.compile(r"\s+[a-zа-яё(]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text`` is the document's text from ``start`` to ``end``, its stop included."""

    start: int
    end: int
    text: str


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[Sentence]:
    """Sentences of ``text[start:end]`` in order, white space trimmed, offsets into ``text``."""
    end = len(text) if end is None else end
    found: list[Sentence] = []
    begin = start
    for match in _END.finditer(text, start, end):
        if match.group().startswith(".") and len(match.group()) == 1:
            before = text[begin : match.start()]
            if _OPEN.search(before) or (
                _ABBREVIATION.search(before)
                and (_GOES_ON.match(text, match.end(), end) or (before[-1:].isdigit() and len(before.strip()) <= 2))
            ):
                continue
        _append(found, text, begin, match.end())
        begin = match.end()
    _append(found, text, begin, end)
    return found


def _append(found: list[Sentence], text: str, start: int, end: int) -> None:
    """Add the trimmed stretch unless it holds no letter or digit."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if any(char.isalnum() for char in text[start:end]):
        found.append(Sentence(start, end, text[start:end]))
