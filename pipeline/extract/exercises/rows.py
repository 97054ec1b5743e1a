"""Exercises in table rows: the column of the names, and what the other columns hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.dose import Field
from pipeline.extract.exercises.labels import Part
from pipeline.extract.exercises.names import likeness, name_span
from pipeline.extract.exercises.units import Piece, Unit
from pipeline.structure.document import Document, Line
from pipeline.vocabulary.terms import Vocabulary
from schemas.enums import BlockKind

_NAME = re.compile(r"\b(?:exercise|stretch|movement|move|pose|name|упражнение|название)\b", re.I)
_COLUMNS: tuple[tuple[Field, re.Pattern[str]], ...] = (
    (Field.SETS, re.compile(r"^(?:no\.?\s+of\s+|number\s+of\s+)?(?:sets?|подход\w*)$", re.I)),
    (
        Field.REPS,
        re.compile(r"^(?:no\.?\s+of\s+|number\s+of\s+)?(?:reps?|repetitions?|повтор\w*)(?:\s+per\s+set)?$", re.I),
    ),
    (Field.HOLD, re.compile(r"^hold(?:\s+time)?(?:\s*\(?(?:in\s+)?(?:s|sec|secs|seconds)\.?\)?)?$", re.I)),
    (Field.REST, re.compile(r"^(?:rest|отдых)\b", re.I)),
    (
        Field.FREQUENCY,
        re.compile(r"^(?:frequency|how\s+often|days\s+per\s+week|times\s+per\s+(?:day|week)|частота)$", re.I),
    ),
)
_TIMETABLE = re.compile(
    r"^\s*(?:class(?:es)?|time|start|day|date|instructor|trainer|teacher|price|cost|fee|room|studio|location|level|"
    r"расписание|время|день|цена|стоимость|тренер|зал)\s*$",
    re.I,
)
_PARTS: tuple[tuple[Part, re.Pattern[str]], ...] = (
    (Part.MUSCLES, re.compile(r"\b(?:muscles?|targets?|body\s+part|area)\b", re.I)),
    (Part.EQUIPMENT, re.compile(r"\b(?:equipment|props?)\b", re.I)),
    (Part.PURPOSE, re.compile(r"\b(?:benefits?|purpose|why)\b", re.I)),
    (Part.PROGRESSION, re.compile(r"\b(?:progress\w*|variation|modification)\b", re.I)),
    (Part.POSITION, re.compile(r"\bposition\b", re.I)),
)


def row_units(document: Document, vocabulary: Vocabulary) -> Iterator[Unit]:
    """Units of table rows with at least two cells."""
    head: dict[int, Line] = {}
    for line in document.lines:
        block = line.block
        if block.kind is not BlockKind.TABLE_ROW or len(block.cells) < 2:
            continue
        if block.header:
            head[block.group] = line
            continue
        titles = _cells(head.get(block.group))
        if any(_TIMETABLE.match(title) for title in titles) and not any(column_of(title) for title in titles):
            continue
        place = next((i for i, title in enumerate(titles) if _NAME.search(title)), None)
        if place is None:
            place = 1 if len(block.cells) > 2 and re.fullmatch(r"\W*\d{0,3}\W*", _cells(line)[0]) else 0
        if place >= len(block.cells):
            continue
        start, end = (line.start + offset for offset in block.cells[place])
        start, end, number = name_span(document.text, start, end)
        if number is None and place == 1 and _cells(line)[0].strip(" .#").isdigit():
            number = int(_cells(line)[0].strip(" .#"))
        like = likeness(document.text[start:end], vocabulary)
        named = (
            bool(titles)
            and place < len(titles)
            and re.search(r"\b(?:exercise|stretch|pose|упражнение)\b", titles[place], re.I)
        )
        unit = Unit(start, end, "row", number, max(like, 1) if named else like, line.section, block.group)
        for i, (low, high) in enumerate(block.cells):
            if i != place and high > low:
                unit.pieces.append(_piece(line, low, high, titles[i] if i < len(titles) else ""))
        yield unit


def _cells(line: Line | None) -> list[str]:
    return [line.block.text[low:high] for low, high in line.block.cells] if line else []


def column_of(title: str) -> Field | None:
    """Which amount a column or row holds under this title."""
    return next((field for field, pattern in _COLUMNS if pattern.search(title.strip(" :"))), None)


def _piece(line: Line, low: int, high: int, title: str) -> Piece:
    title = title.strip(" :")
    column = column_of(title)
    part = next((part for part, pattern in _PARTS if pattern.search(title)), None)
    return Piece(line.start + low, line.start + high, part=Part.DOSE if column else part, column=column)
