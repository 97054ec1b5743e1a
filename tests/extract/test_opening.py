"""The topic of a text without title and headings: the subject of its opening sentences."""

from collections.abc import Callable

import pytest

from pipeline.extract.reading import read
from pipeline.extract.topic import settle_topic
from pipeline.structure.document import Document
from pipeline.vocabulary.terms import Vocabulary


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Gout is a form of arthritis. It may follow kidney stones.", "Gout"),
        ("Brimley disease is a rare but serious disorder. It may bring migraine.", "Brimley disease"),
        ("Brimleyitis (BRI) is an illness that a toxin causes. Migraine may follow.", "Brimleyitis"),
        ("If you have gout, a joint hurts at night. Migraine is another thing.", "gout"),
        ("Your joints bend every day. A migraine can be hard on them.", "migraine"),
        ("Gardens are good for everyone. They need water.", None),
    ],
)
def test_the_opening_names_the_topic(
    text: str, topic: str | None, write: Callable[..., Document], vocabulary: Vocabulary
) -> None:
    document = write(text)
    settle_topic(read(document, vocabulary))
    assert document.topic == topic
    assert document.topic_span is None or document.text[slice(*document.topic_span)] == topic


def test_a_title_goes_before_the_opening(write: Callable[..., Document], vocabulary: Vocabulary) -> None:
    document = write("# Migraine\nGout is a form of arthritis.")
    settle_topic(read(document, vocabulary))
    assert document.topic == "Migraine"
