"""Kept blocks to documents."""

from __future__ import annotations

from pipeline.clean.cleaning import Cleaning
from pipeline.dedupe.verdicts import PageVerdicts
from pipeline.parse.blocks import ParsedPage
from pipeline.structure.document import Document, Line
from pipeline.structure.kinds import set_kind
from pipeline.structure.sections import build_sections, heading_level
from pipeline.structure.topic import find_topic, set_subjects
from schemas.enums import DocumentKind, Verdict

_BY_VERDICT = {
    Verdict.HUB: DocumentKind.HUB,
    Verdict.LISTING: DocumentKind.HUB,
    Verdict.THREAD: DocumentKind.THREAD,
    Verdict.PRODUCT: DocumentKind.PRODUCT,
}

# Link characters a kept character. Articles have at most .15, pages that only lead on .4 and more.
_HUB_LINK_SHARE = 0.4


def build_documents(
    page: ParsedPage, cleaning: Cleaning, verdicts: PageVerdicts, document_ids: dict[int, str]
) -> list[Document]:
    """The documents of a page in order, one a part that has kept text; none for a byte copy of another page.

    Args:
        page: the page's blocks.
        cleaning: why blocks are dropped; a verdict that does not publish gives no documents.
        verdicts: what the compare pass drops on top of that (site templates, repeated passages).
        document_ids: part -> id, as ``document_ids`` minted them.
    """
    if verdicts.duplicate_of is not None or not cleaning.verdict.publishes:
        return []
    parts: dict[int, list[Line]] = {}
    for ordinal, (block, reason) in enumerate(zip(page.blocks, cleaning.reasons, strict=True)):
        if reason is None and ordinal not in verdicts.templates and ordinal not in verdicts.passages:
            parts.setdefault(block.part, []).append(Line(block, ordinal, 0, 0, 0))
    alone = len(document_ids) == 1
    return [
        _document(page, cleaning.verdict, part, parts[part], document_ids[part], alone)
        for part in sorted(parts)
        if part in document_ids
    ]


def _kind(verdict: Verdict, lines: list[Line], length: int) -> DocumentKind:
    """What the verdict says; else a hub where links make up much of the text, whatever the page is called."""
    known = _BY_VERDICT.get(verdict)
    if known is not None:
        return known
    linked = sum(line.block.features.link_chars for line in lines)
    return DocumentKind.HUB if linked > _HUB_LINK_SHARE * length else DocumentKind.OTHER


def _document(
    page: ParsedPage, verdict: Verdict, part: int, lines: list[Line], document_id: str, alone: bool
) -> Document:
    position = 0
    for line in lines:
        line.start, line.end = position, position + len(line.block.text)
        position = line.end + 1
    text = "\n".join(line.block.text for line in lines)
    headings = [line.block for line in lines if heading_level(line.block) is not None]
    top = next((block for block in headings if block.level == 1), None)
    title = top.text if top else (page.title if alone else None) or (headings[0].text if headings else None)
    document = Document(
        document_id=document_id,
        page_id=page.page_id,
        ordinal=part,
        title=title,
        kind=_kind(verdict, lines, len(text)),
        language=page.language,
        text=text,
        lines=lines,
        sections=build_sections(lines, len(text), page.media_type),
    )
    set_kind(document)
    find_topic(document, page.title if alone else None)
    set_subjects(document)
    return document
