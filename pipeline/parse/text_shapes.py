"""What a single line is by its shape: heading mark, bullet, number, rule, table row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from pipeline.parse.text_lines import TextLine


class Shape(Enum):
    """The shapes a line can have before its neighbours are looked at."""

    BLANK = auto()
    TEXT = auto()
    HEADING = auto()
    ITEM = auto()
    RULE = auto()
    UNDERLINE = auto()
    ROW = auto()
    FENCE = auto()
    NOTHING = auto()  # holds only what a reader does not see: an image, a link target, a comment


@dataclass(frozen=True, slots=True)
class Shaped:
    """A line with its shape. ``skip`` is the length of the mark before the content."""

    line: TextLine
    shape: Shape
    skip: int = 0
    level: int = 0
    number: int | None = None
    typed: bool = False  # the number is part of the text, not a mark


BULLETS = "•·‣◦∙▪▫●○■□◆◇❖►▸▶➤➢➔→✓✔✗✘☑★☆§¤\uf0b7\uf0a7\uf0d8⁃∘⬤🔹🔸✅▢"
# "* ", "- ", "+ ", "– ", "o "; a backslash before it means that the dump escaped what its page typed.
_BULLET = re.compile(rf"(?:[{BULLETS}]\ufe0f?\s*|\\?[*+\-–—]\s+|o\s{{2,}}|o\t)(?=\S)")
_LONE_BULLET = re.compile(rf"(?:[{BULLETS}]\ufe0f?|\\?[*+\-–—])$")
_NUMBER = re.compile(r"\(?(\d{1,3})(?:\\?[.)]|\ufe0f?\u20e3|\.\))\s+(?=\S)|(\d{1,3})\ufe0f?\u20e3\s*(?=\S)")
_LETTER = re.compile(r"\(?([a-hA-H]|i{1,3}|iv|v)\)\s+(?=\S)")
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)|(#{2,6})(?=[^\s#])")
_RULE = re.compile(r"(?:[-*_=~–—]\s*){3,}$")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,})$")
_FENCE = re.compile(r"(?:```|~~~)")
_ROW = re.compile(r"\|.*\||[^|]+\|[^|]+\|")
_ROW_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")
_NOTHING = re.compile(
    r"(?:!\[[^\[\]]*\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\s*\)\s*)+$"  # images alone
    r"|\[[^\]]+\]:\s*\S+.*$"  # a link's target
    r"|\{[:%#].*\}$|\[\[?toc\]?\]$|<!--.*-->$|:{3,}.*$",  # marks of site generators
    re.IGNORECASE,
)


def shape(line: TextLine, marks: bool) -> Shaped:
    """The shape of one line; ``marks`` tells whether Markdown signs are to be read as such."""
    text = line.text
    if not text:
        return Shaped(line, Shape.BLANK)
    if _UNDERLINE.match(text):
        return Shaped(line, Shape.UNDERLINE)
    if _RULE.match(text):
        return Shaped(line, Shape.RULE)
    if marks and _NOTHING.match(text):
        return Shaped(line, Shape.NOTHING)
    if marks and _FENCE.match(text):
        return Shaped(line, Shape.FENCE)
    if heading := _HEADING.match(text):
        return Shaped(line, Shape.HEADING, heading.end(), level=len(heading[1] or heading[2]))
    if is_row_rule(text) or (_ROW.match(text) and text.count("|") >= 2) or "\t" in text:
        return Shaped(line, Shape.ROW)
    return _item(line, marks) or Shaped(line, Shape.TEXT)


def is_row_rule(text: str) -> bool:
    """Whether a line is the ``|---|---|`` below a table's head."""
    return "|" in text and bool(_ROW_RULE.match(text))


def typed_number(text: str) -> int | None:
    """The number that begins a text ("3. Name", "3) Name"), or None."""
    match = _NUMBER.match(text)
    return int(match[1] or match[2]) if match else None


def is_lone_bullet(text: str) -> bool:
    """Whether a line is a bullet whose text was torn off to the next line."""
    return bool(_LONE_BULLET.match(text))


def _item(line: TextLine, marks: bool) -> Shaped | None:
    text = line.text
    if bullet := _BULLET.match(text):
        number = typed_number(text[bullet.end() :])
        return Shaped(line, Shape.ITEM, bullet.end(), number=number, typed=number is not None)
    if number_match := _NUMBER.match(text):
        number = int(number_match[1] or number_match[2])
        # "1\." is how a dump writes a number that its page typed; a plain one is Markdown's own mark.
        typed = not marks or "\\" in number_match[0]
        return Shaped(line, Shape.ITEM, 0 if typed else number_match.end(), number=number, typed=typed)
    if letter := _LETTER.match(text):
        return Shaped(line, Shape.ITEM, letter.end())
    return None
