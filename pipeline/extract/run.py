"""Everything that is read out of one document."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.conditions import extract_conditions
from pipeline.extract.found import Extraction, Extractor
from pipeline.extract.relations import relate
from pipeline.extract.symptoms import extract_symptoms
from pipeline.extract.treatments import extract_treatments
from pipeline.structure.document import Document
from pipeline.vocabulary.terms import Vocabulary
from schemas.enums import DocumentKind


def extract(document: Document, vocabulary: Vocabulary, extractors: Sequence[Extractor] = ()) -> Extraction:
    """Conditions, symptoms, treatments and their relations, then what further extractors find.

    A hub or a list of links names many things and states nothing of them: it gives no records.

    Args:
        document: what to read.
        vocabulary: the term table.
        extractors: further extractors, run in the order given (exercises are read by
            ``extract_exercises``).
    """
    extraction = Extraction()
    if document.kind is not DocumentKind.HUB:
        matches = vocabulary.find(document.text)
        extraction.records += extract_conditions(document, matches)
        extraction.records += extract_symptoms(document, matches)
        extraction.records += extract_treatments(document, matches)
        extraction.relations += relate(document, extraction.records)
    for extractor in extractors:
        extraction.extend(extractor.extract(document, vocabulary))
    return extraction
