"""What has no ground in the text is refused; what has is one row with a stable id."""

from collections.abc import Callable

import pytest

from pipeline.extract.found import Extraction, Found, FoundRelation, Mention
from pipeline.extract.ground import ground
from pipeline.extract.normal import normal_name
from pipeline.structure.document import Document
from pipeline.vocabulary.terms import Vocabulary
from schemas.enums import ConditionRole, Predicate, RecordKind

TEXT = """
# Gout
Gout brings a swollen joint. The swollen joints hurt.
## Treatment
Rest helps gout.
"""


def at(document: Document, quote: str, field: str = "name", confidence: float = 0.5) -> Mention:
    start = document.text.index(quote)
    return Mention(field, start, start + len(quote), "test.rule", confidence)


def symptom(document: Document, name: str, **values: object) -> Found:
    return Found(
        RecordKind.SYMPTOM, name, [at(document, name), *(at(document, name, slot) for slot in values)], dict(values)
    )


def gout(document: Document) -> Found:
    return Found(RecordKind.CONDITION, "Gout", [at(document, "Gout")], {"role": ConditionRole.TOPIC})


def test_twins_become_one_record_with_all_evidence(write: Callable[..., Document], vocabulary: Vocabulary) -> None:
    document = write(TEXT)
    rows = ground(
        document,
        Extraction(
            [symptom(document, "swollen joints", quality=["hot"]), symptom(document, "swollen joint", quality=["red"])]
        ),
        vocabulary,
    )
    (record,) = rows.symptoms
    assert record.name == "swollen joint"
    assert record.quality == ["red", "hot"]
    assert {row.quote for row in rows.evidence} == {"swollen joint", "swollen joints"}
    assert all(document.text[row.start : row.end] == row.quote for row in rows.evidence)


def test_polarity_keeps_twins_apart(write: Callable[..., Document], vocabulary: Vocabulary) -> None:
    document = write(TEXT)
    found = [symptom(document, "swollen joint"), symptom(document, "swollen joint", negated=True)]
    rows = ground(document, Extraction(found), vocabulary)
    assert {record.negated for record in rows.symptoms} == {True, False}
    assert len({record.record_id for record in rows.symptoms}) == 2


@pytest.mark.parametrize(
    ("mention", "reason"),
    [
        (Mention("name", 0, 10_000, "r", 1.0), "is not in the text"),
        (Mention("name", 5, 5, "r", 1.0), "is not in the text"),
        (Mention("name", -1, -1, "r", 1.0, quote="red eyes"), "the quote is not in the text"),
        (Mention("name", 0, 4, "r", 1.0, quote="gout"), "the quote is not the text"),
        (Mention("name", 0, 4, "r", 1.0), "words of the name"),
    ],
)
def test_a_name_without_ground_is_refused(
    write: Callable[..., Document], vocabulary: Vocabulary, mention: Mention, reason: str
) -> None:
    rows = ground(write(TEXT), Extraction([Found(RecordKind.SYMPTOM, "red eyes", [mention])]), vocabulary)
    assert rows.symptoms == []
    assert rows.evidence == []
    assert any(reason in refused.reason for refused in rows.refused)


def test_a_quote_without_offsets_is_placed(write: Callable[..., Document], vocabulary: Vocabulary) -> None:
    mention = Mention("name", -1, -1, "r", 1.0, quote="a swollen joint")
    rows = ground(write(TEXT), Extraction([Found(RecordKind.SYMPTOM, "swollen joint", [mention])]), vocabulary)
    assert [row.quote for row in rows.evidence] == ["a swollen joint"]


def test_a_relation_needs_both_ends_and_a_quote(write: Callable[..., Document], vocabulary: Vocabulary) -> None:
    document = write(TEXT)
    topic, joint = gout(document), symptom(document, "swollen joint")
    absent = Found(RecordKind.SYMPTOM, "red eyes", [Mention("name", 0, 4, "r", 1.0)])
    quote = [at(document, "brings a swollen joint", "relation")]
    relations = [
        FoundRelation(Predicate.SYMPTOM_OF, joint, topic, quote),
        FoundRelation(Predicate.SYMPTOM_OF, joint, topic, quote),
        FoundRelation(Predicate.SYMPTOM_OF, absent, topic, quote),
        FoundRelation(Predicate.SYMPTOM_OF, joint, topic, []),
        FoundRelation(Predicate.CAUSE_OF, "uric acid", topic, quote),
    ]
    rows = ground(document, Extraction([topic, joint, absent], relations), vocabulary)
    assert [(r.subject_text, r.predicate, r.object_text) for r in rows.relations] == [
        ("swollen joint", "symptom_of", "Gout"),
        ("uric acid", "cause_of", "Gout"),
    ]
    assert rows.relations[1].subject_id is None


def test_ids_do_not_move_with_the_text(write: Callable[..., Document], vocabulary: Vocabulary) -> None:
    first, second = write(TEXT), write("A line before it all.\n" + TEXT)
    ids = []
    for document in (first, second):
        found = Extraction([gout(document), symptom(document, "swollen joint")])
        rows = ground(document, found, vocabulary)
        ids.append(([r.record_id for r in rows.conditions + rows.symptoms], [e.evidence_id for e in rows.evidence]))
    assert ids[0] == ids[1]


def test_sections_name_the_record_they_are_about(write: Callable[..., Document], vocabulary: Vocabulary) -> None:
    document = write(TEXT)
    rows = ground(document, Extraction([gout(document)]), vocabulary)
    assert {section.about for section in rows.sections} == {rows.conditions[0].record_id}
    assert {row.section_id for row in rows.evidence} <= {section.section_id for section in rows.sections}


def test_a_value_that_breaks_the_schema_refuses_the_record(
    write: Callable[..., Document], vocabulary: Vocabulary
) -> None:
    document = write(TEXT)
    rows = ground(document, Extraction([symptom(document, "swollen joint", severity="awful")]), vocabulary)
    assert rows.symptoms == []
    assert "severity" in rows.refused[0].reason


@pytest.mark.parametrize(
    ("one", "other"),
    [("pain in your joints", "Pain in the joint"), ("herniated disc", "herniated disk"), ("allergies", "an allergy")],
)
def test_normal_names_of_twins(one: str, other: str) -> None:
    assert normal_name(one) == normal_name(other)


@pytest.mark.parametrize(("one", "other"), [("virus", "viru"), ("weakness", "weaknes"), ("knee pain", "hip pain")])
def test_normal_names_of_others(one: str, other: str) -> None:
    assert normal_name(one) != normal_name(other)
