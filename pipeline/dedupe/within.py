"""Repeats inside one page: the same article, section or block printed again.

The first copy is kept. A second copy is dropped where it cannot be anything but a copy:

* a long run of running text, wherever it stands again (an article printed twice, with or without a
  changed line in between);
* any run of some length that stands again with little new in it (cards have the same labels) and with
  no other heading in between, a list only where nothing at all stands between (a list for desktop and
  again for mobile);
* the same block twice in a row.

Short lines and lists under another heading are content of that heading ("fatigue" under two
conditions), and so are doses ("repeat ten times") wherever they stand.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.clean.cleaning import Cleaning
from pipeline.dedupe.doses import is_dose
from pipeline.dedupe.normal import normal
from pipeline.parse.blocks import Block, ParsedPage
from schemas.enums import BlockKind, DropReason

LONG_WORDS = 40
"""Words of running text that are a copy under any heading."""
NEAR_WORDS = 8
"""Words that are a copy when no other heading stands between."""
SOLID = 0.8
"""Share of the words of a run that must be the same where the run is short."""
_GAP = 3  # blocks that one copy may have changed or added before the run is given up
_CANDIDATES = 8  # earlier places that a run is tried against
_ITEMS = (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.DEFINITION)


@dataclass(slots=True)
class _Line:
    """A kept block with its normal text; ``words`` counts it."""

    ordinal: int
    block: Block
    key: str
    words: int

    @property
    def heads(self) -> bool:
        """Whether it names what follows: a heading, or a line that is bold from end to end, as cards have it."""
        return self.block.kind is BlockKind.HEADING or self.block.lead >= len(self.block.text)


def mark_repeats(page: ParsedPage, cleaning: Cleaning) -> None:
    """Mark the repeats among the kept blocks of a page as ``duplicate``, with the index of the kept copy.

    Args:
        page: the page's blocks.
        cleaning: changed in place: ``reasons`` and ``duplicate_of``.
    """
    lines = []
    for ordinal, (block, reason) in enumerate(zip(page.blocks, cleaning.reasons, strict=True)):
        if reason is None:
            key = normal(block.text)
            lines.append(_Line(ordinal, block, key or block.text, key.count(" ") + 1 if key else 0))
    for copy, kept in _repeats(lines):
        cleaning.reasons[copy.ordinal] = DropReason.DUPLICATE
        cleaning.duplicate_of[copy.ordinal] = kept.ordinal


def _repeats(lines: list[_Line]) -> list[tuple[_Line, _Line]]:
    """Pairs of a copy and the line that it repeats."""
    live: list[_Line] = []  # kept lines so far
    places: dict[str, list[int]] = {}
    pairs: list[tuple[_Line, _Line]] = []
    at = 0
    while at < len(lines):
        run: list[tuple[int, int]] = []
        for start in places.get(lines[at].key, ())[:_CANDIDATES]:
            found = _match(lines, at, live, start)
            if len(found) > len(run) and _is_copy(lines, live, found):
                run = found
        copies = dict(run)
        end = run[-1][0] + 1 if run else at + 1
        for index in range(at, end):
            line = lines[index]
            if index in copies:
                pairs.append((line, live[copies[index]]))
            else:
                places.setdefault(line.key, []).append(len(live))
                live.append(line)
        at = end
    return pairs


def _match(lines: list[_Line], at: int, live: list[_Line], start: int) -> list[tuple[int, int]]:
    """The longest run of equal lines from ``at`` and ``start`` on, over gaps of a few changed lines."""
    end = len(live)
    run = [(at, start)]
    i, j = at + 1, start + 1
    while i < len(lines) and j < end:
        step = next(
            (
                (a, total - a)
                for total in range(2 * _GAP + 1)
                for a in range(min(total, _GAP) + 1)
                if total - a <= _GAP and i + a < len(lines) and j + total - a < end
                if lines[i + a].key == live[j + total - a].key
            ),
            None,
        )
        if step is None:
            break
        i, j = i + step[0], j + step[1]
        run.append((i, j))
        i, j = i + 1, j + 1
    return run


def _is_copy(lines: list[_Line], live: list[_Line], run: list[tuple[int, int]]) -> bool:
    """Whether a run of equal lines is a copy and not content that stands twice for a reason."""
    copies = [lines[i] for i, _ in run]
    body = [line for line in copies if not line.heads]
    between = live[run[-1][1] + 1 :]
    if not between and len(run) == 1:  # twice in a row
        return not is_dose(copies[0].key)
    running = sum(line.words for line in body if line.block.kind not in _ITEMS)
    headings = len(copies) - len(body)
    if running >= LONG_WORDS:
        return headings > 0 or len(body) > 1 or not is_dose(body[0].key)
    if any(line.heads for line in between) or not body:
        return False
    if all(is_dose(line.key) for line in body) or _is_patchy(lines, run):
        return False
    if not running:  # a list whose lead-in is another one is another list
        return not between and (sum(line.words for line in body) >= NEAR_WORDS or _whole_list(lines, live, run))
    return sum(line.words for line in body) >= NEAR_WORDS


def _is_patchy(lines: list[_Line], run: list[tuple[int, int]]) -> bool:
    """Whether much of what lies between the first and the last line of a run is new: cards with the same labels."""
    span = lines[run[0][0] : run[-1][0] + 1]
    return sum(lines[i].words for i, _ in run) < SOLID * sum(line.words for line in span)


def _whole_list(lines: list[_Line], live: list[_Line], run: list[tuple[int, int]]) -> bool:
    """Whether the run is a list of two items or more, from its first item to its last, in both places."""
    return len(run) > 1 and _whole(lines, run[0][0], run[-1][0]) and _whole(live, run[0][1], run[-1][1])


def _whole(side: list[_Line], first: int, last: int) -> bool:
    group = side[first].block.group
    before = side[first - 1].block.group if first else 0
    after = side[last + 1].block.group if last + 1 < len(side) else 0
    return group != 0 and side[last].block.group == group and group not in (before, after)
