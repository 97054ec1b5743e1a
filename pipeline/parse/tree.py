"""Text of a page to its lxml tree, whatever its size or depth."""

from __future__ import annotations

import re

from lxml import etree

from pipeline.parse.errors import ParseError

MAX_CHARACTERS = 64_000_000
MAX_NODES = 3_000_000
# libxml2 gives up below 2,048 open elements and loses what follows, so deeper tags are left out.
_MAX_DEPTH = 1_000
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_VOID = frozenset(b"area base br col embed hr img input link meta param source track wbr".split())


def tree_of(text: str) -> etree._Element:
    """The root element of ``text``; an empty one where nothing in it can be shown.

    Raises:
        ParseError: the page is larger than a limit (characters, tags).
    """
    if len(text) > MAX_CHARACTERS:
        raise ParseError(f"page of {len(text)} characters is larger than the limit of {MAX_CHARACTERS}")
    data = text.encode("utf-8", errors="replace")
    if data.count(b"<") > MAX_NODES:
        raise ParseError(f"page has more than {MAX_NODES} tags")
    parser = _parser()
    root = _parse(data, parser)
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        root = _parse(_flatten(data), _parser())
    return etree.Element("html") if root is None else root


def _parser() -> etree.HTMLParser:
    return etree.HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True)


def _parse(data: bytes, parser: etree.HTMLParser) -> etree._Element | None:
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
    except etree.ParserError:
        return None


def _flatten(data: bytes) -> bytes:
    """``data`` without the tags that are nested too deeply; their text stays."""
    depth = 0

    def keep(match: re.Match[bytes]) -> bytes:
        nonlocal depth
        closing, name = match.group(1), match.group(2).lower()
        if name in _VOID or match.group().endswith(b"/>"):
            return match.group()
        if closing:
            depth = max(depth - 1, 0)
            return match.group() if depth < _MAX_DEPTH else b" "
        depth += 1
        return match.group() if depth <= _MAX_DEPTH else b" "

    return _TAG.sub(keep, data)
