"""The steps up to the verdicts over folders of pages, in this process: what several benchmarks build on."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.clean.cleaning import Cleaning
from pipeline.clean.page import clean
from pipeline.dedupe.compare import compare_partition
from pipeline.dedupe.conclude import conclude
from pipeline.dedupe.live import write_live
from pipeline.dedupe.signature_files import write_signatures
from pipeline.dedupe.signatures import PageSignature, sign_page
from pipeline.dedupe.verdict_files import read_verdicts
from pipeline.dedupe.verdicts import NOTHING, PageVerdicts
from pipeline.dedupe.within import mark_repeats
from pipeline.parse.blocks import ParsedPage
from pipeline.parse.page import parse
from pipeline.sources.discover import list_sources, read_source
from pipeline.sources.refs import SourceRef
from pipeline.structure.identity import document_ids


@dataclass(slots=True)
class ComparedPage:
    """One page with its cleaning, the ids of its documents and what the compare pass says of it."""

    page: ParsedPage
    cleaning: Cleaning
    ids: dict[int, str]
    verdicts: PageVerdicts = NOTHING

    def text(self) -> str:
        """The published text: kept blocks of documents that repeat no other, one a line."""
        if self.verdicts.duplicate_of or not self.cleaning.verdict.publishes:
            return ""
        gone = self.verdicts.templates | self.verdicts.passages.keys()
        return "\n".join(
            block.text
            for i, (block, reason) in enumerate(zip(self.page.blocks, self.cleaning.reasons, strict=True))
            if reason is None and i not in gone and self.ids.get(block.part) not in self.verdicts.documents
        )


def verdicts_of(signatures: Sequence[PageSignature], partitions: int = 1) -> dict[str, PageVerdicts]:
    """The whole compare pass over signatures in a temporary folder."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_signatures(signatures, folder / "signatures")
        live = folder / "live.parquet"
        write_live([(folder / "signatures", one.page_id) for one in signatures], live)
        done = [compare_partition(live, i, partitions, folder / "compare") for i in range(partitions)]
        return read_verdicts(conclude(live, done, folder / "verdicts.parquet"))


def compare_folder(folder: Path) -> list[ComparedPage]:
    """Every page of a folder, cleaned and compared with the others; pages that cannot be read are left out."""
    pages: list[ComparedPage] = []
    for ref in list_sources([folder]):
        if isinstance(ref, SourceRef):
            page = parse(read_source(ref))
            cleaning = clean(page)
            mark_repeats(page, cleaning)
            pages.append(ComparedPage(page, cleaning, document_ids(page, cleaning)))
    verdicts = verdicts_of([sign_page(one.page, one.cleaning, one.ids) for one in pages])
    for one in pages:
        one.verdicts = verdicts.get(one.page.page_id, NOTHING)
    return pages
