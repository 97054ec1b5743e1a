"""Several flattened pages in one text: where the next one begins."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.parse.text_group import Draft
from pipeline.parse.text_headings import looks_like_heading

_MIN_PART_CHARS = 400  # a shorter stretch is a teaser or a box, not a page


def number_parts(drafts: Sequence[Draft]) -> None:
    """Sets ``Block.part`` on every draft, counting the pages of the bundle from 0."""
    starts = _reprints(drafts)
    part = 0
    for at, draft in enumerate(drafts):
        if at in starts:
            part += 1
        draft.block.part = part


def _reprints(drafts: Sequence[Draft]) -> set[int]:
    """Starts of a page that was printed again: title line and the block below it, word for word."""
    seen: dict[tuple[str, str], int] = {}
    starts: set[int] = set()
    for at in range(len(drafts) - 1):
        title, lead = drafts[at].block.text, drafts[at + 1].block.text
        if not looks_like_heading(title) or len(lead) < 60:
            continue
        first = seen.setdefault((title, lead), at)
        if first != at and _chars(drafts, first, at) >= _MIN_PART_CHARS:
            starts.add(at)
            seen[(title, lead)] = at
    return starts


def _chars(drafts: Sequence[Draft], start: int, end: int) -> int:
    return sum(len(draft.block.text) for draft in drafts[start:end])
