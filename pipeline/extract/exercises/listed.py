"""Lists whose items are names of exercises, with a dose for each or one for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.dose import COUNTED, Field, find_claims
from pipeline.extract.exercises.instructions import Role, role_of
from pipeline.extract.exercises.names import TEASER, headed, known, likeness, name_span
from pipeline.extract.exercises.units import Piece, Unit
from pipeline.structure.document import Document, Line
from pipeline.vocabulary.terms import Vocabulary
from schemas.enums import BlockKind

_NAME_END = re.compile(r"\s*(?:[:.!?;–—]|,|\(|\s-\s|\s+(?=[x×]?\s*\d|перерыв|отдых|rest\b)|$)", re.I)
_PAIR = re.compile(
    r"\s+(?:alternating\s+with|alternated\s+with|super-?set(?:ted)?\s+with|paired\s+with|чередуя\s+с)\s+", re.I
)
_FOR_ALL = re.compile(r"\b(?:each|every|all|these|both|following|per\s+exercise|кажд\w+|все|всех)\b", re.I)


@dataclass(slots=True)
class _Item:
    line: Line
    names: list[tuple[int, int]]
    rest: int  # where the words after the name begin

    @property
    def dosed(self) -> bool:
        """Whether anything in the item counts."""
        return any(claim.field in COUNTED or claim.field is Field.REST for claim in find_claims(self.line.block.text))


def listed_units(document: Document, vocabulary: Vocabulary) -> Iterator[Unit]:
    """Units of every list of names that comes with counts."""
    run: list[int] = []
    for index, line in enumerate([*document.lines, None]):
        if (
            line is not None
            and line.block.kind is BlockKind.LIST_ITEM
            and (not run or document.lines[run[-1]].block.group == line.block.group)
        ):
            run.append(index)
            continue
        if run:
            yield from _units(document, vocabulary, run)
        run = [index] if line is not None and line.block.kind is BlockKind.LIST_ITEM else []


def _units(document: Document, vocabulary: Vocabulary, run: Sequence[int]) -> Iterator[Unit]:
    text = document.text
    items = [_read(document, vocabulary, document.lines[index]) for index in run]
    named = [i for i, item in enumerate(items) if item.names]
    if not named or any(item.names and not item.dosed and role_of(item.line.block.text) is Role.MOVE for item in items):
        return
    dosed_apart = any(items[i + 1].dosed and not items[i + 1].names for i in named[:-1])
    shared = [] if dosed_apart else _shared(document, run, items, named)
    for place, i in enumerate(named):
        item = items[i]
        until = named[place + 1] if place + 1 < len(named) else len(items)
        own = [other.line for other in items[i + 1 : until] if other.dosed]
        if len(own) < until - i - 1 or (len(own) and until == len(items) and shared):
            own = []
        rest = item.rest
        while rest < item.line.end and text[rest] in " ,;:.–—-":
            rest += 1
        if TEASER.match(text, rest, item.line.end):
            continue
        pieces = [Piece(rest, item.line.end)] if item.rest < item.line.end and item.dosed else []
        pieces += [Piece(line.start, line.end, item=True) for line in own] or ([] if pieces else shared)
        if not any(_counts(text, piece) for piece in pieces):
            continue
        for start, end in item.names:
            like = likeness(text[start:end], vocabulary)
            yield Unit(
                start,
                end,
                "listed",
                item.line.block.number,
                like,
                item.line.section,
                item.line.block.group,
                pieces=list(pieces),
            )


def _read(document: Document, vocabulary: Vocabulary, line: Line) -> _Item:
    """The names that an item begins with, and whether anything in it counts."""
    text = document.text
    names: list[tuple[int, int]] = []
    rest = line.start
    pair = _PAIR.search(text, line.start, line.end)
    for begin in (line.start, pair.end()) if pair else (line.start,):
        start = begin
        stop = pair.start() if pair and begin == line.start else line.end
        for _ in range(2):  # "Calves: heel raises, rest 1 min" names a part of the body first
            cut = _NAME_END.search(text, start, stop)
            low, high, _number = name_span(text, start, cut.start() if cut and cut.start() > start else stop)
            name = text[low:high]
            if (
                (headed(name) or known(name, vocabulary))
                and likeness(name, vocabulary) == 2
                and len(name.split()) <= 12
            ):
                names.append((low, high))
                rest = high
                break
            start = cut.end() if cut else stop
    if pair and len(names) != 2:
        names = []
    return _Item(line, names, rest)


def _shared(document: Document, run: Sequence[int], items: Sequence[_Item], named: Sequence[int]) -> list[Piece]:
    """The pieces that hold for all names: dose items after the last name, else a line before or after the list."""
    last = items[named[-1] + 1 :]
    if len(named) >= 2 and last and len(last) <= 3 and all(item.dosed for item in last):
        return [Piece(item.line.start, item.line.end, item=True) for item in last]
    if len(named) < 2 or len(named) < len(items):
        return []
    for index in (run[0] - 1, run[-1] + 1):
        if 0 <= index < len(document.lines):
            line = document.lines[index]
            counted = any(claim.field in COUNTED for claim in find_claims(line.block.text))
            if (
                counted
                and _FOR_ALL.search(line.block.text)
                and line.block.kind is not BlockKind.HEADING
                and len(line.block.text) < 300
            ):
                return [Piece(line.start, line.end)]
    return []


def _counts(text: str, piece: Piece) -> bool:
    return any(
        claim.field in COUNTED or claim.field is Field.REST for claim in find_claims(text[piece.start : piece.end])
    )
