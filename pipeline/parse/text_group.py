"""Shaped lines to blocks: paragraphs, list items, table rows, marked headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.parse.blocks import Block, Features
from pipeline.parse.text_inline import Inline, plain_text, undo_marks
from pipeline.parse.text_lines import TextLine
from pipeline.parse.text_shapes import Shape, Shaped, is_lone_bullet, is_row_rule, shape, typed_number
from pipeline.parse.text_wrap import goes_on, is_wrapped, join_lines, join_text, wrap_width
from schemas.enums import BlockKind

_CAPTION = re.compile(
    r"(?:fig(?:ure)?\.?|photo(?: credit)?|image(?: credit)?|caption|illustration)(?:\s*+\d++){0,2}\s*+[:.]\s"
)
# A sentence end right before a bold run, or a bold run right before a sentence: the line break between was lost.
_LOST_BREAK = re.compile(r"(?<=[.!?…:])(?=\*\*[^\s*][^*]*\*\*\s*$)")


@dataclass(slots=True)
class Draft:
    """A block in the making, with what the page's layout says of it."""

    block: Block
    gap: int  # blank lines before it
    rule: bool = False  # a drawn line or a page break lies before it
    lines: int = 1


class Grouper:
    """Reads shaped lines in order and collects drafts."""

    def __init__(self, text: str, lines: Sequence[TextLine], marks: bool) -> None:
        self._text = text
        self._marks = marks
        self._width = wrap_width(lines)
        self._shaped = [shape(line, marks) for line in lines]
        self._drafts: list[Draft] = []
        self._gap = 0
        self._rule = False
        self._group = 0
        self._indents: list[int] = []  # of the markers of the open list, outermost first
        self._list_kind = ""

    def drafts(self) -> list[Draft]:
        """All blocks, in order."""
        at = 0
        while at < len(self._shaped):
            at = self._step(at)
        return self._drafts

    def _step(self, at: int) -> int:
        """Handles the line at ``at`` and what belongs to it; gives the next line's index."""
        now = self._shaped[at]
        if now.line.page_break:
            self._rule = True
        if now.shape is Shape.BLANK:
            self._gap += 1
            return at + 1
        if now.shape in (Shape.NOTHING, Shape.FENCE):
            return at + 1
        if now.shape in (Shape.RULE, Shape.UNDERLINE):
            self._rule = True
            self._gap += 1
            return at + 1
        if now.shape is Shape.HEADING:
            self._heading(now)
            return at + 1
        if now.shape is Shape.ROW and (end := self._table_end(at)):
            self._table(at, end)
            return end
        if is_lone_bullet(now.line.text):
            return at + 1
        if now.shape is Shape.ITEM or self._torn_item(at):
            return self._item(at)
        return self._paragraphs(at)

    def _torn_item(self, at: int) -> bool:
        """The bullet stands alone on the line above."""
        return at > 0 and is_lone_bullet(self._shaped[at - 1].line.text)

    def _heading(self, now: Shaped) -> None:
        inline = undo_marks(now.line.text[now.skip :].rstrip("# "))
        if inline.text:
            self._list_ends()
            self._add(BlockKind.HEADING, inline, [now.line], level=now.level, number=typed_number(inline.text))

    def _item(self, at: int) -> int:
        now = self._shaped[at]
        lines = [now.line]
        end = at + 1
        while end < len(self._shaped) and self._shaped[end].shape is Shape.TEXT:
            before, after = lines[-1], self._shaped[end].line
            inside = after.indent > now.line.indent and goes_on(before, after, self._marks, self._width)
            if not inside and not (is_wrapped(before, after, self._width) and not before.hard_break):
                break
            lines.append(after)
            end += 1
        kind = "ol" if now.number is not None else "ul"
        depth = self._depth(now.line.indent, kind)
        inline = self._inline([now.line.text[now.skip :], *(line.text for line in lines[1:])])
        self._add(BlockKind.LIST_ITEM, inline, lines, level=depth, number=now.number, list_kind=kind)
        return end

    def _depth(self, indent: int, kind: str) -> int:
        """The depth of an item by its marker's column; opens a new list where none is open."""
        last = self._drafts[-1].block if self._drafts else None
        if last is None or last.kind is not BlockKind.LIST_ITEM:
            self._list_ends()
        while self._indents and indent < self._indents[-1]:
            self._indents.pop()
        fresh = not self._indents
        if fresh or indent > self._indents[-1] + 1:
            self._indents.append(indent)
        if fresh or (len(self._indents) == 1 and kind != self._list_kind):
            self._group += 1
        if len(self._indents) == 1:
            self._list_kind = kind
        return len(self._indents)

    def _paragraphs(self, at: int) -> int:
        end = at + 1
        while end < len(self._shaped) and (
            self._shaped[end].shape is Shape.TEXT or (self._shaped[end].shape is Shape.ROW and not self._table_end(end))
        ):
            end += 1
        below = self._shaped[end] if end < len(self._shaped) else None
        paragraphs = join_lines([shaped.line for shaped in self._shaped[at:end]], self._marks, self._width)
        for lines in paragraphs:
            titled = below is not None and below.shape is Shape.UNDERLINE and lines is paragraphs[-1]
            if titled and below is not None and len(lines) == 1 and len(lines[0].text) <= 120:
                inline = self._inline([lines[0].text])
                level = 1 if below.line.text.startswith("=") else 2
                self._add(BlockKind.HEADING, inline, lines, level=level, number=typed_number(inline.text))
                end += 1
            else:
                self._paragraph(lines)
        return end

    def _paragraph(self, lines: Sequence[TextLine]) -> None:
        if self._marks and len(lines) == 1 and (torn := _LOST_BREAK.search(lines[0].text)):
            line, cut = lines[0], torn.start()
            head = TextLine(line.text[:cut], line.start, line.start + cut, line.indent)
            tail = TextLine(line.text[cut:], line.start + cut, line.end, line.indent)
            self._paragraph([head])
            self._paragraph([tail])
            return
        inline = self._inline([line.text for line in lines])
        kind = BlockKind.CAPTION if _CAPTION.match(inline.text.lower()) else BlockKind.PARAGRAPH
        self._add(kind, inline, lines)

    def _table_end(self, at: int) -> int:
        """The index after the table that begins at ``at``; 0 where the line is no table row after all."""
        end = at
        while end < len(self._shaped) and self._shaped[end].shape is Shape.ROW:
            end += 1
        rows = [self._shaped[index].line.text for index in range(at, end)]
        tabs = all("\t" in row for row in rows)
        return end if len(rows) >= 2 and (tabs or all("|" in row for row in rows)) else 0

    def _table(self, at: int, end: int) -> None:
        self._list_ends()
        self._group += 1
        headed = at + 1 < end and is_row_rule(self._shaped[at + 1].line.text)
        for index in range(at, end):
            line = self._shaped[index].line
            if is_row_rule(line.text):
                continue
            raw = line.text.strip("|") if "|" in line.text else line.text
            cells = [self._inline([cell]).text for cell in (raw.split("|") if "|" in line.text else raw.split("\t"))]
            text, spans = _row_text(cells)
            if text:
                self._add(BlockKind.TABLE_ROW, Inline(text), [line], cells=spans, header=headed and index == at)

    def _inline(self, raws: Sequence[str]) -> Inline:
        raw = join_text(raws, self._text)
        return undo_marks(raw) if self._marks else plain_text(raw)

    def _list_ends(self) -> None:
        self._indents.clear()
        self._list_kind = ""

    def _add(
        self,
        kind: BlockKind,
        inline: Inline,
        lines: Sequence[TextLine],
        *,
        level: int | None = None,
        number: int | None = None,
        list_kind: str | None = None,
        cells: tuple[tuple[int, int], ...] = (),
        header: bool = False,
    ) -> None:
        if not inline.text:
            return
        block = Block(
            kind=kind,
            text=inline.text,
            level=level,
            list_kind=list_kind,
            number=number,
            lead=inline.lead,
            cells=cells,
            header=header,
            group=self._group if kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW) else 0,
            source_start=lines[0].start,
            source_end=lines[-1].end,
            features=Features(link_chars=inline.link_chars),
        )
        self._drafts.append(Draft(block, self._gap, self._rule, len(lines)))
        self._gap, self._rule = 0, False


def _row_text(cells: Sequence[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Cells joined by tabs, with the span of each."""
    if not any(cells):
        return "", ()
    spans: list[tuple[int, int]] = []
    at = 0
    for cell in cells:
        spans.append((at, at + len(cell)))
        at += len(cell) + 1
    return "\t".join(cells), tuple(spans)
