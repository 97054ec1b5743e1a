"""Thresholds that hold for sites of 3 and of 3,000 pages."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from pipeline.dedupe.signatures import HEADING, ITEM, KEPT, PROTECTED
from pipeline.dedupe.templates import PageBlocks, is_starved, needed, template_blocks


def blocks(*rows: tuple[int, int, int], joint: dict[int, int] | None = None) -> PageBlocks:
    """Blocks of (words, flags besides kept, pages); ``joint``: pages on which a block is followed by its next."""
    words, flags, alone = zip(*rows, strict=True)
    between = np.ones(len(rows) - 1, dtype=np.int64)
    for place, pages in (joint or {}).items():
        between[place] = pages
    return PageBlocks(
        np.array(words, dtype=np.uint16), np.array(flags, dtype=np.uint8) | np.uint8(KEPT), np.array(alone), between
    )


@pytest.mark.parametrize(("pages", "expected"), [(1, 3), (3, 3), (10, 5), (20, 8), (30, 9), (100, 30), (3000, 385)])
def test_pages_needed(pages: int, expected: int) -> None:
    assert needed(pages) == expected


def test_more_pages_never_need_fewer() -> None:
    counts = [needed(pages) for pages in range(1, 5_000)]
    assert all(a <= b for a, b in pairwise(counts) if a > 9)


@pytest.mark.parametrize("pages", [3, 30, 3000])
def test_a_sentence_is_template_by_itself(pages: int) -> None:
    assert template_blocks(blocks((15, 0, pages), (15, 0, 1)), pages) == [0]


@pytest.mark.parametrize("pages", [3, 30, 3000])
def test_a_symptom_that_many_pages_list_is_content(pages: int) -> None:
    assert template_blocks(blocks((1, ITEM, pages), (1, ITEM, pages)), pages) == []


def test_short_lines_that_keep_their_company_are_template() -> None:
    assert template_blocks(blocks((1, ITEM, 30), (2, ITEM, 30), joint={0: 30}), 30) == [0, 1]


def test_a_dose_is_no_template() -> None:
    assert template_blocks(blocks((9, PROTECTED, 30), (9, 0, 1)), 30) == []


def test_a_heading_goes_with_its_section() -> None:
    assert template_blocks(blocks((2, HEADING, 30), (20, 0, 30), (2, HEADING, 30), (20, 0, 1)), 30) == [0, 1]
    assert template_blocks(blocks((1, HEADING | PROTECTED, 30), (20, 0, 30)), 30) == [1]


def test_copies_of_one_article_are_starved() -> None:
    assert is_starved(blocks((120, 0, 3), (5, 0, 1)), [0])
    assert not is_starved(blocks((120, 0, 3), (300, 0, 1)), [0])
