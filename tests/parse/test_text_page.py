from __future__ import annotations

from datetime import date

from pipeline.parse.page import parse
from pipeline.sources.raw import RawPage


def test_what_a_dump_says_of_its_page_reaches_the_page() -> None:
    body = b"---\ntitle: Hip guide\ndate: 2021-03-04\nurl: https://www.example.org/hip\n---\nBody text of the page.\n"
    page = parse(RawPage(source="hip.md", body=body, media_type="text/markdown", folder="pages"))
    assert (page.title, page.published_on, page.canonical_url) == (
        "Hip guide",
        date(2021, 3, 4),
        "https://www.example.org/hip",
    )
    assert page.site == "www.example.org"
    assert [block.text for block in page.blocks] == ["Body text of the page."]
    assert page.blocks[0].source_start == body.index(b"Body")


def test_fetched_text_is_one_page() -> None:
    article = "Knee pain\n\n" + "Knee pain is what many people feel on the stairs, and knee pain passes.\n\n" * 12

    def parts(url: str | None) -> set[int]:
        raw = RawPage(source="a.txt", body=(article * 2).encode(), media_type="text/plain", folder="x", url=url)
        return {block.part for block in parse(raw).blocks}

    assert parts("https://example.org/a") == {0}
