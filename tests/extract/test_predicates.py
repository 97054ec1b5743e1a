"""The finer predicate, certainty and condition of use of a relation."""

import re

import pytest

from pipeline.extract.negation import MARK
from pipeline.extract.predicates import OTHER, certainty_of, contraindicates, predicate_rules, refined, when_of
from schemas.enums import Certainty, Predicate


@pytest.mark.parametrize(("sets", "value", "example"), [(s, v, e) for _, s, v, _, e in predicate_rules()])
def test_each_rule_reads_its_example(sets: str, value: str, example: str) -> None:
    lowered = example.lower()
    if sets == "predicate":
        condition = lowered.partition("{")[2].partition("}")[0]
        clause = lowered.replace("[", MARK).replace("]", MARK).replace("{", "").replace("}", "")
        assert refined(Predicate.TREATS, clause, condition) is Predicate(value)
    elif sets == "contraindicated":
        sentence = re.sub(r"\[.*\]", MARK, re.sub(r"\{.*\}", OTHER, lowered))
        assert contraindicates(sentence)
    elif sets == "certainty":
        assert certainty_of(lowered) is Certainty(value)
    else:
        assert when_of(example)


@pytest.mark.parametrize(
    ("sentence", "when"),
    [
        ("In more severe cases, surgery is done.", "In more severe cases"),
        ("Surgery is done if other treatments fail.", "if other treatments fail"),
        ("Colchicine treats gout.", None),
    ],
)
def test_the_condition_of_use_is_quoted(sentence: str, when: str | None) -> None:
    assert when_of(sentence) == when


def test_a_condition_of_use_does_not_tell_what_a_treatment_does() -> None:
    assert refined(Predicate.TREATS, "surgery treats gout if your symptoms worsen") is Predicate.TREATS


@pytest.mark.parametrize(
    ("clause", "condition", "predicate"),
    [
        ("§rest§ helps and running makes it worse", "gout", Predicate.TREATS),
        ("§keep moving§: bed rest makes it worse", "gout", Predicate.TREATS),
        ("eat §fibre§, since constipation makes gout worse", "gout", Predicate.TREATS),
        ("keep moving: §bed rest§ makes it worse", "gout", Predicate.MAY_WORSEN),
        ("§allopurinol§ prevents further attacks", "gout", Predicate.PREVENTS),
        ("§a brace§ prevents worsening", "scoliosis", Predicate.TREATS),
        ("§colchicine§ treats gout and prevents attacks", "gout", Predicate.TREATS),
        ("a §vaccine§ protects against mumps", "mumps", Predicate.PREVENTS),
        ("a §vaccine§ protects against mumps", "gout", Predicate.TREATS),
    ],
)
def test_a_cue_belongs_to_the_treatment_that_does_it(clause: str, condition: str, predicate: Predicate) -> None:
    assert refined(Predicate.TREATS, clause, condition) is predicate


def test_a_warning_names_treatment_and_condition() -> None:
    assert contraindicates("§ (do not take it if you have a ¶)")
    assert not contraindicates("§ (do not take it if you have an ulcer) eases ¶")
    assert not contraindicates("§ can be taken by people with a ¶")
    assert not contraindicates("§ should not be taken with food")


def test_only_treats_is_refined() -> None:
    assert refined(Predicate.PREVENTS, "ease the pain") is Predicate.PREVENTS
    assert refined(Predicate.TREATS, "colchicine treats gout") is Predicate.TREATS
    assert certainty_of("colchicine treats gout") is Certainty.STATED


@pytest.mark.parametrize("unit", ["make it ", "if your ", "keeps a b ", "in very more severe ", "for a "])
def test_no_pattern_backtracks_without_bound(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    assert certainty_of(text) is Certainty.STATED
    assert refined(Predicate.TREATS, text) is Predicate.TREATS
    assert len(when_of(text) or "") < 120
