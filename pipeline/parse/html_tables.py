"""Tables: which hold data and which only lay a page out, and a row's cells as one line."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

_BLOCKS_IN_LAYOUT = frozenset({"table", "form", "h1", "h2", "h3", "h4", "nav", "article", "section", "iframe", "main"})
_BREAKS = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "td", "th", "h5", "h6", "dt", "dd", "blockquote", "pre", "span"}
)
_SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "head", "textarea"})
_FIELDS = frozenset({"input", "select", "button", "textarea"})
_LONG_CELL = 4  # paragraphs or lists in one cell: the table is a layout


@dataclass(slots=True)
class Row:
    """A table row: cells joined by tabs, with their code point spans."""

    text: str
    cells: tuple[tuple[int, int], ...]
    header: bool
    link_chars: int
    links: int
    controls: int


def is_data_table(table: etree._Element) -> bool:
    """Whether the table's rows are lines of data: more than one column, and nothing page-like in a cell."""
    if table.get("role") in ("presentation", "none"):
        return False
    widest = rows = cells = paragraphs = 0
    for element in table.iter(etree.Element):
        tag = element.tag
        if element is table:
            continue
        if tag in _BLOCKS_IN_LAYOUT:
            return False
        if tag == "tr":
            rows += 1
            cells = paragraphs = 0
        elif tag in ("td", "th"):
            cells += 1
            paragraphs = 0
            widest = max(widest, cells)
        elif tag in ("p", "ul", "ol", "div"):
            paragraphs += 1
            if paragraphs > _LONG_CELL:
                return False
    return rows > 0 and widest > 1


def row_of(row: etree._Element) -> Row | None:
    """The row as one line, or nothing where its cells are empty."""
    texts: list[str] = []
    heads = link_chars = links = controls = 0
    for cell in row:
        if cell.tag not in ("td", "th"):
            continue
        text, in_links, link_count, fields = _cell(cell)
        heads += cell.tag == "th"
        link_chars += in_links
        links += link_count
        controls += fields
        texts.append(text)
    filled = [text for text in texts if text]
    if not filled:
        return None
    cells: list[tuple[int, int]] = []
    at = 0
    for text in texts:
        cells.append((at, at + len(text)))
        at += len(text) + 1
    joined = "\t".join(texts)
    start = len(joined) - len(joined.lstrip("\t"))
    return Row(
        joined.strip("\t"),
        tuple((max(begin - start, 0), max(end - start, 0)) for begin, end in cells if end > begin),
        heads == len(texts) and heads > 0,
        link_chars,
        links,
        controls,
    )


def _cell(cell: etree._Element) -> tuple[str, int, int, int]:
    pieces: list[str] = []
    link_chars = links = controls = 0
    # (element, whether its end is met): an explicit stack, for cells can be deep
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if event == "start":
            if tag in _BREAKS:
                pieces.append(" ")
            if tag in _FIELDS:
                controls += 1
            if tag not in _SKIPPED and element.text:
                pieces.append(element.text)
            if tag == "a":
                links += 1
                link_chars += len(" ".join("".join(element.itertext()).split()))
        elif element is not cell:
            if tag in _BREAKS:
                pieces.append(" ")
            if element.tail and not _inside_skipped(element, cell):
                pieces.append(element.tail)
    return " ".join("".join(pieces).split()), link_chars, links, controls


def _inside_skipped(element: etree._Element, cell: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent is not cell and parent.tag in _SKIPPED
