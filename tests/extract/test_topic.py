"""What a document is about."""

from collections.abc import Callable

import pytest

from pipeline.extract.reading import read
from pipeline.extract.topic import ensure_topic, settle_topic
from pipeline.structure.document import Document
from pipeline.vocabulary.terms import Vocabulary


def topic(document: Document, vocabulary: Vocabulary) -> str | None:
    reading = read(document, vocabulary)
    settle_topic(reading)
    return document.topic


@pytest.mark.parametrize(
    ("text", "title", "wanted"),
    [
        ("# Gout\nGout is common.", "Gout", "Gout"),
        ("# Gout | A clinic\nGout is common.", "Gout | A clinic", "Gout"),
        ("# Help\nGout hurts. Gout swells. Gout passes. Gout returns. Fever is rare.", "Help", "Gout"),
        ("# Fever\nFever is a sign.", "Fever", "Fever"),
        ("# Five stretches\nFever may follow. Then drink.", "Five stretches", None),
    ],
)
def test_the_topic_is_a_condition_or_what_the_title_says(
    write: Callable[..., Document], vocabulary: Vocabulary, text: str, title: str, wanted: str | None
) -> None:
    found = topic(write(text, title=title), vocabulary)
    assert found == wanted or (wanted is None and (found or "").lower() != "fever")


def test_a_topic_that_the_scorer_left_out_is_added(write: Callable[..., Document], vocabulary: Vocabulary) -> None:
    document = write("# Gout\nGout is common.", title="Gout")
    reading = read(document, vocabulary)
    settle_topic(reading)
    (added,) = ensure_topic(reading, [])
    assert added.found.name == "Gout"
    assert document.text[added.found.mentions[0].start : added.found.mentions[0].end] == "Gout"
    assert ensure_topic(reading, [added]) == [added]


def test_a_treatment_is_no_condition_to_add(write: Callable[..., Document], vocabulary: Vocabulary) -> None:
    document = write("# Colchicine\nColchicine is a drug.", title="Colchicine")
    reading = read(document, vocabulary)
    settle_topic(reading)
    assert ensure_topic(reading, []) == []


def test_a_title_that_nothing_knows_is_a_condition_where_the_page_treats_it_as_one(
    write: Callable[..., Document], vocabulary: Vocabulary
) -> None:
    text = "# Dry fold\nDry fold is harmless.\n## Causes of dry fold\nCold air.\n## Treatment\nCream."
    for page, names in ((text, ["Dry fold"]), (text.replace("Causes of", "Facts on"), [])):
        reading = read(write(page, title="Dry fold"), vocabulary)
        settle_topic(reading)
        assert [item.found.name for item in ensure_topic(reading, [])] == names
