from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse.blocks import Block
from pipeline.parse.text import parse_text, read_text
from schemas.enums import BlockKind, HeadingSource

SENTENCE = "The shoulder is a joint that moves in many directions, which makes it easy to hurt."


def kinds(blocks: list[Block]) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in blocks]


def test_flattened_page_gets_its_headings_back() -> None:
    text = f"Frozen shoulder\n\n{SENTENCE}\n\nWhat helps\n\n{SENTENCE}\n\n  • rest\n  • heat\n\nHome\n\nContact us\n"
    blocks = parse_text(text, markdown=False)
    assert kinds(blocks) == [
        ("heading", "Frozen shoulder"),
        ("paragraph", SENTENCE),
        ("heading", "What helps"),
        ("paragraph", SENTENCE),
        ("list_item", "rest"),
        ("list_item", "heat"),
        ("paragraph", "Home"),
        ("paragraph", "Contact us"),
    ]
    assert [block.level for block in blocks[:3]] == [1, None, 2]
    assert blocks[0].heading_source is HeadingSource.LINE_SHAPE
    assert blocks[4].group == blocks[5].group > 0


def test_hard_wrapped_lines_are_joined() -> None:
    wrapped = (
        "A stress fracture is a tiny crack in a bone that comes from doing the same\n"
        "thing again and again, as long distance runners do. It hurts most while you\n"
        "are on your feet.\n\nRest is the main treatment, and it takes from six to eight weeks till it has\n"
        "healed for good. The bone will bear your weight again without pain when it is to-\n"
        "gether, as your doctor can tell.\n"
    )
    blocks = parse_text(wrapped, markdown=False)
    assert len(blocks) == 2
    assert "doing the same thing again" in blocks[0].text
    assert blocks[0].text.endswith("on your feet.")


def test_one_paragraph_a_line_stays_apart() -> None:
    text = "\n".join([SENTENCE, "Rest is best.", SENTENCE * 3, "See a doctor if it swells.", SENTENCE * 2])
    assert len(parse_text(text, markdown=False)) == 5


def test_menu_lines_stay_apart() -> None:
    assert len(parse_text("Home\nabout us\nknees\nhips\nfeet\n", markdown=True)) == 5


def test_unclosed_item_swallows_nothing() -> None:
    text = f"Ways to help:\n\n  • Ice\n  • Heat helps too.\n\n    When to call\n\n    {SENTENCE}\n\n      deeper\n"
    blocks = parse_text(text, markdown=False)
    assert [block.kind for block in blocks[1:]] == [
        BlockKind.LIST_ITEM,
        BlockKind.LIST_ITEM,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
    ]


def test_numbered_names_with_a_body_are_headings_and_numbered_steps_are_items() -> None:
    text = f"1. Wall slide\n\n{SENTENCE}\n\n2. Arm circle\n\n{SENTENCE}\n\n1. Stand up\n2. Sit down\n3. Repeat it\n"
    blocks = parse_text(text, markdown=False)
    assert [(block.kind.value, block.number) for block in blocks] == [
        ("heading", 1),
        ("paragraph", None),
        ("heading", 2),
        ("paragraph", None),
        ("list_item", 1),
        ("list_item", 2),
        ("list_item", 3),
    ]
    assert blocks[0].text == "1. Wall slide"
    assert blocks[0].heading_source is HeadingSource.NUMBERED


@pytest.mark.parametrize("bullet", ["•", "-", "*", "–", "▪", "✓", "\\-", "\uf0b7", "o  ", "►"])
def test_bullets_of_many_shapes(bullet: str) -> None:
    blocks = parse_text(f"You need\n\n{bullet} a towel\n{bullet} a mat\n", markdown=True)
    assert kinds(blocks)[1:] == [("list_item", "a towel"), ("list_item", "a mat")]


def test_lone_bullet_belongs_to_the_next_line() -> None:
    blocks = parse_text("•\nfever\n•\ncough\n", markdown=False)
    assert kinds(blocks) == [("list_item", "fever"), ("list_item", "cough")]


def test_nested_items_have_depth() -> None:
    blocks = parse_text("- upper body\n  - press\n  - row\n- lower body\n", markdown=True)
    assert [block.level for block in blocks] == [1, 2, 2, 1]
    assert len({block.group for block in blocks}) == 1


def test_markdown_marks_are_undone() -> None:
    text = (
        "# Heel pain #\n\n![a foot](/img/foot.jpg)\n\n**Rest:** see [our *guide*](/guide_(new)) &amp; _walk_ less.  \n"
        "Next line\n\nSetext\n------\n\n**Calf stretch**\nLean on the wall.\n"
    )
    blocks = parse_text(text, markdown=True)
    assert kinds(blocks) == [
        ("heading", "Heel pain"),
        ("paragraph", "Rest: see our guide & walk less."),
        ("paragraph", "Next line"),
        ("heading", "Setext"),
        ("heading", "Calf stretch"),
        ("paragraph", "Lean on the wall."),
    ]
    assert blocks[1].lead == len("Rest:")
    assert blocks[1].features.link_chars == len("our guide")
    assert [block.level for block in blocks if block.kind is BlockKind.HEADING] == [1, 2, 3]


