"""What tells two texts apart and what does not; which numbers are a template's own."""

from __future__ import annotations

import pytest

from pipeline.dedupe.doses import is_dose
from pipeline.dedupe.normal import masked, normal
from pipeline.dedupe.section_names import is_section_name


def test_case_punctuation_and_spacing_do_not_count() -> None:
    assert normal("Rest,  then   WALK — slowly!") == normal("rest then walk slowly")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Page last updated: 3 March 2023", "Page last updated: October 26, 2018"),
        ("Read by 1402 people so far", "Read by 77 people so far"),
    ],
)
def test_dates_and_counts_of_a_template_are_masked(one: str, other: str) -> None:
    assert masked(normal(one)) == masked(normal(other))


@pytest.mark.parametrize(("one", "other"), [("50 mg", "100 mg"), ("Dose: 5 ml", "Dose: 10 ml")])
def test_a_line_that_is_about_its_number_keeps_it(one: str, other: str) -> None:
    assert masked(normal(one)) != masked(normal(other))


@pytest.mark.parametrize(
    "line",
    [
        "hold for 20 seconds",
        "repeat ten times",
        "repeat on the other side",
        "2 to 3 sets",
        "повторите 10 раз",
        "1 подход 10 повторений",
    ],
)
def test_doses(line: str) -> None:
    assert is_dose(line)


@pytest.mark.parametrize("line", ["return to top", "5 minutes read", "the clinic has four doctors"])
def test_no_doses(line: str) -> None:
    assert not is_dose(line)


def test_section_names() -> None:
    assert is_section_name("signs and symptoms of gout")
    assert not is_section_name("our opening hours")
