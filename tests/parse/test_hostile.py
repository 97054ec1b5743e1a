"""Pages that are huge, deep or broken: read, or refused by a limit that counts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean.page import clean
from pipeline.parse import tree
from pipeline.parse.page import ParseError, parse
from pipeline.sources.raw import RawPage


def read(body: bytes) -> list[str]:
    page = parse(RawPage("a.html", body, "text/html", "here"))
    cleaning = clean(page)
    assert len(cleaning.reasons) == len(page.blocks)
    return [block.text for block in page.blocks]


def test_text_below_very_deep_tags_is_not_lost() -> None:
    depth = 20_000
    found = read(b"<body>" + b"<div>" * depth + b"deep" + b"</div>" * depth + b"<p>after</p>")
    assert found == ["deep", "after"]


def test_a_long_list_keeps_every_item() -> None:
    found = read(b"<ul>" + b"".join(b"<li>item number %d" % n for n in range(5_000)) + b"</ul>")
    assert len(found) == 5_000


def test_one_long_line_is_one_block() -> None:
    assert len(read(b"<p>" + b"word " * 200_000)) == 1


def test_too_many_tags_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MAX_NODES", 10)
    with pytest.raises(ParseError, match="more than 10 tags"):
        read(b"<p>a" * 11)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<li>",
                "<ul>",
                "<table><tr><td>",
                "</td>",
                "<h2>",
                "<a href=x>",
                "</a>",
                "<b>",
                "<br>",
                "<script>",
                "<!--",
                "<button>",
                "text. ",
                "&amp;",
                "\x00",
                "<select>",
                "<pre>\n\n",
            ]
        )
    )
)
def test_no_soup_of_tags_breaks_the_reader(parts: list[str]) -> None:
    read("".join(parts).encode())


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(body: bytes) -> None:
    read(body)


@pytest.mark.parametrize("media_type", ["text/plain", "text/markdown"])
@pytest.mark.parametrize(
    "piece", ["a\n", "- a\n", "A:\n", "|a|\n", "**a ", "_a ", "~~a ", "[^", "<!--", "`", "[a](", "<a ", "a-\n", "\\*"]
)
def test_a_text_of_one_piece_repeated_is_read(piece: str, media_type: str) -> None:
    """By the square of its length, each of these would take minutes."""
    page = parse(RawPage("a", (piece * (60_000 // len(piece))).encode(), media_type, "here"))
    assert len(clean(page).reasons) == len(page.blocks)
