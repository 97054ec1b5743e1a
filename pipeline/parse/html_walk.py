"""One walk over a page's tree: its visible text as blocks, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.parse.blocks import Block, Features, Region
from pipeline.parse.hints import BIT, marks_of, words_of
from pipeline.parse.html_tables import is_data_table, row_of
from pipeline.parse.tags import ROLES, Role, role_of
from schemas.enums import BlockKind

_PATH_DEPTH = 24  # deeper elements share the path of their ancestor: paths stay short, time linear
_HINT_WORDS = 40
_BULLET = re.compile(r"^[•●▪‣◦∙·■□►▸✓✔➢➤]\s+(?=\S)")
_NUMBER = re.compile(r"^(\d{1,3})[.)]\s+\S")
_SENTENCE_END = ".!?:;…”\"')"
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FOLD = BIT["faq"]
_BOUNDARY = frozenset({Role.CONTAINER, Role.ITEM, Role.LIST, Role.DEFINITIONS, Role.TABLE, Role.ROW, Role.TERM})
_BOUNDARY |= {Role.DESCRIPTION, Role.CAPTION, Role.HEADING, Role.SELECT, Role.PRE}


class _Frame:
    """An open element of the walk: its remaining children and what to restore after it."""

    __slots__ = ("children", "closes", "context", "element", "group", "region", "role")

    def __init__(
        self,
        element: etree._Element,
        role: Role,
        region: int,
        context: _Context | None,
        group: int,
        closes: bool,
    ) -> None:
        self.element = element
        self.children: Iterator[etree._Element] = iter(element)
        self.role = role
        self.region = region
        self.context = context
        self.group = group
        self.closes = closes


class _Context:
    """What the text inside the innermost item, heading, term or caption becomes."""

    __slots__ = ("kind", "level", "list_kind", "number", "used")

    def __init__(self, kind: BlockKind, level: int | None, list_kind: str | None = None, number: int | None = None):
        self.kind = kind
        self.level = level
        self.list_kind = list_kind
        self.number = number
        self.used = False


class Walker:
    """Collects blocks and regions of one tree. Time and memory grow with the number of nodes alone."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.regions: list[Region] = []
        self._pieces: list[str] = []
        self._filled = False  # whether the running block has more than white space
        self._links = 0  # characters inside links, in the running block
        self._link_count = 0
        self._fields = 0
        self._lead = 0  # length of the bold run that began the running block, folded
        self._link_depth = 0
        self._groups = 0
        self._lists: list[list[int | str]] = []  # open lists: kind, next number

    def walk(self, root: etree._Element) -> None:
        """Fill ``blocks`` and ``regions`` from ``root`` down."""
        stack = [self._open(root, Role.CONTAINER, None)]
        while stack:
            frame = stack[-1]
            for child in frame.children:
                tag = child.tag
                if not isinstance(tag, str):
                    self._text(child.tail)
                    continue
                role = ROLES.get(tag)
                if role is None:
                    role = role_of(tag)
                if role is Role.SKIP:
                    self._text(child.tail)
                    continue
                if role is Role.BREAK:
                    self._break(child.tail, frame)
                    continue
                if role is Role.FIELD:
                    if child.get("type") != "hidden":
                        self._fields += 1
                    self._text(child.tail)
                    continue
                if role is Role.ROW and frame.group < 0:
                    self._row(child, frame)
                    continue
                stack.append(self._open(child, role, frame))
                break
            else:
                stack.pop()
                self._close(frame, stack[-1] if stack else None)

    # -- elements ---------------------------------------------------------------------------------

    def _open(self, element: etree._Element, role: Role, above: _Frame | None) -> _Frame:
        parent = above.region if above is not None else -1
        context = above.context if above is not None else None
        group = above.group if above is not None else 0
        if role is Role.BUTTON and (self._filled or (element.tail or "").strip()):
            role = Role.INLINE
        region = parent
        closes = False
        if role in _BOUNDARY or role is Role.BUTTON:
            closes = True
            if above is not None:
                self._flush(above)
            region = self._region(element, parent)
            if role is Role.HEADING:
                context = _Context(BlockKind.HEADING, int(element.tag[1]))
            elif role is Role.LIST:
                self._lists.append([element.tag, _start(element)])
                if group <= 0:
                    self._groups += 1
                    group = self._groups
            elif role is Role.ITEM:
                context = self._item(element)
            elif role is Role.DEFINITIONS:
                if group <= 0:
                    self._groups += 1
                    group = self._groups
            elif role is Role.TERM or role is Role.DESCRIPTION:
                context = _Context(BlockKind.DEFINITION, 1, "dt" if role is Role.TERM else None)
            elif role is Role.CAPTION:
                context = _Context(BlockKind.CAPTION, None)
            elif role is Role.TABLE:
                self._groups += 1
                group = -self._groups if is_data_table(element) else 0
                context = None if context is not None and context.kind is not BlockKind.LIST_ITEM else context
            elif role is Role.PRE:
                context = _Context(BlockKind.PARAGRAPH, None)
            elif role is Role.BUTTON or role is Role.SELECT:
                context = _Context(BlockKind.OTHER, None)
                self._fields += 1
        elif role is Role.LINK:
            self._link_count += 1
            self._link_depth += 1
        elif element.tag == "option":
            self._pieces.append(" ")
        if role is Role.INLINE and region >= 0 and _is_hidden(element):
            # A hidden span in a sentence is no part of it: a region of its own.
            if above is not None:
                self._flush(above)
            region = self._region(element, parent)
            closes = True
        frame = _Frame(element, role, region, context, group, closes)
        if role is Role.BOLD and not self._filled:
            self._lead = -1
        self._text(element.text)
        return frame

    def _close(self, frame: _Frame, above: _Frame | None) -> None:
        role = frame.role
        if role is Role.LINK:
            self._link_depth -= 1
            following = frame.element.getnext()
            if following is not None and following.tag == "a" and not frame.element.tail:
                self._pieces.append(" ")
        elif role is Role.BOLD and self._lead == -1:
            self._lead = len(" ".join("".join(self._pieces).split()))
        if frame.closes:
            self._flush(frame)
            if role is Role.LIST:
                self._lists.pop()
        if above is not None:
            self._text(frame.element.tail)

    def _region(self, element: etree._Element, parent: int) -> int:
        classes = element.get("class") or ""
        ident = element.get("id") or ""
        aria = element.get("role") or ""
        marks = marks_of(element.tag, classes, ident, aria)
        hides = _is_hidden(element)
        if parent >= 0:
            above = self.regions[parent]
            chain = above.chain | marks
            depth = above.depth + 1
            path, hints, hidden, folded = above.path, above.hints, above.hidden, above.folded
        else:
            chain, depth, path, hints, hidden, folded = marks, 0, "", (), False, False
        if depth <= _PATH_DEPTH and element.tag not in ("html", "body"):
            path = f"{path}/{element.tag}" if path else element.tag
        if (classes or ident or aria) and len(hints) < _HINT_WORDS:
            hints += words_of(f"{classes} {ident} {aria}")
        if element.tag == "details" and "open" not in element.attrib:
            folded = True
        if hides:
            if marks & _FOLD and not hidden:
                folded = True
            else:
                hidden = True
        self.regions.append(Region(parent, element.tag, depth, marks, chain, path, hints, hidden, folded))
        return len(self.regions) - 1

    def _item(self, element: etree._Element) -> _Context:
        if not self._lists:
            return _Context(BlockKind.LIST_ITEM, 1, "ul")
        here = self._lists[-1]
        ordered = here[0] == "ol"
        number = None
        if ordered and isinstance(here[1], int):
            value = element.get("value") or ""
            number = int(value) if value.isdigit() and len(value) < 7 else here[1]
            here[1] = number + 1
        return _Context(BlockKind.LIST_ITEM, len(self._lists), "ol" if ordered else "ul", number)

    def _row(self, element: etree._Element, frame: _Frame) -> None:
        self._flush(frame)
        region = self._region(element, frame.region)
        row = row_of(element)
        if row is not None:
            features = Features(link_chars=row.link_chars, links=row.links, controls=row.controls, region=region)
            self._add(
                Block(
                    BlockKind.TABLE_ROW,
                    row.text,
                    cells=row.cells,
                    header=row.header,
                    group=-frame.group,
                    features=features,
                )
            )
        self._text(element.tail)

    # -- text -------------------------------------------------------------------------------------

    def _text(self, text: str | None) -> None:
        if text:
            self._pieces.append(text)
            if not self._filled and not text.isspace():
                self._filled = True
            if self._link_depth:
                self._links += len(" ".join(text.split()))

    def _break(self, tail: str | None, frame: _Frame) -> None:
        """A line break ends the block, unless it only wraps a long line within a sentence."""
        before = " ".join("".join(self._pieces[-8:]).split())
        after = (tail or "").lstrip()
        wraps = len(before) >= 40 and after[:1].islower() and before[-1:] not in _SENTENCE_END
        if wraps or (frame.context is not None and frame.context.kind is BlockKind.HEADING):
            self._pieces.append(" ")
        else:
            self._flush(frame)
        self._text(tail)

    def _flush(self, frame: _Frame) -> None:
        """End the running block; it belongs to ``frame``'s region."""
        if not self._pieces:
            return
        if self._filled:
            if frame.context is not None and frame.context.kind is BlockKind.PARAGRAPH:
                self._flush_lines(frame)
            else:
                self._emit(" ".join("".join(self._pieces).split()), frame)
        self._pieces.clear()
        self._filled = False
        self._links = self._link_count = self._lead = 0

    def _flush_lines(self, frame: _Frame) -> None:
        for passage in re.split(r"\n\s*\n", "".join(self._pieces)):
            text = " ".join(passage.split())
            if text:
                self._emit(text, frame)

    def _emit(self, text: str, frame: _Frame) -> None:
        context = frame.context
        features = Features(
            link_chars=min(self._links, len(text)),
            links=self._link_count,
            controls=self._fields,
            region=frame.region,
        )
        self._fields = 0
        lead = min(max(self._lead, 0), len(text))
        if context is None or context.used or context.kind is BlockKind.PARAGRAPH:
            block = self._paragraph(text, features)
            if context is not None:
                block.group = max(frame.group, 0)
        else:
            block = Block(context.kind, text, context.level, features=features)
            if context.kind is BlockKind.LIST_ITEM:
                block.list_kind, block.number = context.list_kind, context.number
            elif context.kind is BlockKind.DEFINITION:
                block.header = context.list_kind == "dt"
            context.used = context.kind in (BlockKind.LIST_ITEM, BlockKind.DEFINITION)
            block.group = max(frame.group, 0)
        if len(block.text) == len(text):
            block.lead = lead
        self._add(block)

    def _paragraph(self, text: str, features: Features) -> Block:
        bullet = _BULLET.match(text)
        if bullet:
            return Block(BlockKind.LIST_ITEM, text[bullet.end() :], 1, "ul", features=features)
        typed = _NUMBER.match(text)
        number = int(typed.group(1)) if typed else None
        return Block(BlockKind.PARAGRAPH, text, number=number, features=features)

    def _add(self, block: Block) -> None:
        features = block.features
        region = self.regions[features.region]
        features.path, features.hints = region.path, region.hints
        features.hidden, features.folded = region.hidden, region.folded
        self.blocks.append(block)


def _is_hidden(element: etree._Element) -> bool:
    attributes = element.attrib
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return style is not None and _HIDING_STYLE.search(style) is not None


def _start(element: etree._Element) -> int:
    start = element.get("start") or "1"
    return int(start) if start.isdigit() and len(start) < 7 else 1
