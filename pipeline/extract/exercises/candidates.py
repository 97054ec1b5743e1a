"""Walk the lines of a document and gather the units that may be exercises."""

from __future__ import annotations

from pipeline.extract.exercises.instructions import Role, role_of
from pipeline.extract.exercises.labels import Part, heading_label, inline_label
from pipeline.extract.exercises.leads import lead_of
from pipeline.extract.exercises.names import TEASER, likeness, name_span
from pipeline.extract.exercises.rows import column_of, row_units
from pipeline.extract.exercises.sentences import split_sentences
from pipeline.extract.exercises.titles import is_title
from pipeline.extract.exercises.units import Piece, Unit
from pipeline.structure.document import Document, Line
from pipeline.vocabulary.terms import Vocabulary
from schemas.enums import BlockKind

MAX_PIECES = 60
_NAMING = 5  # words; a longer phrase that commands is an instruction, not a name


class _Walk:
    """The state of one walk: the open title's unit, the open item's unit, the label in force."""

    def __init__(self, document: Document, vocabulary: Vocabulary) -> None:
        self.document = document
        self.vocabulary = vocabulary
        self.units: list[Unit] = []
        self.title: Unit | None = None
        self.item: Unit | None = None
        self.item_level = 0
        self.part: Part | None = None

    def line(self, index: int) -> None:
        line = self.document.lines[index]
        if is_title(self.document, index):
            self._open_title(line)
            return
        if not self._open_item(line):
            self._append(line)

    def _open_title(self, line: Line) -> None:
        block = line.block
        level = block.level or 7 if block.kind is BlockKind.HEADING else 8
        part = heading_label(block.text)
        if part and self.title is not None and level >= self.title.level:
            self.part, self.item = part, None
            return
        start, end, number = name_span(self.document.text, line.start, line.end)
        layout = "heading" if block.kind is BlockKind.HEADING else "title"
        like = likeness(self.document.text[start:end], self.vocabulary)
        self.title = Unit(
            start, end, layout, number if number is not None else block.number, like, line.section, block.group, level
        )
        self.item, self.part = None, None
        self.units.append(self.title)

    def _open_item(self, line: Line) -> bool:
        """Open a unit of its own for a line that leads with a name and goes on with instructions or a dose."""
        block = line.block
        if block.kind not in (BlockKind.LIST_ITEM, BlockKind.PARAGRAPH, BlockKind.OTHER, BlockKind.DEFINITION):
            return False
        lead = lead_of(line)
        if lead is None:
            return False
        start, end, number = name_span(self.document.text, line.start + lead[0], line.start + lead[1])
        name = self.document.text[start:end]
        like = likeness(name, self.vocabulary)
        if like == 0 or (like == 1 and (role_of(name) in (Role.MOVE, Role.INSTRUCTION) or not block.lead)):
            return False
        if self.title is not None and self.title.likeness == 2 and like == 1:
            return False
        rest = line.start + lead[2]
        if TEASER.match(self.document.text, rest, line.end):
            return False
        first = split_sentences(self.document.text, rest, line.end)[:3]
        if not any(role_of(sentence.text) in (Role.MOVE, Role.INSTRUCTION) for sentence in first) and like < 2:
            return False
        role = role_of(name)
        if (role is Role.MOVE or (role is Role.INSTRUCTION and len(name.split()) > _NAMING)) and not block.lead:
            return False
        layout = "item" if block.kind is BlockKind.LIST_ITEM else "paragraph"
        self.item = Unit(
            start, end, layout, number if number is not None else block.number, like, line.section, block.group
        )
        self.item_level = block.level or 1
        self.units.append(self.item)
        end = line.end - (
            1 if self.document.text[line.end - 1] == ")" and "(" not in self.document.text[rest : line.end] else 0
        )
        self.item.pieces.append(Piece(rest, end, item=False))
        return True

    def _append(self, line: Line) -> None:
        """Give a line to the open unit."""
        block = line.block
        if block.kind is BlockKind.TABLE_ROW and len(block.cells) > 1:
            self._append_row(line)
            return
        unit = self.title
        if self.item is not None:
            nested = block.kind is BlockKind.LIST_ITEM and (
                (block.level or 1) > self.item_level or self.item.layout == "paragraph"
            )
            if self.item.layout == "paragraph" or nested:
                unit = self.item
            else:
                self.item = None
        if unit is None or len(unit.pieces) >= MAX_PIECES:
            return
        part, start = self.part, line.start
        label = inline_label(block.text)
        if label is not None:
            part, start = label[0], line.start + label[1]
            if start >= line.end:
                self.part = part
                return
        unit.pieces.append(Piece(start, line.end, block.kind is BlockKind.LIST_ITEM, part))

    def _append_row(self, line: Line) -> None:
        """Give the open title a table row that is a label and its value ("Repetitions | 3 sets of 10")."""
        first, *values = line.block.cells
        label = heading_label(line.block.text[first[0] : first[1]])
        if self.title is None or label is None or len(values) != 1 or len(self.title.pieces) >= MAX_PIECES:
            return
        (low, high) = values[0]
        column = column_of(line.block.text[first[0] : first[1]])
        self.title.pieces.append(Piece(line.start + low, line.start + high, part=label, column=column))


def find_units(document: Document, vocabulary: Vocabulary) -> list[Unit]:
    """The units of titles, leading names and table rows, in order of the text."""
    walk = _Walk(document, vocabulary)
    for index in range(len(document.lines)):
        walk.line(index)
    units = [*walk.units, *row_units(document, vocabulary)]
    return sorted(units, key=lambda unit: (unit.start, unit.end))
