"""Find the exercises of one document and chart each."""

from __future__ import annotations

from pipeline.extract.exercises.accept import is_exercise
from pipeline.extract.exercises.candidates import find_units
from pipeline.extract.exercises.chart import chart, unit_claims
from pipeline.extract.exercises.steps import read_body
from pipeline.extract.found import Extraction
from pipeline.structure.document import Document
from pipeline.vocabulary.terms import Vocabulary


def extract_exercises(document: Document, vocabulary: Vocabulary) -> Extraction:
    """The exercises that a document instructs in, with their relations and the routines they form."""
    extraction = Extraction()
    for unit in find_units(document, vocabulary):
        body = read_body(document.text, unit)
        claims = unit_claims(document, unit, body)
        if is_exercise(unit, body, claims, _around(document, unit.section)):
            extraction.records.append(chart(document, vocabulary, unit, body))
    return extraction


def _around(document: Document, section: int) -> str:
    """The document's title and the headings above a section."""
    words = [document.title or ""]
    at: int | None = section
    while at is not None and 0 <= at < len(document.sections):
        words.append(document.sections[at].heading or "")
        at = document.sections[at].parent
    return "\n".join(words)
