"""Russian names: every case and number by rule, and found in running text."""

from __future__ import annotations

import pytest

from pipeline.vocabulary.handwritten import read_list
from pipeline.vocabulary.load import load_vocabulary
from pipeline.vocabulary.russian import declined


@pytest.mark.parametrize(
    ("phrase", "forms"),
    [
        ("межпозвоночная грыжа", ["межпозвоночной грыжи", "межпозвоночную грыжу", "межпозвоночных грыж"]),
        ("боль в шее", ["боли в шее", "болью в шее", "болями в шее"]),
        ("сахарный диабет", ["сахарного диабета", "сахарным диабетом"]),
        ("физическая нагрузка", ["физических нагрузок", "физической нагрузкой"]),
        ("упражнение", ["упражнения", "упражнений", "упражнениями"]),
        ("обезболивающее", ["обезболивающего", "обезболивающих"]),
        ("хроническая боль", ["хронической боли", "хронических болей"]),
        ("судороги", ["судорог", "судорогами"]),
        ("мышца", ["мышцы", "мышцей", "мышц"]),
        ("триггерная точка", ["триггерных точек"]),
        ("глазные капли", ["глазных каплей", "глазными каплями"]),
    ],
)
def test_declined(phrase: str, forms: list[str]) -> None:
    found = declined(phrase)
    assert found[0] == phrase
    assert set(forms) <= set(found)


def test_what_follows_the_noun_stays() -> None:
    assert all(form.endswith(" седалищного нерва") for form in declined("воспаление седалищного нерва"))


def test_no_form_is_empty_and_none_comes_twice() -> None:
    for line in read_list("russian"):
        for term in line["terms"].split(";"):
            if term.strip():
                found = declined(term.strip())
                assert len(found) == len(set(found))
                assert all(word for form in found for word in form.split(" "))


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("При болях в пояснице помогает плавание.", {"болях в пояснице": "low back pain", "плавание": "swimming"}),
        ("Лечение межпозвоночной грыжи начинают с ЛФК.", {"межпозвоночной грыжи": "herniated intervertebral disc"}),
        ("Врач назначил курс ибупрофена и массажа.", {"ибупрофена": "ibuprofen", "массажа": "massage"}),
    ],
)
def test_found_in_text(text: str, spans: dict[str, str]) -> None:
    found = {text[match.start : match.end]: match.entries[0].name for match in load_vocabulary().find(text)}
    assert spans.items() <= found.items()


def test_a_russian_name_has_the_codes_of_the_concept() -> None:
    vocabulary = load_vocabulary()
    russian = vocabulary.link("condition", "грыжа позвоночника")
    assert russian.concept_id == vocabulary.link("condition", "slipped disk").concept_id
    assert [code.code for code in russian.codes] == ["MESH:D007405"]
