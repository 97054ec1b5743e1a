"""Every phrase of phrases.tsv is read as the table says.

``dose``: r repetitions (``/side`` where they count one side), s sets, h hold and d duration in seconds,
``rounds``; ``8..12`` is a range, ``..15`` and ``8..`` are open; side and alt say that the phrase speaks of
each side or of the other side.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.extract.dose import Dose, read_dose
from schemas.base import Range

ROWS = list(
    csv.DictReader(
        Path(__file__).with_name("phrases.tsv").open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE
    )
)


def written(value: Range) -> str:
    if value.min == value.max:
        return str(value.min)
    return f"{'' if value.min is None else value.min}..{'' if value.max is None else value.max}"


def tokens(dose: Dose) -> set[str]:
    found = {
        prefix + written(value) + ("/side" if prefix == "r" and dose.reps_per_side else "")
        for prefix, value in (
            ("r", dose.reps),
            ("s", dose.sets),
            ("h", dose.hold_seconds),
            ("d", dose.duration_seconds),
            ("rounds", dose.rounds),
        )
        if value is not None
    }
    return found | {word for word, told in (("side", dose.per_side), ("alt", dose.alternating)) if told}


def test_the_table_is_large_and_of_many_styles() -> None:
    assert len(ROWS) >= 300
    assert len({row["style"] for row in ROWS}) >= 7


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["phrase"])
def test_phrase(row: dict[str, str]) -> None:
    dose = read_dose(row["phrase"])
    assert tokens(dose) == set(row["dose"].split())
    assert (dose.rest or "") == row["rest"]
    assert (dose.frequency or "") == row["frequency"]
    for claim in dose.claims:
        assert 0 <= claim.start < claim.end <= len(row["phrase"])
