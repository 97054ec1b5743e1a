"""The second look: numbers that set a name beside the others of its document."""

from collections.abc import Callable

from pipeline.extract.candidates import phrases_of
from pipeline.extract.choose import choose_scored
from pipeline.extract.collect import gather
from pipeline.extract.reading import read
from pipeline.extract.scorer import shipped_weights
from pipeline.extract.second import COLUMNS, LIVE, second_look
from pipeline.structure.document import Document
from pipeline.vocabulary.terms import Vocabulary
from schemas.enums import RecordKind

PAGE = """
# Gout
Gout can be treated with:
- ibuprofen
- rest
- surgery
Signs of gout include:
- Joint pain when pressed
"""


def test_a_list_item_sees_its_siblings(write: Callable[..., Document], vocabulary: Vocabulary) -> None:
    reading = read(write(PAGE, title="Gout"), vocabulary)
    gathered = gather(reading)
    items = {"ibuprofen": 3.0, "rest": 3.0, "surgery": -1.0}
    scores = [[(-9.0, -9.0, items.get(group.key, LIVE - 1))] * len(group.phrases) for group in gathered]
    able, rows = second_look(reading, gathered, scores)[2]
    numbers = {gathered[index].key: dict(zip(COLUMNS, row, strict=True)) for index, row in zip(able, rows, strict=True)}
    assert set(numbers) == set(items)
    assert numbers["surgery"]["siblings2"] > 0.9
    assert numbers["rest"]["siblings2"] < numbers["surgery"]["siblings2"]
    assert numbers["rest"]["list_size"] == 3
    assert numbers["rest"]["item"] == 1
    assert second_look(reading, gathered, scores)[0][0] == []


def test_a_longer_symptom_keeps_its_place(write: Callable[..., Document], vocabulary: Vocabulary) -> None:
    reading = read(write(PAGE, title="Gout"), vocabulary)
    gathered = gather(reading)
    odds = {"joint pain": 1.0, "joint pain when pressed": 0.95}
    scores = [(-1.0, odds.get(group.key, -1.0), -1.0) for group in gathered]
    names = [c.found.name for c in choose_scored(reading, gathered, scores, shipped_weights())]
    assert names == ["Joint pain when pressed"]
    treatments = [(-1.0, -1.0, odds.get(group.key, -1.0)) for group in gathered]
    chosen = choose_scored(reading, gathered, treatments, shipped_weights())
    assert [(c.found.kind, c.found.name) for c in chosen] == [(RecordKind.TREATMENT, "Joint pain")]


def test_no_phrase_ends_in_a_comma(write: Callable[..., Document], vocabulary: Vocabulary) -> None:
    reading = read(write("Gout may cause fever, swelling, and headache.", title="Gout"), vocabulary)
    names = [reading.text(p.first, p.last) for p in phrases_of(reading, 0)]
    assert names
    assert not [name for name in names if name[-1] in ",.;:"]
