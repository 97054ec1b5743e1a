"""Spellings and numbers of terms."""

from __future__ import annotations

import pytest

from pipeline.vocabulary.variants import number_variants, plural, singular, spelling_variants


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("hernia", "hernias"),
        ("vertebra", "vertebrae"),
        ("injury", "injuries"),
        ("foot", "feet"),
        ("abscess", "abscesses"),
    ],
)
def test_number(one: str, many: str) -> None:
    assert plural(one) == many
    assert singular(many) == one


@pytest.mark.parametrize("word", ["arthritis", "sepsis", "anemia", "diabetes", "pus"])
def test_what_has_no_other_number(word: str) -> None:
    assert singular(word) is None


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("slipped disc", "slipped disk"),
        ("anaemia", "anemia"),
        ("diarrhoea", "diarrhea"),
        ("brain tumour", "brain tumor"),
    ],
)
def test_both_spellings(british: str, american: str) -> None:
    assert american in set(spelling_variants(british))
    assert british in set(spelling_variants(american))


def test_closed_prefixes() -> None:
    assert "postoperative pain" in set(spelling_variants("post operative pain"))


def test_only_the_last_word_changes_its_number() -> None:
    assert set(number_variants("knee injury")) == {"knee injuries"}
