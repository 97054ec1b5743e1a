"""Slots: every row of the slot tables on the sentence beside it, and what the tables do not show."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from pipeline.extract.aliases import is_abbreviation
from pipeline.extract.candidates import Phrase
from pipeline.extract.choose import Chosen
from pipeline.extract.conditions import fill_conditions
from pipeline.extract.found import Extraction, Found, Mention
from pipeline.extract.ground import GroundedRows, ground
from pipeline.extract.lexicon import rows
from pipeline.extract.normal import normal_name
from pipeline.extract.reading import read, token_at
from pipeline.extract.slot_rules import slot_rules
from pipeline.extract.symptoms import fill_symptoms
from pipeline.extract.treatments import fill_treatments, type_words
from pipeline.structure.document import Document
from pipeline.vocabulary.terms import Vocabulary
from schemas.enums import RecordKind, TreatmentType

Write = Callable[..., Document]
Fill = Callable[[RecordKind, str], GroundedRows]
C, S, T = RecordKind.CONDITION, RecordKind.SYMPTOM, RecordKind.TREATMENT


@pytest.fixture
def fill(write: Write, vocabulary: Vocabulary) -> Fill:
    """Rows of a text in which each name in {braces} is an accepted record of one kind."""

    def run(kind: RecordKind, marked: str) -> GroundedRows:
        document = write(marked.replace("{", "").replace("}", ""))
        reading = read(document, vocabulary)
        chosen = []
        for begin, name in _names(marked, document.text):
            first, last = token_at(reading, begin), token_at(reading, begin + len(name))
            sentence = next(n for n, s in enumerate(reading.sentences) if s.first <= first < s.last)
            mentions = [Mention("name", begin, begin + len(name), "test", 0.9)]
            chosen.append(
                Chosen(Found(kind, name, mentions), [Phrase(sentence, first, last, "test")], 1.0, normal_name(name))
            )
        for step in (fill_conditions, fill_symptoms, fill_treatments):
            chosen = step(reading, chosen)
        return ground(document, Extraction([item.found for item in chosen]), vocabulary)

    return run


def _names(marked: str, text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for piece in marked.split("{")[1:]:
        name = piece.split("}")[0]
        at = text.index(name, at)
        yield at, name
        at += len(name)


def _only(rows: GroundedRows, kind: RecordKind, name: str) -> Any:
    return next(row for row in getattr(rows, f"{kind.value}s") if row.name == name)


def _name(marked: str) -> str:
    return marked.split("{")[1].split("}")[0]


@pytest.mark.parametrize("row", rows("alias_cues.tsv"), ids=lambda row: row[0])
def test_alias_cue(row: list[str], fill: Fill) -> None:
    found = fill(C, row[2])
    assert _only(found, C, _name(row[2])).aliases == [row[3]]
    assert {e.rule: e.quote for e in found.evidence if e.field == "aliases"} == {f"alias.{row[0]}": row[3]}


@pytest.mark.parametrize("row", rows("definition_words.tsv"), ids=lambda row: row[0])
def test_definition_words(row: list[str], fill: Fill) -> None:
    assert (_only(fill(C, row[2]), C, _name(row[2])).definition or "") == row[3]


@pytest.mark.parametrize(("slot", "value", "words", "example"), rows("symptom_slots.tsv"), ids=str)
def test_symptom_word(slot: str, value: str, words: str, example: str, fill: Fill) -> None:
    assert not set(words.split()).isdisjoint(example.replace("{", "").lower().split())
    found = getattr(_only(fill(S, example), S, _name(example)), slot)
    assert value in found if slot == "quality" else found == value


@pytest.mark.parametrize("rule", slot_rules(), ids=lambda rule: f"{rule.slot}.{rule.name}")
def test_slot_rule(rule: Any, fill: Fill) -> None:
    kind = RecordKind(rule.kind)
    rows = fill(kind, rule.example)
    got = getattr(_only(rows, kind, _name(rule.example)), rule.slot)
    want = rule.expected.replace("{", "").replace("}", "")
    assert (got[0] if isinstance(got, list) else got).lower() == want.lower()
    assert [e.rule for e in rows.evidence if e.field == rule.slot] == [f"{rule.slot}.{rule.name}"]


@pytest.mark.parametrize("row", rows("example_cues.tsv"), ids=lambda row: row[0])
def test_example_cue(row: list[str], fill: Fill) -> None:
    found = fill(T, row[2])
    wanted = row[3].split(", ")
    assert _only(found, T, _name(row[2])).examples == [name for name in wanted if name == "ibuprofen"] or wanted


@pytest.mark.parametrize("row", rows("side_effect_cues.tsv"), ids=lambda row: row[0])
def test_side_effect_cue(row: list[str], fill: Fill) -> None:
    assert _only(fill(T, row[2]), T, _name(row[2])).side_effects == row[3].split(", ")


@pytest.mark.parametrize("row", rows("treatment_types.tsv"), ids=lambda row: row[0])
def test_treatment_type(row: list[str], fill: Fill) -> None:
    for name in row[2].split("; "):
        assert _only(fill(T, f"Try {{{name}}} now."), T, name).type is TreatmentType(row[0])


def test_no_word_stands_for_two_types() -> None:
    assert len(type_words()) == len({word for row in rows("treatment_types.tsv") for word in row[1].split()})
    words = [word for row in rows("treatment_types.tsv") for word in set(row[1].split())]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize(
    ("short", "name", "fits"),
    [("CTS", "carpal tunnel syndrome", True), ("AAAs", "abdominal aortic aneurysms", True), ("NHS", "gout", False)],
)
def test_abbreviation(short: str, name: str, fits: bool) -> None:
    assert is_abbreviation(short, name) is fits


def test_two_aliases_share_a_head_and_stand_before_their_subject(fill: Fill) -> None:
    rows = fill(
        C, "Also known as a torn or frayed meniscus, a {meniscus tear} occurs when the knee is twisted under load."
    )
    (row,) = rows.conditions
    assert row.aliases == ["torn meniscus", "frayed meniscus"]
    assert row.definition == "a meniscus tear occurs when the knee is twisted under load."
    assert row.body_sites == ["meniscus", "knee"]


def test_an_alias_found_on_its_own_is_no_second_record(fill: Fill) -> None:
    rows = fill(C, "{Carpal tunnel syndrome} (CTS) is a nerve disorder.\nMany people with {CTS} wear a splint.")
    (row,) = rows.conditions
    assert (row.name, row.aliases) == ("Carpal tunnel syndrome", ["CTS"])
    assert {e.record_id for e in rows.evidence} == {row.record_id}


def test_one_of_many_is_no_alias(fill: Fill) -> None:
    assert _only(fill(C, "There is a {mental illness} called bipolar disorder."), C, "mental illness").aliases == []


@pytest.mark.parametrize("text", ["It occurs when a nerve is squeezed by the bones around it."])
def test_a_definition_carried_by_a_pronoun(text: str, fill: Fill) -> None:
    (row,) = fill(C, f"A {{pinched nerve}} may hurt. {text}").conditions
    assert (row.definition, row.body_sites) == (text, ["nerve", "bones"])


@pytest.mark.parametrize(
    ("text", "sites", "to"),
    [
        ("The {pain} radiates to the buttock and leg.", [], ["buttock", "leg"]),
        ("{Back pain} gives off to the leg quite often.", ["back"], ["leg"]),
        ("There is {pain} that spreads from the lower back down one leg.", [], ["leg"]),
        ("{Pain radiating to the arm and jaw} is common.", [], ["arm", "jaw"]),
        ("{Aches} or discomfort in your hip, back, and groin follow.", ["hip", "back", "groin"], []),
        ("A {fever} spreads fear, and the legs hurt.", [], []),
    ],
)
def test_where_a_symptom_sits_and_goes(text: str, sites: list[str], to: list[str], fill: Fill) -> None:
    (row,) = fill(S, text).symptoms
    assert (row.body_sites, row.radiates_to) == (sites, to)


def test_what_is_said_of_a_symptom(fill: Fill) -> None:
    (row,) = fill(S, "The {pain} is usually severe and constant, but not throbbing yesterday.").symptoms
    assert (row.severity, row.course) == ("severe", "persistent")


def test_the_lead_of_a_list_tells_how_common_its_items_are(fill: Fill) -> None:
    rows = fill(S, "Common symptoms of gout include:\n- {Swelling}, mostly at night\n- {Fever}")
    assert [row.frequency for row in rows.symptoms] == ["common", "common"]
    assert {e.quote for e in rows.evidence if e.field == "frequency"} == {"Common"}


def test_examples_of_a_class_of_drugs_are_treatments_too(fill: Fill) -> None:
    rows = fill(T, "{Pain medications} such as Ibuprofen, Ketanov, Tempalgin, or another analgesic will help.")
    assert _only(rows, T, "Pain medications").examples == ["Ibuprofen", "Ketanov", "Tempalgin"]
    assert [(row.name, row.type) for row in rows.treatments[1:]] == [
        (name, TreatmentType.DRUG) for name in ("Ibuprofen", "Ketanov", "Tempalgin")
    ]


@pytest.mark.parametrize("text", ["{Antibiotics} such as the last ones help.", "{Painkillers} (NSAIDs) help."])
def test_what_is_no_example(text: str, fill: Fill) -> None:
    assert [row.examples for row in fill(T, text).treatments] == [[]]


def test_a_list_of_side_effects_belongs_to_the_treatment_before_it(fill: Fill) -> None:
    rows = fill(T, "{Ibuprofen} helps. Its side effects include:\n- heartburn\n- nausea")
    assert _only(rows, T, "Ibuprofen").side_effects == ["heartburn", "nausea"]


def test_a_slot_without_a_quote_is_left_out(write: Write, vocabulary: Vocabulary) -> None:
    document = write("Fever is common.")
    found = Found(S, "Fever", [Mention("name", 0, 5, "test", 0.9)], {"severity": "severe", "quality": ["dull"]})
    rows = ground(document, Extraction([found]), vocabulary)
    assert [(row.severity, row.quality) for row in rows.symptoms] == [(None, [])]
    assert {r.reason for r in rows.refused} == {"no quote states its severity", "no quote states its quality"}
