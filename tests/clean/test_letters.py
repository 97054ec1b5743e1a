"""What a page's texts are made of, counted for all of them at once."""

from __future__ import annotations

import pytest

from pipeline.clean.letters import letters_of

TEXTS = ["Bend it. Hold, then rest!", "the Knee 24", 'He said "stop."', "…", "Über Äpfel, 𝟙 test"]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("chars", [25, 11, 15, 1, 18]),
        ("words", [5, 3, 3, 1, 4]),
        ("sentences", [2, 0, 1, 1, 0]),
        ("ends", [1, 0, 1, 1, 0]),
        ("commas", [1, 0, 0, 0, 1]),
        ("capitals", [2, 1, 1, 0, 2]),
        ("digits", [0, 2, 0, 0, 0]),
    ],
)
def test_each_text_has_its_own_counts(name: str, wanted: list[int]) -> None:
    assert letters_of(TEXTS)[name].tolist() == wanted


def test_a_text_counts_the_same_alone() -> None:
    together = letters_of(TEXTS)
    for place, text in enumerate(TEXTS):
        assert {name: values[place] for name, values in together.items()} == {
            name: values[0] for name, values in letters_of([text]).items()
        }


def test_only_the_head_of_a_long_text_is_looked_at_for_commas() -> None:
    assert letters_of(["a" * 240 + ",,,"])["commas"].tolist() == [0]
