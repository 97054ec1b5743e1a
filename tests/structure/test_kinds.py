"""The kind of a text without headings, from its words."""

import pytest

from pipeline.clean.cleaning import Cleaning
from pipeline.dedupe.verdicts import NOTHING
from pipeline.parse.blocks import Block, ParsedPage
from pipeline.structure.build import build_documents
from pipeline.structure.document import Document, Section
from pipeline.structure.identity import document_ids
from pipeline.structure.kinds import KINDS, KindWords, kind_words, set_kind, words_of
from schemas.enums import BlockKind, DocumentKind, HeadingSource, SectionKind, Verdict

SYMPTOMS = (
    "Most people first notice weakness of the hands and seizures. Signs and symptoms vary from person to person. "
    "Affected people may have hearing loss, short stature, muscle weakness and intellectual disability."
)
CAUSES = (
    "The exact cause is unknown. In some families the disorder is caused by a mutation in a gene, and genetic changes "
    "are inherited. Researchers suspect that environmental factors contribute."
)
DIAGNOSIS = (
    "The diagnosis is suspected after a physical exam and confirmed by genetic testing or a biopsy. Blood tests and "
    "imaging help doctors to rule out other conditions. Ask a laboratory whether the test is available."
)
TREATMENT = (
    "There is no cure. Treatment is aimed at relieving each symptom: surgery may be needed, and medications such as "
    "corticosteroids are used to treat the inflammation. Physical therapy may help to manage the pain."
)
DAY_OUT = (
    "We took the early train to the coast and ate our sandwiches on the pier. In the afternoon the children built a "
    "castle, and the tide had it before tea. We came home late, with sand in every shoe."
)


def document_of(text: str, kind: DocumentKind = DocumentKind.OTHER, sections: int = 1) -> Document:
    """A document whose sections have no headings."""
    spans = [
        Section(i, None if i == 0 else 0, i, None, HeadingSource.NONE, SectionKind.OVERVIEW, 0, len(text))
        for i in range(sections)
    ]
    return Document("d", "p", 0, None, kind, "en", text, [], spans)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (SYMPTOMS, SectionKind.SYMPTOMS),
        (CAUSES, SectionKind.CAUSES),
        (DIAGNOSIS, SectionKind.DIAGNOSIS),
        (TREATMENT, SectionKind.TREATMENT),
    ],
)
def test_kind_from_words(text: str, kind: SectionKind) -> None:
    document = document_of(text)
    set_kind(document)
    root = document.sections[0]
    assert (root.kind, root.heading_source) == (kind, HeadingSource.INFERRED)


@pytest.mark.parametrize(
    "document",
    [
        document_of(DAY_OUT),
        document_of("Боль в спине проходит после отдыха."),
        document_of(""),
        document_of(TREATMENT, DocumentKind.THREAD),
        document_of(TREATMENT, DocumentKind.HUB),
        document_of(TREATMENT, sections=2),
    ],
    ids=["no health", "other language", "empty", "thread", "hub", "has sections"],
)
def test_no_kind(document: Document) -> None:
    set_kind(document)
    root = document.sections[0]
    assert (root.kind, root.heading_source) == (SectionKind.OVERVIEW, HeadingSource.NONE)


@pytest.mark.parametrize(
    ("first", "source"), [(BlockKind.PARAGRAPH, HeadingSource.INFERRED), (BlockKind.HEADING, HeadingSource.NONE)]
)
def test_a_page_has_its_kind_inferred_only_without_headings(first: BlockKind, source: HeadingSource) -> None:
    blocks = [Block(first, "Living near the sea"), Block(BlockKind.PARAGRAPH, TREATMENT)]
    page = ParsedPage("page_1", "a.html", "s", "text/html", "utf-8", "en", "0" * 64, 1, blocks)
    cleaning = Cleaning(Verdict.ARTICLE, [None] * len(blocks), {})
    (document,) = build_documents(page, cleaning, NOTHING, document_ids(page, cleaning))
    assert document.sections[0].heading_source is source


def test_words_and_pairs_within_a_sentence() -> None:
    assert words_of("Rest. Ice for 20 minutes, ice for 1.5 hours") == [
        *("rest", "ice", "for", "0", "minutes", "hours"),
        *("ice for", "for 0", "0 minutes", "minutes ice", "0 hours"),
    ]


def test_only_the_beginning_is_looked_at() -> None:
    assert "surgery" not in words_of("word " * 600 + "surgery")


def test_scores_are_the_weights_over_the_root_of_their_number() -> None:
    table = dict.fromkeys(("fever", "rash", "cough", "chills", "sweat"), (0.0, 2.0, 1.0, 0.0, 0.0))
    model = KindWords(table, (0.0, 0.5, 0.0, 0.0, 0.0), margin=0.0)
    assert model.scores("fever rash cough chills sweat sweat") == pytest.approx(
        (0, 0.5 + 10 / 5**0.5, 5 / 5**0.5, 0, 0)
    )
    assert model.scores("fever rash cough chills") is None


def test_close_kinds_give_none() -> None:
    table = dict.fromkeys(("fever", "rash", "cough", "chills", "sweat"), (0.0, 2.0, 1.0, 0.0, 0.0))
    text = "fever rash cough chills sweat"  # symptoms lead by 5 / sqrt(5) = 2.24
    assert KindWords(table, (0.0,) * 5, 2.2).kind_of(text) is SectionKind.SYMPTOMS
    assert KindWords(table, (0.0,) * 5, 2.3).kind_of(text) is None


def test_the_table_is_whole_and_readable() -> None:
    model = kind_words()
    assert 300 <= len(model.table) <= 2_000
    assert {len(weights) for weights in (model.bias, *model.table.values())} == {len(KINDS)}
    assert model.margin > 0
    assert all(words_of(word)[-1] == word for word in model.table)
