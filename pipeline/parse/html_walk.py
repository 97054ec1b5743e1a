"""One walk over a page's tags: its visible text as blocks, in reading order."""

from __future__ import annotations

import re

from pipeline.parse.blocks import Block, Features, Regions
from pipeline.parse.html_tables import is_data_table, row_of
from pipeline.parse.html_tokens import FOLD, KNOWN, Tag, Token, end_of, tag_of, unescape
from pipeline.parse.tags import Role
from schemas.enums import BlockKind

_PATH_DEPTH = 24  # deeper elements share the path of their ancestor: paths stay few, time linear
_BULLETS = frozenset("•●▪‣◦∙·■□►▸✓✔➢➤")
_NUMBER = re.compile(r"^(\d{1,3})[.)]\s+\S")
_BLANK_LINE = re.compile(r"\n\s*\n")
_SENTENCE_END = ".!?:;…”\"')"
# Roles as plain numbers: see ``tags.CODES``.
_INLINE, _LINK, _BOLD, _BREAK = int(Role.INLINE), int(Role.LINK), int(Role.BOLD), int(Role.BREAK)
_SKIP, _FIELD, _BUTTON, _ROW = int(Role.SKIP), int(Role.FIELD), int(Role.BUTTON), int(Role.ROW)
_EMPTY = frozenset({_FIELD, _SKIP})
_CONTAINER, _LIST, _ITEM = int(Role.CONTAINER), int(Role.LIST), int(Role.ITEM)


class _Context:
    """What the text inside the innermost item, heading, term or caption becomes."""

    __slots__ = ("kind", "level", "list_kind", "number", "used")

    def __init__(self, kind: BlockKind, level: int | None, list_kind: str | None = None, number: int | None = None):
        self.kind = kind
        self.level = level
        self.list_kind = list_kind
        self.number = number
        self.used = False


# An open element: its role, whether it ends the running block, and the context and group around it.
_Open = tuple[int, bool, _Context | None, int]
_LINKS = frozenset({"a ", "a", "a/"})
_PLAIN: _Open = (_INLINE, False, None, 0)


