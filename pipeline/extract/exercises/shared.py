"""Doses given once for several exercises: "Hold each stretch for 30 seconds", "2 sets of every exercise"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.dose import Claim, Field, find_claims, resolve
from pipeline.extract.exercises.chart import is_static, shifted, write_dose
from pipeline.extract.exercises.scope import speaks_of_all
from pipeline.extract.exercises.sentences import split_sentences
from pipeline.extract.found import Found
from pipeline.structure.document import Document

_STRETCHES = re.compile(r"\b(?:stretch(?:es)?|poses?|asanas?|holds?)\b", re.I)
_OTHER_SCOPE = re.compile(r"\b(?:routine|workout|circuit|programme?|plan|whole|entire|session|комплекс\w*)\b", re.I)
_COUNTED = (Field.REPS, Field.REPEATS, Field.SETS, Field.HOLD, Field.DURATION, Field.REST, Field.FREQUENCY)


@dataclass(frozen=True, slots=True)
class SharedDose:
    """Claims that hold for exercises from ``start`` on in ``scope`` (offsets of the section around them)."""

    start: int
    scope: tuple[int, int]
    claims: tuple[Claim, ...]
    stretches: bool  # the words speak of stretches or poses, not of exercises of all kinds


def shared_doses(document: Document) -> list[SharedDose]:
    """Every stretch of a paragraph that gives a dose for several exercises."""
    found: list[SharedDose] = []
    for line in document.lines:
        if not speaks_of_all(line.block.text):
            continue
        sentences = split_sentences(document.text, line.start, line.end)
        opened = False
        claims: list[Claim] = []
        for sentence in sentences:
            opened = opened or speaks_of_all(sentence.text)
            if opened and not (_OTHER_SCOPE.search(sentence.text) and not speaks_of_all(sentence.text)):
                claims += [shifted(claim, sentence.start) for claim in find_claims(sentence.text)]
        if any(claim.field in _COUNTED for claim in claims):
            section = document.sections[line.section] if document.sections else None
            scope = (section.start, section.end) if section else (0, len(document.text))
            found.append(SharedDose(line.start, scope, tuple(claims), bool(_STRETCHES.search(line.block.text))))
    return found


def apply_shared(document: Document, exercises: Sequence[Found]) -> None:
    """Fill the open dose columns of the exercises that a shared dose reaches: those after it in its section,
    else those before it there, else all of the document that stand after it."""
    for dose in shared_doses(document):
        reached = _reached(document, dose, exercises)
        stretches = [found for found in reached if is_static(found.name)]
        if dose.stretches and stretches:
            reached = stretches
        for found in reached:
            write_dose(found, resolve(document.text, dose.claims), shared=True)


def _reached(document: Document, dose: SharedDose, exercises: Sequence[Found]) -> list[Found]:
    places = [(found, found.mentions[0].start) for found in exercises]
    inside = [found for found, place in places if dose.start < place < dose.scope[1]]
    inside = inside or [found for found, place in places if dose.scope[0] <= place < dose.start]
    if inside:
        return inside
    # A section of its own before the exercises' sections: they must follow at once.
    starts = sorted({section.start for section in document.sections if section.start >= dose.scope[1]})[:2]
    after = [found for found, place in places if place > dose.start]
    near = after and starts and after[0].mentions[0].start <= (starts[1] if len(starts) > 1 else len(document.text))
    return after if near and after[0].mentions[0].rule in ("exercise-heading", "exercise-title") else []
