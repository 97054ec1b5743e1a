"""Tables: which hold data and which only lay a page out, and a row's cells as one line."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.parse.html_tokens import Tag, Token, tag_of, unescape

_BLOCKS_IN_LAYOUT = frozenset({"table", "form", "h1", "h2", "h3", "h4", "nav", "article", "section", "iframe", "main"})
_BREAKS = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "td", "th", "h5", "h6", "dt", "dd", "blockquote", "pre", "span"}
)
_SKIPPED = frozenset({"noscript", "iframe", "textarea"})
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


def is_data_table(tokens: list[Token], at: int) -> bool:
    """Whether the rows of the table that begins at ``at`` are lines of data.

    They are where there is more than one column, and nothing page-like in a cell.
    """
    if tag_of(tokens[at][0]).layout:
        return False
    widest = rows = cells = paragraphs = depth = 0
    for place in range(at, len(tokens)):
        inside, _, closers = tokens[place]
        tag = tag_of(inside)
        depth += not tag.empty
        name = tag.name
        if name == "tr":
            rows += 1
            cells = paragraphs = 0
        elif name in ("td", "th"):
            cells += 1
            paragraphs = 0
            widest = max(widest, cells)
        elif name in ("p", "ul", "ol", "div"):
            paragraphs += 1
            if paragraphs > _LONG_CELL:
                return False
        elif name in _BLOCKS_IN_LAYOUT and place > at:
            return False
        depth -= closers.count("</")
        if depth <= 0:
            break
    return rows > 0 and widest > 1


def row_of(tokens: list[Token], at: int, end: int) -> Row | None:
    """The row from its tag at ``at`` to the token ``end`` that ends it, or nothing where its cells are empty."""
    cells: list[_Cell] = []
    cell: _Cell | None = None
    depth = 0
    for place in range(at, end + 1):
        inside, text, closers = tokens[place]
        tag = tag_of(inside)
        if depth == 1:
            cell = _Cell(tag.name == "th") if tag.name in ("td", "th") else None
            if cell is not None:
                cells.append(cell)
        depth += not tag.empty
        if cell is not None:
            cell.open(tag, text, depth)
        for closer in closers.split("</")[1:]:
            depth -= 1
            if depth <= 1 or cell is None:
                cell = None
                continue
            name, _, tail = closer.partition(">")
            cell.close(name, depth, tail)
    for one in cells:
        one.end()
    texts = [one.text() for one in cells]
    if not any(texts):
        return None
    spans: list[tuple[int, int]] = []
    start = 0
    for text in texts:
        spans.append((start, start + len(text)))
        start += len(text) + 1
    joined = "\t".join(texts)
    margin = len(joined) - len(joined.lstrip("\t"))
    return Row(
        joined.strip("\t"),
        tuple((max(begin - margin, 0), max(stop - margin, 0)) for begin, stop in spans if stop > begin),
        all(one.header for one in cells),
        sum(one.link_chars for one in cells),
        sum(one.links for one in cells),
        sum(one.controls for one in cells),
    )


class _Cell:
    """A cell as it is read: its text, what of it is in links, its form fields."""

    def __init__(self, header: bool) -> None:
        self.header = header
        self.link_chars = self.links = self.controls = 0
        self._pieces: list[str] = []
        self._link: list[str] = []
        self._link_depth = self._skip_depth = 0  # depth of an open link, of an open element that is not shown

    def open(self, tag: Tag, text: str, depth: int) -> None:
        """A tag inside the cell (or its own), which opens the ``depth``-th element of the row."""
        name = tag.name
        if name in _FIELDS:
            self.controls += 1
        if name in _SKIPPED and not tag.empty and not self._skip_depth:
            self._skip_depth = depth
        if name == "a":
            self.links += 1
            self._link_depth = 0 if tag.empty else depth
        if name in _BREAKS:
            self._pieces.append(" ")
        self.add(text)

    def close(self, name: str, depth: int, tail: str) -> None:
        """An end tag that leaves ``depth`` elements of the row open, and the text behind it."""
        if depth < self._skip_depth:
            self._skip_depth = 0
        if depth < self._link_depth:
            self.end()
        if name in _BREAKS:
            self._pieces.append(" ")
        self.add(tail)

    def end(self) -> None:
        """The end of an open link, or of the cell."""
        self.link_chars += len(" ".join(unescape("".join(self._link)).split()))
        self._link.clear()
        self._link_depth = 0

    def add(self, text: str) -> None:
        """Text inside the cell."""
        if text and not self._skip_depth:
            self._pieces.append(text)
            if self._link_depth:
                self._link.append(text)

    def text(self) -> str:
        """The cell's text in one line."""
        return " ".join(unescape("".join(self._pieces)).split())
