"""Page, block and document rows: what came in, why each block was kept or dropped, and the clean text."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.clean.cleaning import Cleaning
from pipeline.dedupe.verdicts import DocumentDuplicate, PageVerdicts
from pipeline.parse.block_ids import block_ids
from pipeline.parse.blocks import ParsedPage
from pipeline.structure.document import Document as BuiltDocument
from schemas import Block, Document, Page
from schemas.enums import BlockKind, DropReason


def page_row(page: ParsedPage, cleaning: Cleaning, verdicts: PageVerdicts) -> Page:
    """The row of ``pages``."""
    return Page(
        page_id=page.page_id,
        source=page.source,
        url=page.url or page.canonical_url,
        site=page.site,
        verdict=cleaning.verdict,
        fetched_at=page.fetched_at,
        status=page.status,
        media_type=page.media_type,
        encoding=page.encoding,
        language=page.language,
        title=page.title,
        author=page.author,
        published_on=page.published_on,
        modified_on=page.modified_on,
        reviewed_on=page.reviewed_on,
        license=page.license,
        raw_sha256=page.raw_sha256,
        bytes=page.bytes,
        duplicate_of=verdicts.duplicate_of,
    )


def document_row(document: BuiltDocument, twin: DocumentDuplicate | None) -> Document:
    """The row of ``documents``; ``twin`` is the document kept in this one's place."""
    return Document(
        document_id=document.document_id,
        page_id=document.page_id,
        ordinal=document.ordinal,
        title=document.title,
        kind=document.kind,
        language=document.language,
        text=document.text,
        word_count=len(document.text.split()),
        duplicate_of=twin.duplicate_of if twin else None,
        duplicate_kind=twin.kind if twin else None,
        similarity=twin.similarity if twin else None,
    )


def block_rows(
    page: ParsedPage, cleaning: Cleaning, verdicts: PageVerdicts, documents: Sequence[BuiltDocument]
) -> list[Block]:
    """The rows of ``blocks``, one a parsed block, in order; ``heading_path`` holds the kept headings above it."""
    ids = block_ids(page.page_id, page.blocks)
    homes = {line.ordinal: document.document_id for document in documents for line in document.lines}
    rows = []
    path: list[tuple[int, str]] = []
    for ordinal, block in enumerate(page.blocks):
        reason, copy_of = _fate(ordinal, cleaning, verdicts, ids)
        heading = block.kind is BlockKind.HEADING
        level = block.level or 1
        if heading:
            path = [above for above in path if above[0] < level]
        rows.append(
            Block(
                block_id=ids[ordinal],
                page_id=page.page_id,
                document_id=homes.get(ordinal) if reason is None else None,
                ordinal=ordinal,
                kind=block.kind,
                level=block.level or None,
                text=block.text,
                heading_path=[text for _, text in path],
                kept=reason is None,
                reason=reason,
                duplicate_of=copy_of,
                source_start=block.source_start,
                source_end=block.source_end,
            )
        )
        if heading and reason is None:
            path.append((level, block.text))
    return rows


def _fate(
    ordinal: int, cleaning: Cleaning, verdicts: PageVerdicts, ids: Sequence[str]
) -> tuple[DropReason | None, str | None]:
    """Why a block is dropped, null for a kept one, and the id of the block that is kept in its place."""
    reason = cleaning.reasons[ordinal]
    if reason is not None:
        copy_of = cleaning.duplicate_of.get(ordinal)
        return reason, None if copy_of is None else ids[copy_of]
    if ordinal in verdicts.templates:
        return DropReason.SITE_TEMPLATE, None
    if ordinal in verdicts.passages:
        return DropReason.DUPLICATE, verdicts.passages[ordinal]
    # A byte copy of another page: that page has the blocks.
    return (DropReason.DUPLICATE if verdicts.duplicate_of is not None else None), None
