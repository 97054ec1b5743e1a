"""A name at the head of a line, with its instructions in the same line: "Bridge: lie on your back ..."."""

from __future__ import annotations

import re

from pipeline.extract.exercises.labels import inline_label
from pipeline.structure.document import Line

_COLON = re.compile(r"^(?P<name>[^:.;!?\n]{2,70}?)\s*(?::|\s[–—-])\s+(?P<rest>\S)")
_STOP = re.compile(r"^(?P<name>[^:.;!?,\n]{2,50}?)[.!]\s+(?P<rest>\S)")
_NUMBERED = re.compile(r"^\s*(?:exercise|stretch|move|pose|упражнение)\s+(?:№\s*)?\d{1,2}\s*[:.–—-]\s*", re.I)
_PARENTHESIS = re.compile(r"^(?P<name>[^(:.;]{3,60}?)\s*\((?P<rest>[^)]{6,})\)\s*\.?$")


def lead_of(line: Line) -> tuple[int, int, int] | None:
    """Name start, name end and where the rest begins, as offsets into the line; null without a lead."""
    text = line.block.text
    if inline_label(text):
        return None
    lead = line.block.lead
    if (
        2 < lead < len(text)
        and len(text[:lead].split()) <= 12
        and (text[lead - 1] in ".:–—-" or text[lead:].lstrip()[:1] in ":–—-." or text[lead:].lstrip()[:1].isupper())
    ):
        rest = lead + len(text[lead:]) - len(text[lead:].lstrip(" :–—-.*"))
        if rest < len(text):
            return 0, lead, rest
    numbered = _NUMBERED.match(text)
    start = numbered.end() if numbered else 0
    for pattern in (_COLON, _PARENTHESIS, _STOP):
        match = pattern.match(text[start:])
        if match:
            begin = 0 if numbered else match.start("name")  # the name's reader takes the number off
            return begin, start + match.end("name"), start + match.start("rest")
    return None
