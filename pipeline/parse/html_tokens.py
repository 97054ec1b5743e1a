"""A tree as a flat run of start tags, each with the text and the end tags behind it.

A page has thousands of elements, and to ask lxml for each of them costs more than to parse the page. Written out
by libxml2, the tree is well formed, so one regular expression finds all its tags; what a tag's attributes tell is
worked out once for each different tag.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from pipeline.parse.hints import BIT, marks_of
from pipeline.parse.tags import CODES, DROPPED, Role, role_of

# What stands between "<" and ">" of a start tag, the text behind it, and the end tags and texts behind that.
Token = tuple[str, str, str]
MAX_KNOWN = 30_000
_LONGEST_KNOWN = 300  # characters; longer tags (data in attributes) hardly come again
_MARKUP = re.compile(r"<([^/>][^>]*)>([^<]*)((?:</[^>]*>[^<]*)*)")
_NAME = re.compile(r"[^\s/]*")
_ATTRIBUTE = re.compile(r" (class|id|role|style|hidden|aria-hidden|value|start|type|open)=\"([^\"]*)\"")
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Tag(NamedTuple):
    """What a tag tells. ``bits`` are its marks (``hints.BIT``) and, above them, its place in ``TAG_BIT``."""

    role: int
    name: str
    bits: int
    hides: bool  # display:none, hidden, aria-hidden
    empty: bool  # it has no end tag
    number: int | None  # an item's value, a list's start
    unseen: bool  # a hidden input
    folds: bool  # details that are closed
    layout: bool  # a table that says it is none


MARKS = (1 << 48) - 1  # the bits of ``Tag.bits`` that are marks
TAG_BIT: dict[str, int] = {
    name: 1 << (48 + place)
    for place, name in enumerate(
        ("nav", "header", "footer", "aside", "form", "main", "article", "pre", "ul", "table", "noscript")
    )
}
FOLD = BIT["faq"]
KNOWN: dict[str, Tag] = {}
LINK = Tag(CODES["a"], "a", 0, False, False, None, False, False, False)
_EMPTY_LINK = LINK._replace(empty=True)


def tokens_of(root: etree._Element) -> list[Token]:
    """All tags below and with ``root`` in document order; elements that are never visible are taken out of it."""
    etree.strip_elements(root, *DROPPED, with_tail=False)
    return _MARKUP.findall(etree.tostring(root, encoding="unicode", with_tail=False))


def tag_of(inside: str) -> Tag:
    """What the tag says whose text between its angle brackets is ``inside``."""
    if inside[:2] == "a ":  # addresses differ, and nothing else of a link counts
        return _EMPTY_LINK if inside[-1] == "/" else LINK
    known = KNOWN.get(inside)
    if known is None:
        known = _read(inside)
        if len(inside) <= _LONGEST_KNOWN:
            if len(KNOWN) >= MAX_KNOWN:
                KNOWN.clear()
            KNOWN[inside] = known
    return known


def end_of(tokens: list[Token], at: int) -> tuple[int, int]:
    """Where the element that begins at ``at`` ends: the token, and which of its end tags, counted from 1."""
    if tokens[at][0][-1] == "/":
        return at, 0
    depth = 0
    for place in range(at, len(tokens)):
        inside, _, closers = tokens[place]
        if inside[-1] != "/":
            depth += 1
        if closers:
            closing = closers.count("</")
            if closing >= depth:
                return place, depth
            depth -= closing
    return len(tokens) - 1, 0


def unescape(text: str) -> str:
    """The characters that stand in ``text`` as XML writes them."""
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    return text.replace("&#13;", "\r").replace("&#10;", "\n").replace("&#9;", "\t").replace("&amp;", "&")


def _read(inside: str) -> Tag:
    match = _NAME.match(inside)
    name = match.group() if match else ""
    role = CODES.get(name)
    if role is None:
        role = int(role_of(name))
    found = _ATTRIBUTE.findall(inside)
    if not found:
        bits = marks_of(name, "", "", "") | TAG_BIT.get(name, 0)
        return Tag(role, name, bits, False, inside[-1] == "/", None, False, name == "details", False)
    held = {key: unescape(value) if "&" in value else value for key, value in found}
    aria = held.get("role", "")
    marks = marks_of(name, held.get("class", ""), held.get("id", ""), aria)
    style = held.get("style")
    value = held.get("value" if role == Role.ITEM else "start", "")
    return Tag(
        role=role,
        name=name,
        bits=marks | TAG_BIT.get(name, 0),
        hides="hidden" in held
        or held.get("aria-hidden") == "true"
        or (style is not None and _HIDING_STYLE.search(style) is not None),
        empty=inside[-1] == "/",
        number=int(value) if value.isdecimal() and len(value) < 7 else None,
        unseen=held.get("type") == "hidden",
        folds=name == "details" and "open" not in held,
        layout=aria in ("presentation", "none"),
    )
