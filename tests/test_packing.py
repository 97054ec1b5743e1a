from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime

from pipeline.clean.cleaning import Cleaning
from pipeline.packing import pack, unpack
from pipeline.pages import CleanedPage
from pipeline.parse.blocks import Block, Features, ParsedPage, Regions
from schemas.enums import BlockKind, DropReason, HeadingSource, Verdict

BLOCKS = [
    Block(
        kind=BlockKind.TABLE_ROW,
        text="Hold\t10 s ¾ 🦵",
        level=2,
        list_kind="ol",
        number=3,
        lead=4,
        cells=((0, 4), (5, 13)),
        header=True,
        group=7,
        part=1,
        source_start=11,
        source_end=30,
        heading_source=HeadingSource.LINE_SHAPE,
        features=Features(link_chars=7, links=2, region=0),
    ),
    Block(kind=BlockKind.PARAGRAPH, text="Call us."),
]
PAGE = ParsedPage(
    page_id="page_1",
    source="a.html",
    site="clinic.example",
    media_type="text/html",
    encoding="utf-8",
    language="en",
    raw_sha256="0" * 64,
    bytes=10,
    blocks=BLOCKS,
    url="https://clinic.example/a",
    canonical_url="https://clinic.example/a",
    status=200,
    fetched_at=datetime(2024, 5, 1, 12, 30, 1, 7, tzinfo=UTC),
    title="A",
    author="B",
    published_on=date(2024, 1, 2),
    modified_on=date(2024, 1, 3),
    reviewed_on=date(2024, 1, 4),
    license="CC0",
    regions=Regions([-1], [0], [0], [0], [0], [False], [False]),
    types=("Article",),
)
CLEANED = CleanedPage(PAGE, Cleaning(Verdict.SEVERAL, [None, DropReason.CONTACT], {1: 0}), {0: "doc_0", 1: "doc_1"})


def test_what_is_packed_comes_back_but_for_the_cleaners_evidence() -> None:
    blocks = [replace(block, features=Features(link_chars=block.features.link_chars)) for block in BLOCKS]
    assert unpack(pack(CLEANED)) == replace(CLEANED, page=replace(PAGE, blocks=blocks, regions=Regions(), types=()))


def test_the_page_of_this_test_sets_every_field() -> None:
    for value in (PAGE, BLOCKS[0]):
        empty = [f.name for f in fields(value) if getattr(value, f.name) in (None, 0, (), [], "")]
        assert empty == []


def test_enums_come_back_as_enums() -> None:
    back = unpack(pack(CLEANED))
    assert type(back.page.blocks[0].kind) is BlockKind
    assert type(back.page.blocks[0].heading_source) is HeadingSource
    assert type(back.cleaning.reasons[1]) is DropReason
    assert type(back.cleaning.verdict) is Verdict


def test_nulls_stay_null() -> None:
    bare = ParsedPage("p", "s", "x", "text/html", "utf-8", "und", "0" * 64, 0, [])
    cleaned = CleanedPage(bare, Cleaning(Verdict.EMPTY, [], {}), {})
    assert unpack(pack(cleaned)) == cleaned
