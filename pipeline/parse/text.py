"""Plain text and Markdown to blocks: flattened pages, hard-wrapped lines, lost headings, several pages in one file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.parse.blocks import Block
from pipeline.parse.text_group import Grouper
from pipeline.parse.text_headings import mark_headings, set_levels
from pipeline.parse.text_lines import split_lines
from pipeline.parse.text_meta import TextMeta, read_meta
from pipeline.parse.text_parts import number_parts

# Signs of Markdown that plain text hardly ever holds by chance.
_MARKS = re.compile(r"^#{1,6} \S|\[[^\[\]\n]+\]\((?:https?:|/|#|mailto:)[^()\s]*\)|\*\*[^\s*][^*\n]*\*\*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class TextPage:
    """A text as blocks, with what its head says of the page."""

    blocks: list[Block]
    meta: TextMeta


def parse_text(text: str, markdown: bool, single: bool = False) -> list[Block]:
    """The blocks of a decoded text; see :func:`read_text`."""
    return read_text(text, markdown, single).blocks


def read_text(text: str, markdown: bool, single: bool = False) -> TextPage:
    """The blocks and the metadata of a decoded text.

    ``markdown`` says that the file calls itself Markdown; plain text with plain signs of it is read the
    same way. ``single`` keeps the whole text one part, for a text that is known to be one page.
    Each block's ``source_start`` and ``source_end`` are code point offsets into ``text``.
    """
    meta = read_meta(text)
    marks = markdown or bool(_MARKS.search(text))
    drafts = Grouper(text, split_lines(text, meta.end), marks).drafts()
    mark_headings(drafts)
    if not single:
        number_parts(drafts)
    set_levels(drafts)
    return TextPage([draft.block for draft in drafts], meta)
