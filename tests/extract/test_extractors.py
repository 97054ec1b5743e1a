"""An extractor of one's own, as the documentation shows it, and the ground it needs."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.extract.candidates import phrases_of
from pipeline.extract.ground import ground
from pipeline.extract.lexicon import lead_kind, lead_rules
from pipeline.extract.reading import read
from pipeline.extract.run import extract
from pipeline.structure.document import Document
from pipeline.vocabulary.terms import Vocabulary

_PAGE = Path(__file__).parents[2] / "docs" / "extractors.md"


@pytest.mark.parametrize(("text", "names"), [("He had shaking chills.", ["chills"]), ("He felt fine.", [])])
def test_the_documented_example_is_grounded_or_refused(
    write: Callable[..., Document], vocabulary: Vocabulary, text: str, names: list[str]
) -> None:
    code = re.search(r"```python\n(.*?)```", _PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert code is not None
    space: dict[str, type] = {}
    exec(code[1], space)
    document = write(text)
    rows = ground(document, extract(document, vocabulary, [space["Chills"]()]), vocabulary)
    assert [record.name for record in rows.symptoms if record.name == "chills"] == names
    assert bool(rows.refused) != bool(names)


def test_phrases_hold_items_advice_and_joined_nouns(write: Callable[..., Document], vocabulary: Vocabulary) -> None:
    reading = read(write("# Care\nAvoid tight shoes.\nYou feel pain in your knee.\n- Warm baths, at night"), vocabulary)
    phrases = [phrase for index in range(len(reading.sentences)) for phrase in phrases_of(reading, index)]
    names = {reading.text(phrase.first, phrase.last) for phrase in phrases}
    assert {"Avoid tight shoes", "pain in your knee", "Warm baths"} <= names


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Common symptoms of gout include:", "symptoms"),
        ("The most common causes include:", "causes"),
        ("Gout may be treated with:", "treatment"),
        ("To lower your risk of gout:", "prevention"),
        ("Gout can lead to:", "complications"),
        ("Call your doctor if you have:", "see_doctor"),
        ("Risk factors are:", "risk_factors"),
        ("Blue things:", None),
    ],
)
def test_what_a_sentence_announces(sentence: str, kind: str | None) -> None:
    assert lead_kind(sentence) == kind


@pytest.mark.parametrize("unit", ["you may ", "keep ", "reduce the ", "likely to be ", "a "])
def test_no_lead_pattern_backtracks_without_bound(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    for _, pattern in lead_rules():
        pattern.search(text)
    assert lead_kind(text) in {None, *(kind for kind, _ in lead_rules())}
