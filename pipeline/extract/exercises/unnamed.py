"""Lists of movements without names: "Try these movements:" and one instruction an item, which is its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.exercises.instructions import Role, role_of
from pipeline.extract.exercises.sentences import split_sentences
from pipeline.extract.exercises.units import Piece, Unit
from pipeline.structure.document import Document, Line
from pipeline.vocabulary.terms import Vocabulary
from schemas.enums import BlockKind

_SEVERAL = re.compile(
    r"\b(?:these|following|some|a\s+few|simple|gentle)\s+(?:\w+\s+){0,2}?(?:exercises|movements|stretches|moves)\b"
    r"|\b(?:exercises|movements|stretches|moves)\s+(?:such\s+as|like|include|to\s+try|are|for|you\s+can)\b|\b(?:эти|следующие|такие)\s+(?:упражнения|движения)\b",
    re.I,
)
_IN_SEQUENCE = re.compile(
    r"^\s*(?:then|next|now|slowly\s+return|return|repeat|hold|switch|relax|release|keep|finally|lower|rest|breathe|do\s+this)\b|\b(?:repeat|hold\s+for|the\s+(?:exercise|stretch|position))\b",
    re.I,
)
_MAX_WORDS = 16


def unnamed_units(document: Document, vocabulary: Vocabulary) -> Iterator[Unit]:
    """Units of lists in which every item is one whole movement, below words that speak of several."""
    del vocabulary
    run: list[int] = []
    for index, line in enumerate([*document.lines, None]):
        if line is not None and line.block.kind is BlockKind.LIST_ITEM:
            run.append(index)
            continue
        if len(run) >= 2:
            yield from _units(document, run)
        run = []


def _units(document: Document, run: Sequence[int]) -> Iterator[Unit]:
    lines = [document.lines[index] for index in run]
    before = document.lines[max(run[0] - 2, 0) : run[0]]
    if not any(_SEVERAL.search(line.block.text) for line in before) or not all(_whole(line) for line in lines):
        return
    # A line such as "While standing:" between the words and the list puts the reader in position.
    intro = before[-1] if before and len(before[-1].block.text) < 60 else None
    texts = [line.block.text.lower() for line in lines]
    for line in lines:
        end = line.end - 1 if line.block.text[-1] in ".;," else line.end
        pieces = [Piece(line.start, line.end, item=True)]
        yield Unit(
            line.start,
            end,
            "unnamed",
            line.block.number,
            1,
            line.section,
            line.block.group,
            pieces=pieces,
            intro=_span(intro),
            mirrored=_mirror(line.block.text.lower()) in texts,
        )


def _mirror(text: str) -> str | None:
    """The same movement to the other side; null where the text names no side."""
    other = re.sub(r"\b(?:left|right)\b", lambda match: "left" if match[0] == "right" else "right", text)
    return other if other != text else None


def _span(line: Line | None) -> tuple[int, int] | None:
    return (line.start, line.end) if line else None


def _whole(line: Line) -> bool:
    """Whether an item is one instruction that does not lean on the ones before it."""
    text = line.block.text
    return (
        len(text.split()) <= _MAX_WORDS
        and len(split_sentences(text)) == 1
        and role_of(text) is Role.MOVE
        and not _IN_SEQUENCE.search(text)
        and not line.block.lead
    )
