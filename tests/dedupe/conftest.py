"""Pages built by hand, and the whole comparison of a handful of them in one call."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from pipeline.clean.cleaning import Cleaning
from pipeline.dedupe.compare import compare_partition
from pipeline.dedupe.conclude import conclude
from pipeline.dedupe.live import write_live
from pipeline.dedupe.signature_files import write_signatures
from pipeline.dedupe.signatures import PageSignature, sign_page
from pipeline.dedupe.verdict_files import read_verdicts
from pipeline.dedupe.verdicts import PageVerdicts
from pipeline.parse.blocks import Block, ParsedPage
from schemas.enums import BlockKind, Verdict

Compare = Callable[..., dict[str, PageVerdicts]]
_MARKS = {"#": BlockKind.HEADING, "-": BlockKind.LIST_ITEM}


def block(line: str, part: int = 0) -> Block:
    """A block from one line: "# heading", "- list item", "**bold from end to end**" or a paragraph."""
    if line.startswith("**"):
        text = line.strip("*")
        return Block(BlockKind.PARAGRAPH, text, lead=len(text), part=part)
    kind = _MARKS.get(line.split(" ", 1)[0].strip("#") or "#", BlockKind.PARAGRAPH)
    if kind is BlockKind.PARAGRAPH:
        return Block(kind, line, part=part)
    mark, text = line.split(" ", 1)
    return Block(kind, text, level=len(mark), part=part, group=1 if mark == "-" else 0)


def page(name: str, lines: Sequence[str], *, site: str = "a.example", **facts: object) -> ParsedPage:
    """A parsed page of the given lines; equal lines have equal bytes."""
    raw = "\n".join(lines).encode()
    blocks = [block(line) for line in lines]
    group = 0
    for before, this in zip([None, *blocks], blocks, strict=False):
        if this.kind is BlockKind.LIST_ITEM:
            group += before is None or before.kind is not BlockKind.LIST_ITEM
            this.group = group
    return ParsedPage(
        page_id=f"page_{name}",
        source=f"{name}.html",
        site=site,
        media_type="text/html",
        encoding="utf-8",
        language="en",
        raw_sha256=hashlib.sha256(raw).hexdigest(),
        bytes=len(raw),
        blocks=blocks,
        **facts,  # type: ignore[arg-type]
    )


def cleaned(parsed: ParsedPage) -> Cleaning:
    """A cleaning that keeps every block."""
    return Cleaning(Verdict.ARTICLE, [None] * len(parsed.blocks), {})


def signed(parsed: ParsedPage) -> PageSignature:
    """The signature of a page that keeps every block and is one document."""
    return sign_page(parsed, cleaned(parsed), {0: f"doc_{parsed.page_id.removeprefix('page_')}"})


@pytest.fixture
def compare(tmp_path: Path) -> Compare:
    """Runs the whole comparison over pages: signatures in batches, partitions, verdicts."""

    def run(
        pages: Sequence[ParsedPage], *, partitions: int = 1, batch: int = 1_000, name: str = "run"
    ) -> dict[str, PageVerdicts]:
        live: list[tuple[Path, str]] = []
        for start in range(0, len(pages), batch):
            folder = tmp_path / name / f"batch-{start}"
            write_signatures([signed(one) for one in pages[start : start + batch]], folder)
            live += [(folder, one.page_id) for one in pages[start : start + batch]]
        write_live(live, tmp_path / name / "live.parquet")
        done = [
            compare_partition(tmp_path / name / "live.parquet", i, partitions, tmp_path / name / "compare")
            for i in range(partitions)
        ]
        return read_verdicts(conclude(tmp_path / name / "live.parquet", done, tmp_path / name / "verdicts.parquet"))

    return run


def moment(text: str) -> datetime:
    """A time, for pages that were fetched."""
    return datetime.fromisoformat(text)
