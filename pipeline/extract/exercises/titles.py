"""Lines that title what follows: headings, bold lines, and short lines above instructions."""

from __future__ import annotations

import re

from pipeline.extract.exercises.instructions import Role, role_of
from pipeline.extract.exercises.labels import inline_label
from pipeline.extract.exercises.sentences import split_sentences
from pipeline.structure.document import Document, Line
from schemas.enums import BlockKind

_TITLE_NUMBER = re.compile(r"^\s*(?:exercise\s+|stretch\s+)?#?\d{1,2}\s*[.):]\s+\S", re.I)


def is_title(document: Document, index: int) -> bool:
    """Whether a line stands above other lines as their title."""
    line = document.lines[index]
    block = line.block
    if block.kind is BlockKind.HEADING:
        return True
    if block.kind in (BlockKind.TABLE_ROW, BlockKind.CAPTION) or index + 1 >= len(document.lines):
        return False
    text = block.text
    if len(text) > 80 or len(text.split()) > 10 or (text.rstrip()[-1:] in ".!?;,…" and not _is_bold(line)):
        return False
    if inline_label(text) or not any(char.isalpha() for char in text):
        return False
    if text.rstrip().endswith(":") and role_of(text) is Role.INSTRUCTION:
        return False  # "Follow these steps:" leads into a list
    following = document.lines[index + 1].block
    if _is_bold(line) and block.kind is not BlockKind.LIST_ITEM:
        return True
    if block.kind is BlockKind.LIST_ITEM:
        nested = following.kind is BlockKind.LIST_ITEM and (following.level or 1) > (block.level or 1)
        numbered = block.number is not None and following.kind is not BlockKind.LIST_ITEM and bool(text)
        return (nested or numbered) and role_of(text) is not Role.MOVE
    if block.kind is BlockKind.DEFINITION:
        return block.header
    if role_of(text) is Role.MOVE and not _TITLE_NUMBER.match(text):
        return False
    return _instructs(document.lines[index + 1])


def _is_bold(line: Line) -> bool:
    return line.block.lead >= len(line.block.text.rstrip(" .:")) > 0


def _instructs(line: Line) -> bool:
    """Whether a line opens with an instruction or a label."""
    text = line.block.text
    if inline_label(text):
        return True
    return any(role_of(sentence.text) in (Role.MOVE, Role.INSTRUCTION) for sentence in split_sentences(text)[:3])
