"""What the walk makes of HTML: kinds, levels, lists, tables, and the order of text."""

from __future__ import annotations

from pipeline.parse.blocks import Block, ParsedPage
from pipeline.parse.page import parse
from pipeline.sources.raw import RawPage
from schemas.enums import BlockKind


def page_of(body: str) -> ParsedPage:
    html = f"<!doctype html><html lang=en><head><title>A page</title></head><body>{body}</body></html>"
    return parse(RawPage(source="a.html", body=html.encode(), media_type="text/html", folder="here"))


def blocks_of(body: str) -> list[Block]:
    return page_of(body).blocks


def texts(body: str) -> list[str]:
    return [block.text for block in blocks_of(body)]


def test_headings_carry_their_level() -> None:
    found = blocks_of("<h1>Knee pain</h1><h3>Causes of it</h3><p>Many.</p>")
    assert [(block.kind, block.level) for block in found] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 3),
        (BlockKind.PARAGRAPH, None),
    ]


def test_nested_lists_share_a_group_and_count_their_depth() -> None:
    found = blocks_of("<ul><li>rest<ol start=3><li>lie down<li>sit</ol>then rise<li>ice</ul><ul><li>other</ul>")
    assert [block.text for block in found] == ["rest", "lie down", "sit", "then rise", "ice", "other"]
    assert [block.level for block in found] == [1, 2, 2, None, 1, 1]
    assert [block.number for block in found] == [None, 3, 4, None, None, None]
    assert len({block.group for block in found[:5]}) == 1
    assert found[5].group != found[0].group != 0


def test_table_rows_are_lines_with_cell_spans() -> None:
    found = blocks_of("<table><tr><th>Drug<th>Dose</tr><tr><td>A <b>b</b><td><p>5 mg</p><p>daily</p></table>")
    assert [block.text for block in found] == ["Drug\tDose", "A b\t5 mg daily"]
    assert [block.header for block in found] == [True, False]
    row = found[1]
    assert [row.text[start:end] for start, end in row.cells] == ["A b", "5 mg daily"]


def test_layout_tables_are_read_as_the_blocks_they_hold() -> None:
    found = blocks_of("<table><tr><td><h2>Left</h2><p>One.</p></td><td><p>Two.</p></td></tr></table>")
    assert [block.kind for block in found] == [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]


def test_a_cell_inside_skipped_elements_gives_no_text() -> None:
    found = texts("<table><tr><td>a<script>var x='<b>no</b>';</script> b<td>c</table>")
    assert found == ["a b\tc"]


def test_definitions_and_captions() -> None:
    found = blocks_of("<dl><dt>Bursa<dd>A sac.</dl><figure><img alt=x><figcaption>The knee</figcaption></figure>")
    assert [(block.kind, block.header) for block in found] == [
        (BlockKind.DEFINITION, True),
        (BlockKind.DEFINITION, False),
        (BlockKind.CAPTION, False),
    ]


def test_a_bold_lead_is_measured() -> None:
    found = blocks_of("<p><strong>Ice.</strong> Cool it.</p><p>Cool <b>it</b></p>")
    assert [block.lead for block in found] == [4, 0]


def test_line_breaks_end_a_block_but_not_a_wrapped_sentence() -> None:
    assert texts("<p>• swelling<br>• pain at night<br>Call us</p>") == ["swelling", "pain at night", "Call us"]
    assert texts("<p>This is a rather long line of a sentence that<br>goes on here.</p>") == [
        "This is a rather long line of a sentence that goes on here."
    ]


def test_folded_content_is_not_hidden_and_hidden_chrome_is() -> None:
    found = blocks_of(
        "<details><summary>What is it?</summary><p>A sprain.</p></details>"
        "<div role=tabpanel style='display:none'><p>Second tab.</p></div>"
        "<div style='display: none'><p>Chrome.</p></div><p>Open.</p>"
    )
    by_text = {block.text: block.features for block in found}
    assert by_text["A sprain."].folded
    assert not by_text["A sprain."].hidden
    assert by_text["Second tab."].folded
    assert not by_text["Second tab."].hidden
    assert by_text["Chrome."].hidden
    assert not by_text["Open."].hidden


def test_buttons_in_a_sentence_stay_in_it() -> None:
    found = texts("<p>A <button>bursa</button> is a sac.</p><p><button>Book</button></p>")
    assert found == ["A bursa is a sac.", "Book"]


def test_links_without_space_between_are_told_apart() -> None:
    found = blocks_of("<div><a href=a>Home</a><a href=b>Clinic</a></div>")
    assert found[0].text == "Home Clinic"
    assert found[0].features.links == 2


def test_no_visible_text_is_lost_and_none_is_doubled() -> None:
    body = "<div>a<p>b<span>c</span></p>d<ul>e<li>f</ul>g<table>h<tr><td>i<td>j</table>k<pre>l\n\nm</pre></div>n"
    assert "".join("".join(text.split()) for text in sorted("".join(texts(body)).replace("\t", ""))) == "abcdefghijklmn"
