"""A whole document, read."""

from collections.abc import Callable

from pipeline.extract.ground import ground
from pipeline.extract.run import extract
from pipeline.structure.document import Document
from pipeline.vocabulary.terms import Vocabulary
from schemas.enums import Verdict

ARTICLE = """
# Gout
Gout is a kind of arthritis.
## Symptoms of gout
Common symptoms of gout include:
- fever
- swelling
## Treatment
Gout can be treated with:
- ibuprofen
- rest
## Complications
Gout can lead to kidney stones.
"""


def test_an_article_gives_records_of_each_kind(write: Callable[..., Document], vocabulary: Vocabulary) -> None:
    document = write(ARTICLE, title="Gout")
    rows = ground(document, extract(document, vocabulary), vocabulary)
    assert {(r.name.lower(), r.role.value) for r in rows.conditions} >= {
        ("gout", "topic"),
        ("kidney stones", "complication"),
    }
    assert {r.name for r in rows.symptoms} == {"fever", "swelling"}
    assert {r.name for r in rows.treatments} == {"ibuprofen", "rest"}
    assert {(r.subject_text, r.predicate.value) for r in rows.relations} >= {
        ("fever", "symptom_of"),
        ("ibuprofen", "treats"),
    }
    assert rows.refused == []


def test_a_hub_states_nothing(write: Callable[..., Document], vocabulary: Vocabulary) -> None:
    extraction = extract(write(ARTICLE, verdict=Verdict.HUB), vocabulary)
    assert extraction.records == []
    assert extraction.relations == []
