"""Routines: a document's exercises in order, how long the whole takes, how often, how many rounds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.dose import Field, find_claims
from pipeline.extract.dose.numbers import AMOUNT, read_amount
from pipeline.extract.found import Found, FoundPlan
from pipeline.structure.document import Document, Section
from schemas.base import Range

_ROUTINE = (
    r"(?:routine|workout|circuit|complex|sequence|program(?:me)?|plan|flow|session|"
    r"set\s+of\s+exercises|series|regimen|комплекс\w*|программ\w+|тренировк\w+|зарядк\w+)"
)
_NAMED = re.compile(rf"\b{_ROUTINE}\b", re.I)
_EXERCISES = re.compile(r"\b(?:exercises|stretches|poses|moves|asanas|упражнени\w+|растяжк\w+)\b", re.I)
_MINUTES = re.compile(rf"(?P<a>{AMOUNT})[\s-]*(?:minutes?|mins?|минут\w*)\b", re.I)
_WHOLE = re.compile(
    rf"\b(?:whole|entire|this|the|complete|full|these|simple|quick|all|весь|этот|эти|all\s+of)\b[^.!?\n]{{0,40}}?\b(?:{_ROUTINE}|exercises|stretches)\b|\b{_ROUTINE}\b"
    r"|\b(?:whole|entire|full|complete)\s+set\b(?!\s+of)|\bdo\s+(?:the|this)\s+set\b(?!\s+of)",
    re.I,
)

_TAKES = re.compile(r"\b(?:takes?|lasts?|займ[её]т|занимает|длится)\b", re.I)
_IT_TAKES = re.compile(
    r"^\s*(?:it|this|that|он[аио]?|это)\s+(?:will\s+|should\s+|only\s+|just\s+)*(?:takes?|lasts?|займ[её]т|занимает|длится)\b",
    re.I,
)
_PART = re.compile(r"\b(?:rest|warm|per\s+exercise|each\s+exercise|hold)\b", re.I)
# "a 10-minute stretching routine": only before the exercises, for a page likes to point at other routines below them.
_LONG = re.compile(rf"\b(?:minutes?|min)[\s-]+(?:\w+\s+){{0,2}}?{_ROUTINE}", re.I)


def find_plans(document: Document, exercises: Sequence[Found]) -> list[FoundPlan]:
    """The routines of a document: one for each section that holds at least two exercises and speaks of a
    routine, or for the document where its title, an introduction or a sentence on the whole does."""
    if len(exercises) < 2:
        return []
    plans: list[FoundPlan] = []
    taken: set[int] = set()
    for section in document.sections:
        if section.heading is None or section.parent is None or not _NAMED.search(section.heading):
            continue
        inside = [
            found
            for found in exercises
            if section.start < found.mentions[0].start < section.end and id(found) not in taken
        ]
        if 2 <= len(inside) < len(exercises):
            taken |= {id(found) for found in inside}
            plans.append(FoundPlan(section.heading, inside, _values(document, section.start, section.end, inside)))
    if plans:
        return plans
    values = _values(document, 0, len(document.text), exercises)
    title = _title(document, exercises)
    if not values and not (title and (_NAMED.search(title) or _EXERCISES.search(title))):
        return []
    return [FoundPlan(title or exercises[0].name, list(exercises), values)]


def _title(document: Document, exercises: Sequence[Found]) -> str | None:
    """The heading that the exercises share: the deepest section around all of them, else the title."""
    low, high = exercises[0].mentions[0].start, exercises[-1].mentions[0].start
    around = [s for s in document.sections if s.heading and s.start < low and high < s.end and not _own(s, exercises)]
    speaking = [s.heading for s in around if s.heading and (_NAMED.search(s.heading) or _EXERCISES.search(s.heading))]
    return speaking[-1] if speaking else document.title


def _own(section: Section, exercises: Sequence[Found]) -> bool:
    """Whether a section's heading is itself the name of an exercise."""
    return any(
        section.start <= found.mentions[0].start < section.start + len(section.heading or "") for found in exercises
    )


def _values(document: Document, start: int, end: int, exercises: Sequence[Found]) -> dict[str, object]:
    """Minutes, frequency and rounds of the whole, from the sentences that speak of it."""
    first = exercises[0].mentions[0].start
    last = (first, exercises[-1].mentions[0].start)
    values: dict[str, object] = {}
    for line in document.lines:
        if line.end <= start or line.start >= end or not _WHOLE.search(line.block.text):
            continue
        spoken = False
        for piece in re.finditer(r"[^.!?\n]+[.!?]?", document.text[line.start : line.end]):
            sentence = piece.group()
            if not _WHOLE.search(sentence) and not (spoken and _IT_TAKES.match(sentence)):
                continue
            spoken = True
            minutes = _MINUTES.search(sentence)
            if (minutes and _TAKES.search(sentence) and not _PART.search(sentence)) or (
                minutes and "minutes" not in values and line.start < first and _LONG.search(sentence)
            ):
                values["minutes"] = _ends(read_amount(minutes["a"]))
            for claim in find_claims(sentence):
                if claim.field is Field.FREQUENCY and "frequency" not in values:
                    values["frequency"] = sentence[claim.start : claim.end]
    rounds = _rounds(document, start, end, last)
    if rounds is not None:
        values["rounds"] = rounds
    return values


def _rounds(document: Document, start: int, end: int, exercises: tuple[int, int]) -> dict[str, int | None] | None:
    """How many rounds, told before the first exercise or from the last one on ("Complete three rounds.")."""
    for line in document.lines:
        if line.end <= start or line.start >= end or exercises[0] < line.start < exercises[1]:
            continue
        for claim in find_claims(line.block.text):
            if claim.field is Field.ROUNDS and claim.value:
                return _ends(claim.value)
    return None


def _ends(minutes: Range) -> dict[str, int | None]:
    return {"min": minutes.min, "max": minutes.max}
