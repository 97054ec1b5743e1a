"""The compiled table: what ships, and that compiling does not depend on order."""

from __future__ import annotations

import json

import pytest

from pipeline.vocabulary.compile import compile_table
from pipeline.vocabulary.handwritten import handwritten, read_list, stop_words
from pipeline.vocabulary.store import MANIFEST_FILE, TABLE_FILE, TableError, digest, pack, unpack
from pipeline.vocabulary.user import SHIPPED
from schemas.enums import Position, TreatmentType


def test_the_manifest_is_of_the_table() -> None:
    packed = (SHIPPED / TABLE_FILE).read_bytes()
    manifest = json.loads((SHIPPED / MANIFEST_FILE).read_text(encoding="utf-8"))
    assert manifest["version"] == digest(packed)
    assert manifest["forms"] == unpack(packed).forms
    assert {"MONDO", "HP", "MESH", "ICD10CM", "DRUGBANK", "UBERON"} <= {row["system"] for row in manifest["sources"]}
    assert all(row["licence"] and row["attribution"] and row["release"] for row in manifest["sources"])


def test_order_does_not_change_the_table() -> None:
    rows = handwritten()[:60]
    assert pack(compile_table(rows, stop_words())) == pack(compile_table(rows[::-1], stop_words()))


@pytest.mark.parametrize("cut", [10, 1000, -1])
def test_half_a_table_is_refused(cut: int) -> None:
    with pytest.raises(TableError):
        unpack((SHIPPED / TABLE_FILE).read_bytes()[:cut])


def test_the_lists_are_broad_and_well_formed() -> None:
    treatments = [row for row in read_list("treatments") if row["type"] not in ("drug", "drug_class")]
    assert len(treatments) >= 200
    assert {row["type"] for row in treatments} <= {kind.value for kind in TreatmentType}
    exercises = read_list("exercises")
    assert len(exercises) >= 300
    assert {row["position"] for row in exercises if row["position"]} <= {place.value for place in Position}
    assert len(read_list("lay")) >= 150
