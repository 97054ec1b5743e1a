"""The flat run of tags that the walk reads."""

from __future__ import annotations

import pytest

from pipeline.parse.html_tokens import end_of, tag_of, tokens_of
from pipeline.parse.page import parse
from pipeline.parse.tree import tree_of
from pipeline.sources.raw import RawPage


def texts(html: str) -> list[str]:
    return [block.text for block in parse(RawPage("a.html", html.encode(), "text/html", "here")).blocks]


def test_every_text_is_behind_a_tag() -> None:
    tokens = tokens_of(tree_of("<p>one <b>two</b> three</p>four"))
    assert tokens[2:4] == [("p", "one ", ""), ("b", "two", "</b> three</p>four</body></html>")]


def test_the_end_of_an_element_is_found_among_end_tags() -> None:
    tokens = tokens_of(tree_of("<div><p>a<b>b</b></p></div><p>c</p>"))
    starts = [token[0] for token in tokens]
    assert end_of(tokens, starts.index("p")) == (starts.index("b"), 2)
    assert end_of(tokens, starts.index("b")) == (starts.index("b"), 1)


def test_what_is_never_visible_is_taken_out() -> None:
    assert texts("<p>a<script>if (1 < 2) {}</script> b<style>p{}</style></p><svg><text>c</text></svg>") == ["a b"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>1 &lt; 2 &amp;amp; 3 &gt; 2 &quot;x&quot;</p>", '1 < 2 &amp; 3 > 2 "x"'),
        ('<p title="a > b" class="x">inside</p>', "inside"),
        ('<p data-x="</p>">inside</p>', "inside"),
        ("<p a<b='1' \"c=2>inside</p>", "inside"),
        ("<p>a<x<y>b</p>", "ab"),
        ("<p>x&#13;y&nbsp;z</p>", "x y z"),
    ],
)
def test_signs_of_markup_in_texts_and_attributes_do_no_harm(html: str, text: str) -> None:
    assert texts(html) == [text]


@pytest.mark.parametrize(
    ("inside", "hides"),
    [
        ('div hidden=""', True),
        ('span style="color:red; display : none"', True),
        ('div aria-hidden="true"', True),
        ('div aria-hidden="false" data-hidden="1"', False),
        ('p style="display:block"', False),
    ],
)
def test_hidden_elements_are_known_by_their_attributes(inside: str, hides: bool) -> None:
    assert tag_of(inside).hides is hides


def test_a_link_is_a_link_whatever_its_attributes() -> None:
    assert tag_of('a href="/knee" class="nav"') == tag_of('a href="/hip"')
    assert tag_of('abbr title="x"') != tag_of('a title="x"')


def test_text_behind_an_empty_row_is_not_lost() -> None:
    html = "<table><tr><td>a</td><td>b</td></tr><tr></tr></table>c<table><tr><td>d</td><td>e</td></tr></table>"
    assert texts(html) == ["a\tb", "c", "d\te"]
