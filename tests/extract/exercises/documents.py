"""Documents for tests, written as short lines of marks.

``# Title`` is a heading (``##`` one level down), ``- item`` and ``1) item`` are list items (two blanks
deeper a level), ``| a | b |`` a table row (the first of a table with ``|=`` a head row), ``**Name:**
text`` a bold lead; any other line is a paragraph. A blank line ends a list or table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.parse.blocks import Block
from pipeline.structure.document import Document, Line, Section
from pipeline.vocabulary.terms import Entry, Linked, Match
from schemas.enums import BlockKind, DocumentKind, HeadingSource, SectionKind

_ITEM = re.compile(r"^(?P<in> *)(?:[-*] |(?P<n>\d+)\) )")


def block_of(raw: str, group: int) -> Block:
    """One block from one marked line."""
    text = raw.strip()
    if text.startswith("#"):
        level = len(text) - len(text.lstrip("#"))
        return Block(BlockKind.HEADING, text[level:].strip(), level=level)
    if text.startswith("|"):
        header = text.startswith("|=")
        parts = [part.strip() for part in text.strip("|=").split("|")]
        spans, place = [], 0
        for part in parts:
            spans.append((place, place + len(part)))
            place += len(part) + 1
        return Block(BlockKind.TABLE_ROW, "\t".join(parts), cells=tuple(spans), header=header, group=group)
    item = _ITEM.match(raw)
    kind, level, number, group_of = BlockKind.PARAGRAPH, None, None, 0
    if item:
        text = raw[item.end() :].strip()
        kind, level, group_of = BlockKind.LIST_ITEM, len(item["in"]) // 2 + 1, group
        number = int(item["n"]) if item["n"] else None
    bold = re.match(r"\*\*(.+?)\*\*", text)
    lead = len(bold[1]) if bold else 0
    if bold:
        text = bold[1] + text[bold.end() :]
    list_kind = None if kind is BlockKind.PARAGRAPH else ("ol" if number is not None else "ul")
    return Block(kind, text, level=level, list_kind=list_kind, number=number, lead=lead, group=group_of)


def document_of(source: str, *, title: str | None = None, topic: str | None = None) -> Document:
    """A document from marked lines; every heading opens a section under the last one above its level."""
    blocks: list[Block] = []
    group = 1
    for raw in source.strip("\n").splitlines():
        if not raw.strip():
            group += 1
            continue
        blocks.append(block_of(raw, group))
    text = "\n".join(block.text for block in blocks)
    root = Section(0, None, 0, None, HeadingSource.NONE, SectionKind.OVERVIEW, 0, len(text))
    sections, lines, place, open_sections = [root], [], 0, [root]
    for ordinal, block in enumerate(blocks):
        end = place + len(block.text)
        if block.kind is BlockKind.HEADING:
            while open_sections[-1].level >= (block.level or 1):
                open_sections.pop().end = max(place - 1, 0)
            section = Section(
                len(sections),
                open_sections[-1].index,
                block.level or 1,
                block.text,
                HeadingSource.MARKUP,
                SectionKind.OTHER,
                place,
                len(text),
            )
            sections.append(section)
            open_sections.append(section)
        lines.append(Line(block, ordinal, place, end, open_sections[-1].index))
        place = end + 1
    span = (text.index(topic), text.index(topic) + len(topic)) if topic and topic in text else None
    return Document("d1", "p1", 0, title, DocumentKind.EXERCISE, "en", text, lines, sections, topic, span)


class NoVocabulary:
    """A vocabulary that knows nothing."""

    version = "none"

    def find(self, text: str) -> Sequence[Match]:
        assert text is not None
        return []

    def lookup(self, phrase: str) -> Sequence[Entry]:
        assert phrase is not None
        return []

    def link(self, kind: str, name: str) -> Linked:
        raise AssertionError(f"an extractor linked {kind} {name}")
