"""What a sentence denies, and what only looks denied."""

from collections.abc import Callable

import pytest

from pipeline.extract.denied import part_denied
from pipeline.extract.negation import (
    MARK,
    NegationRule,
    advised_against,
    denied_by,
    negation_rules,
    withheld,
)
from pipeline.extract.reading import read
from pipeline.structure.document import Document
from pipeline.vocabulary.terms import Vocabulary
from schemas.enums import RecordKind
from tests.extract.test_relations import chosen_of

CASES = [(rule, example) for rule in negation_rules() for example in rule.examples]
SYMPTOM, TREATMENT, CONDITION = RecordKind.SYMPTOM, RecordKind.TREATMENT, RecordKind.CONDITION


def mark(example: str) -> str:
    return example[: example.index("[")].lower() + MARK + example[example.index("]") + 1 :].lower()


@pytest.mark.parametrize(("rule", "example"), CASES, ids=[f"{rule.name}-{n}" for n, (rule, _) in enumerate(CASES)])
def test_each_rule_reads_its_example(rule: NegationRule, example: str) -> None:
    for kind in (SYMPTOM, TREATMENT, CONDITION):
        if kind.value not in rule.kinds and "any" not in rule.kinds:
            continue
        if rule.role == "pseudo":
            assert rule.pattern.search(mark(example))
            assert denied_by(mark(example), kind) is None
        elif rule.role in ("before", "after"):
            assert denied_by(mark(example), kind) is not None
        else:
            assert denied_by(mark(example), kind) is None
            assert rule.pattern.search(mark(example))


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Gout hurts, but it does not cause a cough or a [rash].", SYMPTOM),
        ("There is no redness, [swelling] or fever.", SYMPTOM),
        ("Flat feet never cause [dizziness].", SYMPTOM),
        ("Most wrists heal without a cast or [surgery].", TREATMENT),
        ("[Antibiotics] and other pills won't help a cold.", TREATMENT),
        ("[Crystals] have no proven benefit.", TREATMENT),
        ("It is not linked to [diabetes].", CONDITION),
    ],
)
def test_a_denial_reaches_through_its_clause(sentence: str, kind: RecordKind) -> None:
    assert denied_by(mark(sentence), kind) is not None


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("It does not cause a rash, but it does cause [fever].", SYMPTOM),
        ("It does not spread; [fever] is common.", SYMPTOM),
        ("If you do not rest you get [swelling].", SYMPTOM),
        ("There is no cure, and [rest] is all that helps.", TREATMENT),
        ("You may need surgery if [rest] does not help.", TREATMENT),
        ("[Ibuprofen] does not treat flu but eases the ache.", TREATMENT),
        ("[Creams] do not work for everyone.", TREATMENT),
        ("[Surgery] is not needed unless the pain stays.", TREATMENT),
        ("Why does [rest] not help?", TREATMENT),
        ("Sports with little or no risk, like [swimming], are best.", TREATMENT),
        ("Women who are pregnant should not take [retinol].", TREATMENT),
        ("It is not known why [gout] runs in families.", CONDITION),
    ],
)
def test_what_stands_outside_its_clause_is_not_denied(sentence: str, kind: RecordKind) -> None:
    assert denied_by(mark(sentence), kind) is None


def test_what_is_denied_is_a_record_of_its_own(write: Callable[..., Document], vocabulary: Vocabulary) -> None:
    reading = read(
        write("# Gout\nGout causes swelling. It does not cause fever. Swelling goes without surgery."), vocabulary
    )
    names = {"gout": CONDITION, "swelling": SYMPTOM, "fever": SYMPTOM, "surgery": TREATMENT}
    parted = part_denied(reading, chosen_of(reading, names))
    assert {item.key: item.found.values.get("negated") for item in parted} == {
        "gout": None,
        "swelling": False,
        "fever": True,
        "surgery": True,
    }
    reading = read(write("# Gout\nGout causes fever. In children it does not cause fever."), vocabulary)
    both = part_denied(reading, chosen_of(reading, {"fever": SYMPTOM}))
    assert [item.found.values["negated"] for item in both] == [False, True]
    places = [[reading.document.text[m.start - 6 : m.end] for m in item.found.mentions] for item in both]
    assert places == [["auses fever"], ["cause fever"]]


def test_a_symptom_that_is_denied_outright_is_a_record(write: Callable[..., Document], vocabulary: Vocabulary) -> None:
    reading = read(write("# Gout\nGout does not cause headache or fever. A fever is common in flu."), vocabulary)
    found = part_denied(reading, chosen_of(reading, {"gout": CONDITION}))
    assert [(item.key, item.found.values.get("negated")) for item in found] == [
        ("gout", None),
        ("headache", True),
        ("fever", True),
    ]


def test_a_supposition_in_a_list_denies_nothing(write: Callable[..., Document], vocabulary: Vocabulary) -> None:
    reading = read(write("# Gout\nSurgery is done if:\n- rest does not help\n\nThen walk.\n\nIt ends."), vocabulary)
    assert [item.found.values["negated"] for item in part_denied(reading, chosen_of(reading, {"rest": TREATMENT}))] == [
        False
    ]


def test_advice_against_and_warnings_are_told_apart(write: Callable[..., Document], vocabulary: Vocabulary) -> None:
    reading = read(write("# Gout\nDo not take ibuprofen. Rest if you must. Stop if you feel swelling."), vocabulary)
    names = {"ibuprofen": TREATMENT, "rest": TREATMENT, "swelling": SYMPTOM}
    ibuprofen, rest, swelling = (item.phrases[0] for item in chosen_of(reading, names))
    assert advised_against(reading, ibuprofen)
    assert not advised_against(reading, rest)
    assert withheld(reading, swelling, SYMPTOM)


@pytest.mark.parametrize("unit", ["no a, ", "not cause ", "avoid a or ", "does not help, ", "(", "people "])
def test_no_pattern_backtracks_without_bound(unit: str) -> None:
    text = unit * (480 // len(unit)) + MARK + " " + unit * (480 // len(unit))
    for kind in (SYMPTOM, TREATMENT, CONDITION):
        found = denied_by(text, kind, ("before", "after", "against"))
        assert found is None or found in {rule.name for rule in negation_rules()}
