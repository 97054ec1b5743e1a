"""Names to concepts."""

from __future__ import annotations

import pytest

from pipeline.vocabulary.load import load_vocabulary
from schemas.enums import CodeMatch


def codes(kind: str, name: str) -> set[str]:
    return {code.code for code in load_vocabulary().link(kind, name).codes}


def matches(kind: str, name: str) -> set[CodeMatch]:
    return {code.match for code in load_vocabulary().link(kind, name).codes}


@pytest.mark.parametrize(
    ("kind", "name", "code"),
    [
        ("condition", "slipped disc", "MESH:D007405"),
        ("condition", "pinched nerve", "MESH:D011843"),
        ("condition", "frozen shoulder", "MONDO:0006763"),
        ("condition", "heart attack", "MONDO:0005068"),
        ("treatment", "ibuprofen", "DRUGBANK:DB01050"),
        ("treatment", "Tylenol", "DRUGBANK:DB00316"),
        ("symptom", "shortness of breath", "HP:0002094"),
    ],
)
def test_codes(kind: str, name: str, code: str) -> None:
    assert code in codes(kind, name)


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (
            "condition",
            ["herniated disk", "ruptured disc", "slipped disks", "lumbar disc herniation", "intervertebral hernia"],
        ),
        ("condition", ["low back pain", "lower back pain", "lumbago"]),
        ("treatment", ["muscle relaxants", "muscle relaxer"]),
        ("treatment", ["analgesics", "pain relievers", "painkillers"]),
        ("treatment", ["stretching", "stretches"]),
        ("condition", ["sciatica", "sciatic nerve pain"]),
        ("condition", ["nerve root compression", "compressed nerve"]),
    ],
)
def test_one_thing_is_one_concept(kind: str, names: list[str]) -> None:
    assert len({load_vocabulary().link(kind, name).concept_id for name in names}) == 1


@pytest.mark.parametrize("name", ["glute bridge", "glute bridges", "Hip bridge"])
def test_exercises_have_an_id_of_their_own(name: str) -> None:
    linked = load_vocabulary().link("exercise", name)
    assert linked.name == "glute bridge"
    assert linked.codes == ()


def test_how_a_code_was_reached() -> None:
    assert CodeMatch.EXACT in matches("condition", "myocardial infarction")
    assert CodeMatch.SYNONYM in matches("condition", "heart attack")
    assert matches("symptom", "pain in the left hip") == {CodeMatch.COMPOSED}
    assert matches("condition", "fibromyalga") == {CodeMatch.FUZZY}


@pytest.mark.parametrize("name", ["zorpitis", "can", "common", "severe", "gaot"])
def test_abstains(name: str) -> None:
    linked = load_vocabulary().link("condition", name)
    assert linked.codes == ()
    assert linked.concept_id.startswith("con_")


def test_unknown_names_differ_and_stay() -> None:
    vocabulary = load_vocabulary()
    assert vocabulary.link("condition", "zorp a").concept_id != vocabulary.link("condition", "zorp b").concept_id
    assert vocabulary.link("condition", "zorp a") == vocabulary.link("condition", "Zorp A".lower())
