"""Units: a title that may name an exercise, with the lines that belong to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.extract.dose import Field
from pipeline.extract.exercises.labels import Part


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text that belongs to an exercise.

    ``item`` says that it is a list item, ``part`` what a label says of it, ``column`` which amount a
    table's column holds.
    """

    start: int
    end: int
    item: bool = False
    part: Part | None = None
    column: Field | None = None


@dataclass(slots=True)
class Unit:
    """A possible exercise: its name in the text, the number before it, and its pieces in order.

    ``layout`` names the form of the page it was read from (heading, title, item, paragraph, row,
    sentence), ``group`` the list or table, ``likeness`` how much the name looks like one.
    """

    start: int
    end: int
    layout: str
    number: int | None
    likeness: int
    section: int
    group: int = 0
    level: int = 0
    pieces: list[Piece] = field(default_factory=list)
    intro: tuple[int, int] | None = None  # a line before a list that puts the reader in position
    mirrored: bool = False  # the list gives the same movement to the other side too
