"""The whole comparison over a handful of pages."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from pipeline.dedupe.verdicts import NOTHING
from schemas.enums import DuplicateKind
from tests.dedupe.conftest import Compare, page

WORDS = [
    a + b for a in ("ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "za") for b in ("ba", "ke", "li", "mo", "nu")
]


def prose(seed: str, words: int = 120) -> str:
    chosen = random.Random(seed)
    return " ".join(chosen.choice(WORDS) for _ in range(words)) + "."


def test_a_byte_copy_points_to_the_oldest_fetch(compare: Compare) -> None:
    lines = [prose("one")]
    found = compare(
        [
            page("a", lines),
            page("b", lines, fetched_at=datetime(2024, 5, 2, tzinfo=UTC)),
            page("c", lines, fetched_at=datetime(2024, 5, 1, tzinfo=UTC)),
            page("d", [prose("two")]),
        ]
    )
    assert {key: one.duplicate_of for key, one in found.items()} == {"page_a": "page_c", "page_b": "page_c"}


def test_the_page_that_names_itself_canonical_is_kept(compare: Compare) -> None:
    lines = [prose("one")]
    home = "https://a.example/back-pain"
    found = compare(
        [
            page("a", lines, url=home + "?print=1", canonical_url=home),
            page("b", lines, url=home, canonical_url=home, fetched_at=datetime(2024, 5, 2, tzinfo=UTC)),
        ]
    )
    assert {key: one.duplicate_of for key, one in found.items()} == {"page_a": "page_b"}


@pytest.mark.parametrize("pages", [3, 12])
def test_a_line_on_every_page_of_a_site_is_template_and_shared_headings_are_not(compare: Compare, pages: int) -> None:
    footer = "The advice given here is general and no substitute for the care of your own physician."
    found = compare(
        [page(f"{i:02d}", [f"# Topic {prose(str(i), 2)}", "# Symptoms", prose(str(i)), footer]) for i in range(pages)]
    )
    assert all(found[f"page_{i:02d}"].templates == {3} for i in range(pages))


def test_a_template_that_differs_in_a_date_and_a_count_is_one(compare: Compare) -> None:
    found = compare(
        [
            page(
                str(i),
                [prose(str(i)), f"Last checked by our medical board on {i + 3} March 2024, read {i}41 times so far."],
            )
            for i in range(5)
        ]
    )
    assert all(one.templates == {1} for one in found.values())


def test_two_pages_are_no_site(compare: Compare) -> None:
    footer = "The advice given here is general and no substitute for the care of your own physician."
    assert compare([page(str(i), [prose(str(i)), footer]) for i in range(2)]) == {}


def test_a_lightly_edited_copy_on_another_site_is_near(compare: Compare) -> None:
    text = prose("one", 300).split(" ")
    edited = [word if i % 20 else f"changed{i}" for i, word in enumerate(text)]
    found = compare(
        [
            page("a", [" ".join(text)], site="a.example"),
            page("b", [" ".join(edited)], site="b.example"),
            page("c", [prose("two", 300)], site="c.example"),
        ]
    )
    assert set(found) == {"page_b"}
    verdict = found["page_b"].documents["doc_b"]
    assert (verdict.duplicate_of, verdict.kind) == ("doc_a", DuplicateKind.NEAR)
    assert 0.6 < verdict.similarity < 0.95


def test_a_passage_inside_two_documents_is_kept_once(compare: Compare) -> None:
    quote = prose("quote", 60)
    found = compare(
        [
            page("a", [prose("one", 300), quote], site="a.example"),
            page("b", [quote, prose("two", 300)], site="b.example"),
        ]
    )
    assert set(found) == {"page_b"}
    assert set(found["page_b"].passages) == {0}
    assert found["page_b"].documents == {}


def test_no_pages_no_verdicts(compare: Compare) -> None:
    assert compare([]) == {}


def test_order_batches_and_partitions_change_no_verdict(compare: Compare) -> None:
    footer = "The advice given here is general and no substitute for the care of your own physician."
    pages = [page(f"{i:02d}", [prose(str(i // 2)), prose(f"own {i}", 20), footer]) for i in range(20)]
    expected = compare(pages, name="plain")
    shuffled = random.Random(7).sample(pages, len(pages))
    assert compare(shuffled, name="shuffled", partitions=16, batch=3) == expected
    assert any(one.documents for one in expected.values())
    assert expected.get("page_00", NOTHING).templates == {2}