def test_tables() -> None:
    blocks = parse_text("| Drug | Dose |\n|---|:--|\n| Aspirin | low |\n\nsign\tshare\nfever\t90 %\n", markdown=True)
    assert [(block.text, block.header) for block in blocks] == [
        ("Drug\tDose", True),
        ("Aspirin\tlow", False),
        ("sign\tshare", False),
        ("fever\t90 %", False),
    ]
    assert [blocks[1].text[start:end] for start, end in blocks[1].cells] == ["Aspirin", "low"]


def test_front_matter_is_metadata_not_text() -> None:
    text = (
        "---\ntitle: 'Hip: a guide'\ndate: 2021-03-04\nauthor: Jo Doe\nurl: https://example.org/hip\n---\nBody text.\n"
    )
    page = read_text(text, markdown=True)
    assert kinds(page.blocks) == [("paragraph", "Body text.")]
    meta = page.meta
    assert (meta.title, meta.author, meta.url) == ("Hip: a guide", "Jo Doe", "https://example.org/hip")
    assert meta.published_on == date(2021, 3, 4)


def test_broken_front_matter_still_tells() -> None:
    page = read_text("---\ntitle: Hip: a guide\ntags: [a\n---\nBody text.\n", markdown=True)
    assert page.meta.title == "Hip: a guide"
    assert kinds(page.blocks) == [("paragraph", "Body text.")]


def test_header_lines_of_a_dump_are_metadata() -> None:
    text = "Title: Hip guide\n\nURL Source: https://example.org/hip\n\nMarkdown Content:\nTitle: not a header\n"
    page = read_text(text, markdown=True)
    assert (page.meta.title, page.meta.url) == ("Hip guide", "https://example.org/hip")
    assert kinds(page.blocks) == [("paragraph", "Title: not a header")]
    assert not read_text("Note: this is text.\nWarning: so is this.\n", markdown=False).meta.title


DESK = (
    "{0} is common among people who sit at a desk all day, and {0} gets better with patience and a higher chair.",
    "Nobody knows for sure why {0} starts, yet many patients with {0} remember a busy week before it began.",
    "Most people find that {0} eases within a month when they keep moving as well as their work lets them.",
)
SHOE = (
    "{0} corrects the big toe when wide shoes and pads no longer help; surgeons cut and turn the bone beside it.",
    "After {0} the foot stays bandaged, crutches are needed, and swelling of the ankle may last until summer.",
    "Risks of {0} include a stiff joint, slow wounds, and a scar that rubs against leather boots in winter.",
)


def page(title: str, topic: str, count: int = 7, said: tuple[str, ...] = DESK) -> str:
    """A flattened article whose talk is of one topic throughout."""
    body = [f"{said[n % 3]} {said[(n + 1) % 3]} Note {n}." for n in range(count)]
    return "\n\n".join([title, *body]).format(topic) + "\n\n"


def parts(text: str, **options: bool) -> list[int]:
    return sorted({block.part for block in parse_text(text, markdown=False, **options)})


def test_reprinted_article_is_a_part_of_its_own_and_so_is_what_follows() -> None:
    article = page("Tennis elbow explained", "tennis elbow")
    assert parts(article) == [0]
    assert parts(article * 2) == [0, 1]
    assert parts(article * 2, single=True) == [0]
    blocks = parse_text(article * 2 + page("Tennis elbow at work", "tennis elbow", 6), markdown=False)
    assert [block.part for block in blocks if block.text.startswith("Tennis elbow ") and len(block.text) < 40] == [
        0,
        1,
        2,
    ]


def test_another_topic_under_a_title_begins_a_part() -> None:
    text = page("Migraine explained", "migraine headache") + page(
        "Bunion surgery and what to expect", "bunion surgery", 7, SHOE
    )
    blocks = parse_text(text, markdown=False)
    assert next(block.text for block in blocks if block.part == 1).startswith("Bunion surgery and")
    assert parts(page("Migraine explained", "migraine headache") + page("Migraine in children", "migraine")) == [0]


def test_the_end_of_a_page_begins_a_part_even_on_the_same_topic() -> None:
    end = "Name *\n\nPhone *\n\nCall me\n\nBy clicking you accept it\n\n© Example Clinic\n\nPrivacy policy\n\n"
    text = page("Knee pain in sports", "knee pain") + end + page("Exercises against knee pain", "knee pain", 20)
    assert parts(text) == [0, 1]


_ALPHABET = st.sampled_from([*"ab .\n\t#*-_[]()|1•é\u2028\r\f😀`<>!&;\\:", "\n\n", "word ", "**", "1. ", "---\n"])


@given(st.lists(_ALPHABET, max_size=120).map("".join), st.booleans())
def test_any_text_parses_and_offsets_are_in_order(text: str, markdown: bool) -> None:
    last = 0
    for block in parse_text(text, markdown):
        assert block.text == " ".join(block.text.split(" ")).strip(" ")
        assert block.text
        assert block.source_start is not None
        assert block.source_end is not None
        assert last <= block.source_start < block.source_end <= len(text)
        last = block.source_end


@given(st.lists(st.text(alphabet="abcdefgh ", min_size=1, max_size=30), max_size=12))
def test_plain_words_are_never_lost(lines: list[str]) -> None:
    text = "\n\n".join(lines)
    assert " ".join(block.text for block in parse_text(text, markdown=False)).split() == text.split()
