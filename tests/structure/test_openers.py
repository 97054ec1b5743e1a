"""Paragraphs that open a subject or an aspect where the headings were lost."""

import pytest

from pipeline.clean.cleaning import Cleaning
from pipeline.dedupe.verdicts import NOTHING
from pipeline.parse.blocks import Block, ParsedPage
from pipeline.structure.build import build_documents
from pipeline.structure.document import Document
from pipeline.structure.identity import document_ids
from pipeline.structure.openers import opener_rules, opening_of
from schemas.enums import BlockKind, HeadingSource, SectionKind, Verdict

FLAT = (
    "There are several reasons for a sore heel, and this page names the most common of them in turn.",
    "Plantar fasciitis is a strain of the band under the foot.",
    "Treatment focuses on stretching the calf.",
    "A stress fracture is a small crack in a bone.",
    "Common symptoms of a stress fracture include pain and swelling.",
    "To treat a stress fracture, doctors advise rest.",
)


def flat(*paragraphs: str, filler: int = 1_500) -> Document:
    blocks = [Block(BlockKind.PARAGRAPH, text) for text in paragraphs]
    blocks[0].text += " More of this follows." * (filler // 22)
    page = ParsedPage("page_1", "a.txt", "s", "text/plain", "utf-8", "en", "0" * 64, 1, blocks)
    (document,) = build_documents(
        page, cleaning := Cleaning(Verdict.ARTICLE, [None] * len(blocks), {}), NOTHING, document_ids(page, cleaning)
    )
    return document


@pytest.mark.parametrize(("name", "kind", "example"), [(n, k, e) for n, k, _, e in opener_rules()])
def test_each_rule_opens_its_example(name: str, kind: SectionKind | None, example: str) -> None:
    pattern = next(p for n, _, p, _ in opener_rules() if n == name)
    assert pattern.match(example)
    opening = opening_of(example)
    assert opening is not None
    assert opening.kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "It is a common problem.",
        "This condition occurs when a nerve is pressed.",
        "Your doctor is a good person to ask.",
        "Many people never notice.",
        "Walk a little every day.",
    ],
)
def test_a_paragraph_that_goes_on_opens_nothing(text: str) -> None:
    assert opening_of(text) is None


def test_subjects_and_aspects_are_inferred_and_carried_over() -> None:
    document = flat(*FLAT)
    inferred = [s for s in document.sections if s.heading_source is HeadingSource.INFERRED]
    assert [(s.kind, s.subject) for s in inferred] == [
        (SectionKind.OVERVIEW, "Plantar fasciitis"),
        (SectionKind.TREATMENT, "Plantar fasciitis"),
        (SectionKind.OVERVIEW, "stress fracture"),
        (SectionKind.SYMPTOMS, "stress fracture"),
        (SectionKind.TREATMENT, "stress fracture"),
    ]
    for section in inferred:
        assert section.subject_span is not None
        assert document.text[slice(*section.subject_span)] == section.subject
        assert section.heading is None


def test_a_text_with_its_headings_in_place_is_left_alone() -> None:
    document = flat(*FLAT, filler=0)
    assert [s.heading_source for s in document.sections] == [HeadingSource.NONE]


@pytest.mark.parametrize("unit", ["the common ", "treatment of x ", "a, or b ", "also called "])
def test_no_opener_backtracks_without_bound(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    for _, _, pattern, _ in opener_rules():
        assert pattern.match(text) is None
    assert opening_of(text) is None
