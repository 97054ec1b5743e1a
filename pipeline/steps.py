"""The two steps that work page by page, put together from the rooms.

``parse_page``: bytes -> blocks, cleaned and free of repeats within the page.
``extract_page``: blocks + the compare pass's verdicts -> documents, sections, records: the rows of one page.
"""

from __future__ import annotations

from pipeline.clean.page import clean
from pipeline.dedupe.verdicts import PageVerdicts
from pipeline.dedupe.within import mark_repeats
from pipeline.extract.exercises import extract_exercises
from pipeline.extract.found import Extraction
from pipeline.extract.ground import ground
from pipeline.extract.installed import installed_extractors
from pipeline.extract.run import extract
from pipeline.pages import CleanedPage, PageRows
from pipeline.parse.page import parse
from pipeline.rows import block_rows, document_row, page_row
from pipeline.sources.raw import RawPage
from pipeline.structure.build import build_documents
from pipeline.structure.document import Document as BuiltDocument
from pipeline.structure.identity import document_ids
from pipeline.vocabulary.terms import Vocabulary


def parse_page(raw: RawPage) -> CleanedPage:
    """Bytes to blocks, cleaned and free of repeats within the page.

    Raises:
        ParseError: the bytes are no page; the message is one line.
    """
    page = parse(raw)
    cleaning = clean(page)
    mark_repeats(page, cleaning)
    return CleanedPage(page, cleaning, document_ids(page, cleaning))


def extract_page(cleaned: CleanedPage, verdicts: PageVerdicts, vocabulary: Vocabulary) -> PageRows:
    """The rows of one page, given what the compare pass found about it."""
    page, cleaning = cleaned.page, cleaned.cleaning
    documents = build_documents(page, cleaning, verdicts, cleaned.document_ids)
    rows = PageRows(page_row(page, cleaning, verdicts))
    rows.blocks = block_rows(page, cleaning, verdicts, documents)
    for document in documents:
        twin = verdicts.documents.get(document.document_id)
        # A repeat of another document states nothing of its own: it has its text and sections, no records.
        found = _read(document, vocabulary) if twin is None else Extraction()
        grounded = ground(document, found, vocabulary)
        rows.documents.append(document_row(document, twin))
        rows.sections += grounded.sections
        rows.conditions += grounded.conditions
        rows.symptoms += grounded.symptoms
        rows.treatments += grounded.treatments
        rows.exercises += grounded.exercises
        rows.plans += grounded.plans
        rows.relations += grounded.relations
        rows.evidence += grounded.evidence
    return rows


def _read(document: BuiltDocument, vocabulary: Vocabulary) -> Extraction:
    found = extract(document, vocabulary, installed_extractors())
    found.extend(extract_exercises(document, vocabulary))
    return found
