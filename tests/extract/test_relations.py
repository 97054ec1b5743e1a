"""Which condition a symptom or treatment belongs to."""

from collections.abc import Callable

from pipeline.extract.candidates import Phrase
from pipeline.extract.choose import Chosen
from pipeline.extract.denied import part_denied
from pipeline.extract.found import Found, Mention
from pipeline.extract.normal import normal_name
from pipeline.extract.pairs import Pairs
from pipeline.extract.reading import Reading, read, token_at
from pipeline.extract.relations import relate
from pipeline.structure.document import Document
from pipeline.vocabulary.terms import Vocabulary
from schemas.enums import ConditionRole, Predicate, RecordKind

PAGE = """
# Gout
Gout is a kind of arthritis.
## Symptoms of gout
- fever
## Migraine
Migraine is no gout.
### Treatment
Ibuprofen eases the headache.
"""
NAMES = {
    "gout": RecordKind.CONDITION,
    "migraine": RecordKind.CONDITION,
    "fever": RecordKind.SYMPTOM,
    "headache": RecordKind.SYMPTOM,
    "ibuprofen": RecordKind.TREATMENT,
}


def chosen_of(reading: Reading, names: dict[str, RecordKind] | None = None) -> list[Chosen]:
    """Every place of every name, as if the scorer had been sure of all."""
    text = reading.document.text.lower()
    out = []
    for name, kind in (names or NAMES).items():
        mentions, phrases, at = [], [], text.find(name)
        while at >= 0:
            first, last = token_at(reading, at), token_at(reading, at + len(name))
            sentence = next(n for n, s in enumerate(reading.sentences) if s.first <= first < s.last)
            phrases.append(Phrase(sentence, first, last, "term"))
            mentions.append(Mention("name", at, at + len(name), "test", 0.9))
            at = text.find(name, at + 1)
        role = ConditionRole.TOPIC if name == "gout" else ConditionRole.CONDITION
        values = {"role": role} if kind is RecordKind.CONDITION else {}
        out.append(Chosen(Found(kind, name, mentions, values), phrases, 2.0, normal_name(name)))
    return out


def test_each_record_goes_to_the_condition_of_its_section(
    write: Callable[..., Document], vocabulary: Vocabulary
) -> None:
    reading = read(write(PAGE, title="Gout"), vocabulary)
    relations = relate(reading, chosen_of(reading))
    ends = {
        (r.subject.name, r.predicate, r.object.name)
        for r in relations
        if isinstance(r.subject, Found) and isinstance(r.object, Found)
    }
    assert ("fever", Predicate.SYMPTOM_OF, "gout") in ends
    assert ("ibuprofen", Predicate.RELIEVES, "migraine") in ends
    assert ("fever", Predicate.SYMPTOM_OF, "migraine") not in ends
    for relation in relations:
        quote = reading.document.text[relation.mentions[0].start : relation.mentions[0].end]
        assert isinstance(relation.subject, Found)
        assert relation.subject.name in quote.lower()


def test_a_pair_says_where_its_condition_stands(write: Callable[..., Document], vocabulary: Vocabulary) -> None:
    reading = read(write(PAGE, title="Gout"), vocabulary)
    pairs = {(p.item.key, p.condition.key): p.features for p in Pairs(reading, chosen_of(reading))}
    assert "subject@0" in pairs["fever", "gout"]
    assert "heading@0" in pairs["ibuprofen", "migraine"]
    assert "topic" in pairs["ibuprofen", "gout"]
    assert ("fever", "migraine") not in pairs


def test_a_subject_of_flattened_text_shuts_out_the_topic(
    write: Callable[..., Document], vocabulary: Vocabulary
) -> None:
    filler = "More is said of it here than anyone could need. " * 60
    text = f"# Gout\nGout is a disease. {filler}\nMigraine is a kind of headache.\nTreatment focuses on fever and rest."
    reading = read(write(text, title="Gout"), vocabulary)
    pairs = {(p.item.key, p.condition.key) for p in Pairs(reading, chosen_of(reading))}
    assert ("fever", "migraine") in pairs
    assert ("fever", "gout") not in pairs


def test_pairs_do_not_depend_on_the_run(write: Callable[..., Document], vocabulary: Vocabulary) -> None:
    reading = read(write(PAGE, title="Gout"), vocabulary)
    first, second = ([p.features for p in Pairs(reading, chosen_of(reading))] for _ in range(2))
    assert first == second


def test_listed_causes_that_are_no_records_relate_by_their_text(
    write: Callable[..., Document], vocabulary: Vocabulary
) -> None:
    text = "# Gout\nGout is common.\n## Migraine\nOther causes of migraine include:\n- loud noise,\n- fever\n- rest"
    reading = read(write(text, title="Gout"), vocabulary)
    names = {name: kind for name, kind in NAMES.items() if name in ("gout", "migraine", "fever")}
    listed = [r for r in relate(reading, chosen_of(reading, names)) if isinstance(r.subject, str)]
    found = [(r.subject, r.predicate, r.object.name) for r in listed if isinstance(r.object, Found)]
    assert found == [("loud noise", Predicate.CAUSE_OF, "migraine"), ("rest", Predicate.CAUSE_OF, "migraine")]
    for relation in listed:
        assert reading.document.text[relation.mentions[0].start : relation.mentions[0].end] == relation.subject


def related(
    write: Callable[..., Document], vocabulary: Vocabulary, text: str, names: dict[str, RecordKind]
) -> set[str]:
    reading = read(write(text, title="Gout"), vocabulary)
    relations = relate(reading, part_denied(reading, chosen_of(reading, names)))
    return {
        f"{r.subject.name} {r.predicate.value} {r.object.name}".lower()
        for r in relations
        if isinstance(r.subject, Found) and isinstance(r.object, Found)
    }


def test_what_is_denied_relates_to_nothing(write: Callable[..., Document], vocabulary: Vocabulary) -> None:
    text = "# Gout\n## Symptoms of gout\nGout causes swelling. It does not cause fever."
    text += "\n## Treatment\nRest does not help gout."
    names = {name: kind for name, kind in NAMES.items() if name in ("gout", "fever")}
    names |= {"swelling": RecordKind.SYMPTOM, "rest": RecordKind.TREATMENT}
    assert related(write, vocabulary, text, names) == {"swelling symptom_of gout"}


def test_a_warning_is_no_treatment(write: Callable[..., Document], vocabulary: Vocabulary) -> None:
    text = "# Gout\n## Treatment\nColchicine treats gout. Ibuprofen must not be taken by people with migraine."
    names = {name: kind for name, kind in NAMES.items() if name in ("gout", "migraine", "ibuprofen")}
    found = related(write, vocabulary, text, names)
    assert "ibuprofen contraindicated migraine" in found
    assert "ibuprofen treats migraine" not in found


def test_which_refers_to_what_stands_nearest(write: Callable[..., Document], vocabulary: Vocabulary) -> None:
    text = "# Gout\n## Treatment\nGout may lead to kidney stones, which are treated with surgery."
    names = {"gout": RecordKind.CONDITION, "kidney stones": RecordKind.CONDITION, "surgery": RecordKind.TREATMENT}
    found = related(write, vocabulary, text, names)
    assert "surgery treats kidney stones" in found
    assert "surgery treats gout" not in found
