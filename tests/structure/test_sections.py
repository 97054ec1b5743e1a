"""Blocks to documents with sections of the right kind, border and subject."""

import pytest

from pipeline.clean.cleaning import Cleaning
from pipeline.dedupe.verdicts import NOTHING, PageVerdicts
from pipeline.parse.blocks import Block, ParsedPage
from pipeline.structure.build import build_documents
from pipeline.structure.headings import heading_kind, heading_rules
from pipeline.structure.identity import document_ids
from pipeline.structure.topic import framed_name, frames
from schemas.enums import BlockKind, DropReason, HeadingSource, SectionKind, Verdict


def heading(text: str, level: int = 2, part: int = 0) -> Block:
    return Block(BlockKind.HEADING, text, level=level, part=part)


def paragraph(text: str, part: int = 0, lead: int = 0) -> Block:
    return Block(BlockKind.PARAGRAPH, text, part=part, lead=lead)


def page(*blocks: Block) -> tuple[ParsedPage, Cleaning]:
    parsed = ParsedPage("page_1", "a.html", "site", "text/html", "utf-8", "en", "0" * 64, 1, list(blocks))
    return parsed, Cleaning(Verdict.ARTICLE, [None] * len(blocks), {})


GOUT = (
    heading("Gout", 1),
    paragraph("Gout is a kind of arthritis."),
    heading("Symptoms"),
    paragraph("A hot big toe."),
    heading("Treatment"),
    paragraph("Several things help."),
    heading("Colchicine", 3),
    paragraph("A drug."),
    heading("Who gets gout?"),
    paragraph("Men more than women."),
)


def test_sections_nest_and_end_at_the_next_heading_of_their_level() -> None:
    parsed, cleaning = page(*GOUT)
    (document,) = build_documents(parsed, cleaning, NOTHING, document_ids(parsed, cleaning))
    assert document.text == "\n".join(block.text for block in GOUT)
    drug = next(s for s in document.sections if s.heading == "Colchicine")
    treatment = next(s for s in document.sections if s.heading == "Treatment")
    assert drug.kind is SectionKind.TREATMENT
    assert drug.parent == treatment.index
    assert document.text[treatment.start : treatment.end].endswith("A drug.")
    assert document.sections[0].end == len(document.text)
    assert [s.kind for s in document.sections if s.level == 2] == [
        SectionKind.SYMPTOMS,
        SectionKind.TREATMENT,
        SectionKind.RISK_FACTORS,
    ]
    assert all(document.text[line.start : line.end] == line.block.text for line in document.lines)


def test_topic_is_what_title_and_headings_agree_on() -> None:
    parsed, cleaning = page(*GOUT)
    parsed.title = "Gout | A clinic"
    (document,) = build_documents(parsed, cleaning, NOTHING, document_ids(parsed, cleaning))
    assert document.topic == "Gout"
    assert document.topic_span is not None
    assert document.text[slice(*document.topic_span)] == "Gout"


def test_a_bold_line_heads_what_follows_but_a_bold_sentence_does_not() -> None:
    bold, sentence = "What helps", "This matters a lot."
    parsed, cleaning = page(
        paragraph(bold, lead=len(bold)), paragraph("Rest."), paragraph(sentence, lead=len(sentence))
    )
    (document,) = build_documents(parsed, cleaning, NOTHING, document_ids(parsed, cleaning))
    assert [(s.heading, s.heading_source) for s in document.sections[1:]] == [(bold, HeadingSource.LINE_SHAPE)]


def test_dropped_blocks_templates_and_copies_are_in_no_document() -> None:
    parsed, cleaning = page(*GOUT)
    cleaning.reasons[3] = DropReason.NAV
    ids = document_ids(parsed, cleaning)
    (document,) = build_documents(parsed, cleaning, PageVerdicts(templates=frozenset({5})), ids)
    assert "hot big toe" not in document.text
    assert "Several things" not in document.text
    assert build_documents(parsed, cleaning, PageVerdicts(duplicate_of="page_0"), ids) == []


def test_ids_of_a_bundle_do_not_depend_on_its_neighbours() -> None:
    both, kept = page(heading("A", part=0), heading("B", part=1), heading("C", part=2))
    more, kept_more = page(heading("Z", part=0), heading("A", part=1), heading("B", part=2), heading("B", part=3))
    assert document_ids(both, kept)[1] == document_ids(more, kept_more)[2] != document_ids(more, kept_more)[3]


def test_a_page_of_one_article_keeps_its_id_when_the_title_changes() -> None:
    assert set(document_ids(*page(heading("A"))).values()) == set(document_ids(*page(heading("B"))).values())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("What are the signs of gout?", "symptoms"),
        ("How do I know if I have gout?", "symptoms"),
        ("Why does it happen?", "causes"),
        ("Who gets gout?", "risk_factors"),
        ("What happens if it is left untreated?", "complications"),
        ("Tests for gout", "diagnosis"),
        ("How is gout treated?", "treatment"),
        ("Things you can do at home", "self_care"),
        ("How to prevent attacks", "prevention"),
        ("When to see a doctor", "see_doctor"),
        ("What is the outlook?", "outlook"),
        ("Stretches for the calf", "exercise"),
        ("Types of gout", "types"),
        ("Stages", "stages"),
        ("Side effects", "side_effects"),
        ("Who should not take it", "contraindications"),
        ("Living with gout", "living_with"),
        ("Gout in pregnancy", "pregnancy"),
        ("How does it work?", "how_it_works"),
        ("Research", "research"),
        ("What is gout?", "overview"),
        ("Colchicine", "other"),
        ("Symptoms2", "symptoms"),
        ("First-line measures", "treatment"),
        ("Симптомы", "symptoms"),
        ("Лечение подагры", "treatment"),
        ("Причины болезни", "causes"),
    ],
)
def test_heading_kinds(text: str, kind: str) -> None:
    assert heading_kind(text) == kind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("What is gout?", "gout"),
        ("Symptoms of a stress fracture", "stress fracture"),
        ("What causes gout?", "gout"),
        ("How is gout treated?", "gout"),
        ("Living with gout", "gout"),
        ("Gout symptoms", "Gout"),
        ("What is it?", None),
        ("Colchicine", None),
    ],
)
def test_names_in_heading_frames(text: str, name: str | None) -> None:
    assert framed_name(text) == name


@pytest.mark.parametrize("unit", ["what is ", "symptoms of ", "how x is ", "main ", "a ", "when should "])
def test_no_pattern_backtracks_without_bound(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    for frame in frames().values():
        frame.match(text)
    for _, rule in heading_rules():
        rule.search(text)
    assert heading_kind(text) in SectionKind
