"""Hard-wrapped lines back to paragraphs: which line goes on in the next one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.parse.text_lines import TextLine

MIN_WIDTH, MAX_WIDTH = 40, 130
_FULL = 0.75  # a wrapped line fills at least this share of the width
_MIN_SHARE = 0.6  # of the lines that another one follows
_MENU_CHARS = 40
_MIN_GOING_ON = 45  # a shorter line that stops without a full stop is a label, not a torn sentence
_ENDS = re.compile(r"[.!?:;…。！？][\"'”’»)\]*_]*$")
_GLUED = re.compile(r"^[,.;:)\]!?»”%]")
_BOLD_LINE = re.compile(r"(?:\*\*|__)(?=\S)[^*]+(?:\*\*|__)[:.]?$")


def wrap_width(lines: Sequence[TextLine]) -> int | None:
    """The column at which a text is hard-wrapped, or None where its lines are whole paragraphs or labels."""
    followed = [
        (line.indent + len(line.text), len(_first_word(after.text)))
        for line, after in pairwise(lines)
        if line.text and after.text and not line.hard_break
    ]
    if len(followed) < 3:
        return None
    lengths = sorted(length for length, _ in followed)
    width = lengths[(len(lengths) * 19) // 20]
    full = sum(length >= _FULL * width or length + 1 + word > width for length, word in followed)
    return width if MIN_WIDTH <= width <= MAX_WIDTH and full >= _MIN_SHARE * len(followed) else None


def join_lines(lines: Sequence[TextLine], marks: bool, width: int | None) -> list[list[TextLine]]:
    """Lines without a blank one between them, as the paragraphs they make up."""
    menu = _is_menu(lines)
    paragraphs = [[lines[0]]]
    for line, after in pairwise(lines):
        if not menu and goes_on(line, after, marks, width):
            paragraphs[-1].append(after)
        else:
            paragraphs.append([after])
    return paragraphs


def goes_on(line: TextLine, after: TextLine, marks: bool, width: int | None) -> bool:
    """Whether ``after``, right below ``line``, continues its sentence or paragraph."""
    if line.hard_break or line.page_break:
        return False
    if _GLUED.match(after.text):
        return True
    if marks:
        return not (_BOLD_LINE.match(line.text) or _BOLD_LINE.match(after.text))
    return is_wrapped(line, after, width)


def is_wrapped(line: TextLine, after: TextLine, width: int | None) -> bool:
    """Whether the first word of ``after`` would not have fitted into ``line``, or its sentence plainly goes on."""
    length = line.indent + len(line.text)
    if width is not None and length + 1 + len(_first_word(after.text)) > width:
        return True
    if _ENDS.search(line.text) or not after.text[:1].islower():
        return False
    return len(line.text) >= (_MIN_GOING_ON if width is None else 0.5 * width)


def join_text(parts: Sequence[str], whole: str) -> str:
    """Lines of a paragraph as one text; a word that was cut at a hyphen is put together again.

    ``whole`` is the text it stands in: where that uses the word without a hyphen, the hyphen goes.
    """
    text = parts[0]
    for part in parts[1:]:
        if text[-1:] == "-" and text[-2:-1].isalpha() and part[:1].islower():
            word = text[text.rfind(" ") + 1 : -1] + _first_word(part).rstrip(".,;:!?)")
            known = word in whole and re.search(rf"\b{re.escape(word)}\b", whole)
            text = (text[:-1] if known else text) + part
        elif _GLUED.match(part):
            text += part
        else:
            text += f" {part}"
    return text


def _first_word(text: str) -> str:
    return text.split(maxsplit=1)[0] if text else ""


def _is_menu(lines: Sequence[TextLine]) -> bool:
    """Three or more short lines, hardly any of them a sentence: a list of labels, one a line."""
    if len(lines) < 3 or any(len(line.text) > _MENU_CHARS for line in lines):
        return False
    return sum(bool(_ENDS.search(line.text)) for line in lines) * 5 < len(lines)
