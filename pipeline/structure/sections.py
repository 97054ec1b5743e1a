"""Lines to sections: headings by level, each with its kind."""

from __future__ import annotations

import re

from pipeline.parse.blocks import Block
from pipeline.structure.document import Line, Section
from pipeline.structure.headings import heading_kind
from pipeline.structure.openers import opening_of
from schemas.enums import BlockKind, HeadingSource, SectionKind

_BOLD_LEVEL = 7  # a bold line stands below every markup heading
_RUN_IN_LEVEL = 8  # so does a question that begins a paragraph and is answered in it
_SUBJECT_LEVEL, _ASPECT_LEVEL = 9, 10  # paragraphs that open a subject, or an aspect of it, without a heading
_SPARSE = 1_200  # characters a heading; articles with their headings in place have 300 to 900
_RUN_IN = re.compile(
    r"(?:what|how|why|when|who|where|is|are|does|do|can|should|will)\b[^.!?\n]{4,90}\?(?=\s|$)", re.IGNORECASE
)
_LONGEST_BOLD = 90
# Kinds that a heading without a kind of its own takes over from the section it stands in: "Surgery options"
# under "Treatment" is found by its own words, "Kegel exercises" or "Corticosteroids" only by their place.
INHERITED = frozenset(
    {
        SectionKind.SYMPTOMS,
        SectionKind.CAUSES,
        SectionKind.RISK_FACTORS,
        SectionKind.COMPLICATIONS,
        SectionKind.DIAGNOSIS,
        SectionKind.TREATMENT,
        SectionKind.SELF_CARE,
        SectionKind.PREVENTION,
        SectionKind.EXERCISE,
        SectionKind.SIDE_EFFECTS,
        SectionKind.CONTRAINDICATIONS,
        SectionKind.LIVING_WITH,
        SectionKind.RESEARCH,
    }
)

# Under these a paragraph that begins "Massage is ..." speaks of one more thing to do, elsewhere of one more
# thing to have.
_ADVICE = frozenset({SectionKind.TREATMENT, SectionKind.SELF_CARE, SectionKind.PREVENTION, SectionKind.EXERCISE})


def heading_level(block: Block) -> int | None:
    """The level of a block that heads what follows; null for all other blocks.

    A short paragraph that is bold from end to end and no sentence is a heading in all but markup.
    """
    if block.kind is BlockKind.HEADING:
        return block.level or 2
    if block.kind is BlockKind.OTHER and len(block.text) <= _LONGEST_BOLD and _RUN_IN.fullmatch(block.text):
        return _BOLD_LEVEL
    if (
        block.kind is BlockKind.PARAGRAPH
        and block.lead >= len(block.text)
        and len(block.text) <= _LONGEST_BOLD
        and block.text[-1] not in ".!,;"
    ):
        return _BOLD_LEVEL
    return None


def _source(block: Block, media_type: str) -> HeadingSource:
    if block.kind is not BlockKind.HEADING:
        return HeadingSource.LINE_SHAPE
    if block.number is not None:
        return HeadingSource.NUMBERED
    return HeadingSource.LINE_SHAPE if media_type == "text/plain" else HeadingSource.MARKUP


def build_sections(lines: list[Line], length: int, media_type: str) -> list[Section]:
    """Sections of a document in text order, the first being the whole; sets ``line.section``.

    A section ends where the next heading of its own or a higher level begins.

    Args:
        lines: all lines of the document.
        length: code points of the document's text.
        media_type: of the page; headings of plain text were read from line shape.
    """
    root = Section(0, None, 0, None, HeadingSource.NONE, SectionKind.OVERVIEW, 0, length)
    sections = [root]
    open_: list[Section] = [root]
    sparse = length > _SPARSE * (1 + sum(heading_level(line.block) is not None for line in lines))
    for line in lines:
        level = heading_level(line.block)
        heading, source = line.block.text, _source(line.block, media_type)
        if level is None and line.block.kind is BlockKind.PARAGRAPH and (question := _RUN_IN.match(heading)):
            level, heading, source = _RUN_IN_LEVEL, question[0], HeadingSource.INFERRED
        if level is not None:
            parent = _close(open_, level, line.start)
            kind = heading_kind(heading)
            if kind is SectionKind.OTHER and parent.kind in INHERITED:
                kind = parent.kind
            section = Section(len(sections), parent.index, level, heading, source, kind, line.start, length)
            sections.append(section)
            open_.append(section)
        elif sparse and line.block.kind is BlockKind.PARAGRAPH:
            _infer(sections, open_, line, length)
        line.section = open_[-1].index
    return sections


def _close(open_: list[Section], level: int, start: int) -> Section:
    """Close what is not above a level; the section that stays open is the parent."""
    while open_[-1].level >= level:
        open_.pop().end = max(start - 1, 1)
    return open_[-1]


def _infer(sections: list[Section], open_: list[Section], line: Line, length: int) -> None:
    """Open a section at a paragraph that names its subject ("A sprain is ...") or turns to an aspect of it."""
    opening = opening_of(line.block.text)
    if opening is None:
        return
    parent = _close(open_, _SUBJECT_LEVEL if opening.kind is None else _ASPECT_LEVEL, line.start)
    kind = opening.kind or (parent.kind if parent.kind in _ADVICE else SectionKind.OVERVIEW)
    level = _SUBJECT_LEVEL if opening.kind is None else _ASPECT_LEVEL
    section = Section(len(sections), parent.index, level, None, HeadingSource.INFERRED, kind, line.start, length)
    if opening.subject is not None:
        section.subject = opening.subject
        section.subject_span = (line.start + opening.start, line.start + opening.end)
    sections.append(section)
    open_.append(section)
