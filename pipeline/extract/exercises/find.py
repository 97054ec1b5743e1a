"""Find the exercises of one document and chart each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.dose import Claim
from pipeline.extract.exercises.accept import could_be, fits_between, is_exercise
from pipeline.extract.exercises.candidates import find_units
from pipeline.extract.exercises.chart import chart, unit_claims
from pipeline.extract.exercises.gate import may_hold_exercises
from pipeline.extract.exercises.listed import listed_units
from pipeline.extract.exercises.position import position_by_title
from pipeline.extract.exercises.prose import prose_units
from pipeline.extract.exercises.purposes import find_purposes
from pipeline.extract.exercises.references import resolve_references
from pipeline.extract.exercises.shared import apply_shared
from pipeline.extract.exercises.steps import Body, read_body
from pipeline.extract.exercises.units import Unit
from pipeline.extract.exercises.unnamed import unnamed_units
from pipeline.extract.found import Extraction
from pipeline.extract.plans import find_plans
from pipeline.structure.document import Document
from pipeline.vocabulary.terms import Vocabulary

_TITLED = ("heading", "title", "item", "paragraph", "row")
_SURE = 3  # exercises of one form that vouch for what stands among them


@dataclass(slots=True)
class _Accepted:
    unit: Unit
    body: Body
    claims: list[Claim]


def extract_exercises(document: Document, vocabulary: Vocabulary) -> Extraction:
    """The exercises that a document instructs in, with their relations and the routines they form."""
    extraction = Extraction()
    if not may_hold_exercises(document.text):
        return extraction
    for accepted in _accepted(document, vocabulary):
        extraction.records.append(chart(document, vocabulary, accepted.unit, accepted.body, accepted.claims))
    exercises = list(extraction.records)
    if not exercises:
        return extraction
    apply_shared(document, exercises)
    resolve_references(document.text, exercises)
    position_by_title(document, exercises)
    conditions, relations = find_purposes(document, vocabulary, exercises)
    extraction.records += conditions
    extraction.relations += relations
    extraction.plans += find_plans(document, exercises)
    return extraction


def _accepted(document: Document, vocabulary: Vocabulary) -> list[_Accepted]:
    """The units that are exercises: titled ones first, then lists of names, then running text outside of both."""
    kept = _check(document, find_units(document, vocabulary))
    listed = _check(document, list(listed_units(document, vocabulary)))
    taken = {other.unit.start for other in kept if other.body.moves}
    listed = [other for other in listed if other.unit.start not in taken]
    for unit in [other.unit for other in kept]:
        inside = sum(piece.start <= other.unit.start < piece.end for piece in unit.pieces for other in listed)
        if inside >= 2:
            kept = [other for other in kept if other.unit is not unit]
    names = {_normal(document, other.unit) for other in kept}
    starts = {other.unit.start for other in kept}
    kept += [other for other in listed if other.unit.start not in starts and _normal(document, other.unit) not in names]
    spans = [(piece.start, piece.end) for other in kept for piece in other.unit.pieces]
    names = {_normal(document, other.unit) for other in kept}
    further = [*unnamed_units(document, vocabulary), *prose_units(document, vocabulary)]
    for other in _check(document, further):
        if _normal(document, other.unit) not in names and not any(
            low <= other.unit.start < high for low, high in spans
        ):
            names.add(_normal(document, other.unit))
            kept.append(other)
    return sorted(kept, key=lambda other: (other.unit.start, other.unit.end))


def _check(document: Document, units: list[Unit]) -> list[_Accepted]:
    found = []
    doubtful: list[_Accepted] = []
    for unit in units:
        if unit.likeness == 0:
            continue
        body = read_body(document.text, unit)
        if could_be(unit, body):
            claims = unit_claims(document, unit, body)
            if is_exercise(unit, body, claims, _around(document, unit.section)):
                found.append(_Accepted(unit, body, claims))
                continue
        if unit.layout in _TITLED and fits_between(body):
            doubtful.append(_Accepted(unit, body, []))
    for other in _between(doubtful, found):
        other.claims = unit_claims(document, other.unit, other.body)
        found.append(other)
    return found


def _between(doubtful: list[_Accepted], sure: list[_Accepted]) -> list[_Accepted]:
    """The doubtful units that stand among at least three sure ones of their form, and are fewer than those."""
    found: list[_Accepted] = []
    for form in sorted({_form(other.unit) for other in doubtful}):
        places = [other.unit.start for other in sure if _form(other.unit) == form]
        inside = [other for other in doubtful if _form(other.unit) == form and places]
        inside = [other for other in inside if places[0] < other.unit.start < places[-1]]
        if len(places) >= _SURE and len(inside) < len(places):
            found += inside
    return found


def _form(unit: Unit) -> tuple[str, int]:
    return unit.layout, unit.level


def _normal(document: Document, unit: Unit) -> str:
    """The name in one form, plural and hyphens aside."""
    words = re.findall(r"\w+", document.text[unit.start : unit.end].lower())
    return " ".join(word.removesuffix("s") for word in words)


def _around(document: Document, section: int) -> str:
    """The document's title and the headings above a section."""
    words = [document.title or ""]
    at: int | None = section
    while at is not None and 0 <= at < len(document.sections):
        words.append(document.sections[at].heading or "")
        at = document.sections[at].parent
    return "\n".join(words)