class Walker:
    """Collects blocks and regions of one tree. Time and memory grow with the number of tags alone."""

    def __init__(self, tokens: list[Token]) -> None:
        self.blocks: list[Block] = []
        self.regions = Regions()
        self._tokens = tokens
        self._pieces: list[str] = []
        self._looked = 0  # pieces known to be white space
        self._links = 0  # characters inside links, in the running block
        self._link_count = 0
        self._link_depth = 0
        self._fields = 0
        self._lead = 0  # length of the bold run that began the running block, folded
        self._groups = 0
        self._lists: list[list[int | str]] = []  # open lists: kind, next number
        self._paths: dict[tuple[int, str], int] = {}
        self._tags: list[Tag] = []  # the open elements that are regions once they hold a block
        self._places: list[int] = []  # and their regions; -1: none yet
        # Of the innermost open element:
        self._context: _Context | None = None
        self._group = 0

    def walk(self) -> None:
        """Fill ``blocks`` and ``regions``."""
        tokens, pieces, known = self._tokens, self._pieces, KNOWN
        stack: list[_Open] = []
        skip_to = 0
        for at, (inside, text, closers) in enumerate(tokens):
            if at < skip_to:
                continue
            tag = known.get(inside) or tag_of(inside)
            role = tag[0]
            if role == _INLINE and not tag[3]:
                if not tag[4]:
                    stack.append(_PLAIN)
                if tag[1] == "option":
                    pieces.append(" ")
                self._text(text)
            elif role == _BREAK:
                self._break(text)
                self._text(text)
            elif role == _ROW and self._group < 0:
                skip_to, used = self._row(tag, at)
                if tag[4]:
                    self._text(text)
                self._end(stack, skip_to, used)
                skip_to += 1
                continue
            elif role in _EMPTY:
                self._fields += role == _FIELD and not tag[6]
                if not tag[4]:
                    stack.append(_PLAIN)
                elif text:
                    self._text(text)
            else:
                opened = self._open(tag, at)
                if tag[4]:
                    self._close(opened, at, False)
                else:
                    stack.append(opened)
                if text and (pieces or not text.isspace()):
                    self._text(text)
            if closers:
                self._end(stack, at, 0)
        self._flush()

    def _end(self, stack: list[_Open], at: int, used: int) -> None:
        """Close what the token's end tags close, but for the first ``used`` of them; then read the texts behind."""
        ends = self._tokens[at][2].split("</")
        if used:
            self._text(ends[used].partition(">")[2])
        last = len(ends) - 1
        for place in range(used + 1, len(ends)):
            opened = stack.pop()
            closer = ends[place]
            bare = closer[-1] == ">"
            if opened is not _PLAIN:
                self._close(opened, at, bare and place == last)
            if not bare:
                self._text(closer.partition(">")[2])

    def _text(self, text: str) -> None:
        if text and (self._pieces or not text.isspace()):
            if "&" in text:
                text = unescape(text)
            self._pieces.append(text)
            if self._link_depth:
                self._links += len(" ".join(text.split()))

    # -- elements ---------------------------------------------------------------------------------

    def _open(self, tag: Tag, at: int) -> _Open:
        role = tag[0]
        around = self._context, self._group
        if role == _CONTAINER:
            if self._pieces or self._link_count:
                self._flush()
            self._tags.append(tag)
            self._places.append(-1)
            return (role, True, *around)
        if role == _LINK:
            self._link_count += 1
            self._link_depth += 1
            return (role, False, *around)
        if role == _BOLD:
            if not self._filled():
                self._lead = -1
            return (role, False, *around)
        if role == _BUTTON and (self._filled() or self._has_tail(at)):
            role = _INLINE
            if not tag.hides:
                return _PLAIN
        self._flush()
        self._tags.append(tag)
        self._places.append(-1)
        # A hidden span in a sentence is no part of it: a region of its own.
        if role != _INLINE:
            self._begin(role, tag, at)
        return (role, True, *around)

    def _begin(self, role: int, tag: Tag, at: int) -> None:
        """What the text of an element of this role becomes."""
        if role == _LIST:
            self._lists.append([tag.name, 1 if tag.number is None else tag.number])
            self._join_group()
        elif role == _ITEM:
            self._context = self._item(tag)
        elif role == Role.HEADING:
            self._context = _Context(BlockKind.HEADING, int(tag.name[1]))
        elif role == Role.DEFINITIONS:
            self._join_group()
        elif role in (Role.TERM, Role.DESCRIPTION):
            self._context = _Context(BlockKind.DEFINITION, 1, "dt" if role == Role.TERM else None)
        elif role == Role.CAPTION:
            self._context = _Context(BlockKind.CAPTION, None)
        elif role == Role.TABLE:
            self._groups += 1
            self._group = -self._groups if is_data_table(self._tokens, at) else 0
            if self._context is not None and self._context.kind is not BlockKind.LIST_ITEM:
                self._context = None
        elif role == Role.PRE:
            self._context = _Context(BlockKind.PARAGRAPH, None)
        elif role in (_BUTTON, Role.SELECT):
            self._context = _Context(BlockKind.OTHER, None)
            self._fields += 1

    def _close(self, opened: _Open, at: int, bare: bool) -> None:
        """End an element; ``bare`` says that the next tag follows at once."""
        role, closes, context, group = opened
        if role == _LINK:
            self._link_depth -= 1
            if bare and at + 1 < len(self._tokens) and self._tokens[at + 1][0][:2] in _LINKS:
                self._pieces.append(" ")
        elif role == _BOLD and self._lead == -1:
            self._lead = len(" ".join("".join(self._pieces).split()))
        if closes:
            if self._pieces or self._link_count:
                self._flush()
            if role == _LIST:
                self._lists.pop()
            self._context, self._group = context, group
            self._tags.pop()
            self._places.pop()

    def _has_tail(self, at: int) -> bool:
        """Whether a button stands in a sentence that goes on behind it."""
        end, used = end_of(self._tokens, at)
        _, text, closers = self._tokens[end]
        return bool((closers.split("</")[used].partition(">")[2] if used else text).strip())

    def _region(self) -> int:
        """The region of the innermost open element; those around it become regions with it."""
        places = self._places
        depth = len(places) - 1
        while depth >= 0 and places[depth] < 0:
            depth -= 1
        for open_depth in range(depth + 1, len(places)):
            places[open_depth] = self._enter(self._tags[open_depth], open_depth)
        return places[-1]

    def _enter(self, tag: Tag, depth: int) -> int:
        regions = self.regions
        _, name, bits, hides, _, _, _, folds, _ = tag
        if depth:
            parent = self._places[depth - 1]
            path = regions.path[parent]
            hidden, folded = regions.hidden[parent], regions.folded[parent]
            chain = regions.chain[parent] | bits
        else:
            parent, path, hidden, folded, chain = -1, 0, False, False, bits
        if depth <= _PATH_DEPTH and name not in ("html", "body"):
            path = self._paths.setdefault((path, name), len(self._paths) + 1)
        folded = folded or folds
        if hides:
            if bits & FOLD and not hidden:
                folded = True
            else:
                hidden = True
        return regions.add(parent, depth, bits, chain, path, hidden, folded)

    def _join_group(self) -> None:
        if self._group <= 0:
            self._groups += 1
            self._group = self._groups

    def _item(self, tag: Tag) -> _Context:
        if not self._lists:
            return _Context(BlockKind.LIST_ITEM, 1, "ul")
        here = self._lists[-1]
        ordered = here[0] == "ol"
        number = None
        if ordered and isinstance(here[1], int):
            number = here[1] if tag.number is None else tag.number
            here[1] = number + 1
        return _Context(BlockKind.LIST_ITEM, len(self._lists), "ol" if ordered else "ul", number)

    def _row(self, tag: Tag, at: int) -> tuple[int, int]:
        """Read a row of a data table; where it ends, as ``end_of`` tells it."""
        self._flush()
        end, used = end_of(self._tokens, at)
        row = row_of(self._tokens, at, end)
        if row is not None:
            self._tags.append(tag)
            self._places.append(-1)
            features = Features(row.link_chars, row.controls, region=self._region(), links=row.links)
            block = Block(BlockKind.TABLE_ROW, row.text, cells=row.cells, header=row.header, features=features)
            block.group = -self._group
            self._add(block)
            self._tags.pop()
            self._places.pop()
        return end, used

    # -- text -------------------------------------------------------------------------------------

    def _filled(self) -> bool:
        """Whether the running block has more than white space; each piece is looked at once."""
        pieces = self._pieces
        while self._looked < len(pieces):
            if not pieces[self._looked].isspace() and pieces[self._looked]:
                return True
            self._looked += 1
        return False

    def _break(self, tail: str) -> None:
        """A line break ends the block, unless it only wraps a long line within a sentence."""
        before = " ".join("".join(self._pieces[-8:]).split())
        after = tail.lstrip()
        wraps = len(before) >= 40 and after[:1].islower() and before[-1:] not in _SENTENCE_END
        if wraps or (self._context is not None and self._context.kind is BlockKind.HEADING):
            self._pieces.append(" ")
        else:
            self._flush()

    def _flush(self) -> None:
        """End the running block; it belongs to the current region."""
        if self._pieces:
            whole = "".join(self._pieces)
            text = " ".join(whole.split())
            if text:
                if self._context is not None and self._context.kind is BlockKind.PARAGRAPH:
                    for passage in _BLANK_LINE.split(whole):
                        if line := " ".join(passage.split()):
                            self._emit(line)
                else:
                    self._emit(text)
            self._pieces.clear()
            self._looked = 0
            self._links = self._link_count = self._lead = 0
        else:
            self._link_count = min(self._link_count, self._link_depth)  # links around pictures are no text's

    def _emit(self, text: str) -> None:
        context = self._context
        features = Features(min(self._links, len(text)), self._fields, region=self._region(), links=self._link_count)
        self._fields = 0
        group = max(self._group, 0)
        if context is None or context.used or context.kind is BlockKind.PARAGRAPH:
            block = _paragraph(text, features)
            block.group = group if context is not None else 0
        else:
            block = Block(context.kind, text, context.level, group=group, features=features)
            if context.kind is BlockKind.LIST_ITEM:
                block.list_kind, block.number = context.list_kind, context.number
            elif context.kind is BlockKind.DEFINITION:
                block.header = context.list_kind == "dt"
            context.used = context.kind in (BlockKind.LIST_ITEM, BlockKind.DEFINITION)
        if len(block.text) == len(text) and self._lead > 0:
            block.lead = min(self._lead, len(text))
        self._add(block)

    def _add(self, block: Block) -> None:
        features = block.features
        features.hidden = self.regions.hidden[features.region]
        features.folded = self.regions.folded[features.region]
        self.blocks.append(block)


def _paragraph(text: str, features: Features) -> Block:
    if text[0] in _BULLETS and text[1:2] == " ":
        return Block(BlockKind.LIST_ITEM, text[2:], 1, "ul", features=features)
    typed = _NUMBER.match(text) if text[0].isdecimal() else None
    return Block(BlockKind.PARAGRAPH, text, number=int(typed.group(1)) if typed else None, features=features)
