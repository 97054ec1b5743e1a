"""Repeats inside one page: copies go, content that stands twice for a reason stays."""

from __future__ import annotations

import pytest

from pipeline.dedupe.within import mark_repeats
from schemas.enums import DropReason
from tests.dedupe.conftest import cleaned, page

INTRO = (
    "A stiff shoulder often begins without any warning and may last for many months, sometimes for years. "
    "It becomes harder to lift the arm, to reach behind the back and to sleep on that side."
)
CARE = (
    "Most people get better with gentle movement and time. A physiotherapist can show which movements help, "
    "and warm compresses before moving the joint make it easier to bear the stretch that follows."
)


def repeats(lines: list[str]) -> dict[int, int]:
    """Ordinal of each dropped line -> ordinal of the kept copy."""
    parsed = page("p", lines)
    cleaning = cleaned(parsed)
    mark_repeats(parsed, cleaning)
    dropped = [i for i, reason in enumerate(cleaning.reasons) if reason is DropReason.DUPLICATE]
    assert sorted(cleaning.duplicate_of) == dropped
    return cleaning.duplicate_of


def test_an_article_printed_twice_is_kept_once() -> None:
    article = ["# Stiff shoulder", INTRO, "## What helps", CARE, "- warmth", "- gentle movement"]
    assert repeats(article + article) == {6 + i: i for i in range(6)}


def test_a_copy_with_one_line_changed_keeps_that_line_alone() -> None:
    article = ["# Stiff shoulder", INTRO, "## What helps", CARE]
    copy = ["# Stiff shoulder", INTRO, "Reviewed again in spring.", "## What helps", CARE.upper()]
    assert repeats(article + copy) == {4: 0, 5: 1, 7: 2, 8: 3}


def test_a_list_printed_again_for_small_screens_is_dropped() -> None:
    items = ["- Morning stiffness", "- Swollen joints", "- Tiredness that does not pass"]
    assert repeats(["# Signs", "Look out for the following:", *items, *items]) == {5: 2, 6: 3, 7: 4}


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param("# Lupus | - fatigue | - fever | # Anaemia | - fatigue | - fever", id="items"),
        pytest.param(
            "# Lupus | ## Signs | - fatigue | - fever | - joint pain"
            " | # Anaemia | ## Signs | - fatigue | - fever | - joint pain",
            id="section of the same name",
        ),
        pytest.param(
            "Lupus may show as: | - fatigue | - fever | Anaemia may show as: | - fatigue | - fever",
            id="another lead-in",
        ),
        pytest.param(
            "Light band | Trains shoulders and upper back | For people new to it | Needs a closed door nearby"
            " | Heavy band | Trains shoulders and upper back | Only after some years | Needs a closed door nearby",
            id="cards with the same label",
        ),
        pytest.param(
            "# Bridge | Lift your hips. | Hold for 20 seconds and repeat ten times on each side."
            " | # Plank | Rest on your elbows. | Hold for 20 seconds and repeat ten times on each side.",
            id="doses",
        ),
        pytest.param(
            "**Heel raise** | Stand behind a chair and hold its back with both hands."
            " | **Half squat** | Stand behind a chair and hold its back with both hands.",
            id="cards with the same first step",
        ),
        pytest.param("# Bridge | Repeat 10 times. | Repeat 10 times.", id="a dose twice in a row"),
        pytest.param("# Gout | See your doctor. | # Sprain | See your doctor.", id="short lines"),
    ],
)
def test_content_that_stands_twice_for_a_reason_is_kept(lines: str) -> None:
    assert repeats(lines.split(" | ")) == {}


def test_a_title_printed_twice_in_a_row_is_kept_once() -> None:
    assert repeats(["# Stiff shoulder", "# Stiff Shoulder", INTRO]) == {1: 0}


def test_a_paragraph_again_in_its_own_section_is_dropped() -> None:
    advice = "Ask your pharmacist which cream would suit your skin."
    assert repeats(["# Shoulder", advice, CARE, advice]) == {3: 1}


def test_dropped_blocks_are_no_copies_to_keep() -> None:
    parsed = page("p", [INTRO, "# Other", INTRO])
    cleaning = cleaned(parsed)
    cleaning.reasons[0] = DropReason.NAV
    mark_repeats(parsed, cleaning)
    assert cleaning.reasons == [DropReason.NAV, None, None]
