"""Several flattened pages in one text: where the next one begins.

Three kinds of evidence, surest first: an article that is printed again, word for word; the head of a page
(its menu, its banner) that comes again; a title-like line behind which the talk is of other things.
The last is weighed with weights that ``benchmarks/train_bundles.py`` learns from bundles of known borders.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate

from pipeline.parse.text_evidence import NAMES, Stems, evidence, is_footer, is_prose, may_begin_page, stems_of
from pipeline.parse.text_group import Draft
from pipeline.parse.text_headings import looks_like_heading
from schemas.enums import BlockKind, HeadingSource

MIN_PROSE = 300  # characters of running text that a page has at least, whether it ends or begins here
_MIN_REPRINT = 400  # characters of running text
_REPRINT_SHARE = 0.7  # of the first print that comes again
_MIN_HEAD = 3  # blocks of a page's head that come again
_END_ZONE, _END_FOOTERS = 6, 2  # blocks of a page's end, and how many of them speak of rights or consent
_LONG = 1500  # characters of running text that only a page of its own has
_COPIES = 20  # earlier places of a line that are held against it, the last ones
_NEAR = 4  # blocks between a title and the subtitle that looks like one too

# Log odds for one unit of each evidence; made by benchmarks/train_bundles.py.
WEIGHTS: dict[str, float] = {
    "carry": -2.58,
    "likeness": 6.23,
    "title_after": 3.99,
    "title_spread": 2.03,
    "title_old": -3.64,
    "footer": 3.26,
    "furniture": -0.01,
    "closing": 0.15,
    "lead": 2.21,
    "title_words": 2.09,
    "section_words": -1.18,
    "byline": -0.76,
    "drawn": -0.43,
    "question": -1.79,
    "length": 4.59,
    "carry_far": -6.34,
    "known_topic": -2.07,
    "title_is_topic": -0.30,
    "break": -1.57,
    "title_breaks": 3.51,
}
BIAS = -6.80
THRESHOLD = 2.0


def number_parts(drafts: Sequence[Draft]) -> None:
    """Sets ``Block.part`` on every draft, counting the pages of the bundle from 0; one article stays one part."""
    prose = _prose_sums(drafts)
    starts = _repeats(drafts, prose)
    starts |= _new_topics(drafts, starts, prose)
    part = 0
    for at, draft in enumerate(drafts):
        part += at in starts
        draft.block.part = part


def _repeats(drafts: Sequence[Draft], prose: Sequence[int]) -> set[int]:
    """Where an article is printed again, where such a print ends, and where the file's own head comes again."""
    places: dict[str, list[int]] = defaultdict(list)
    starts: set[int] = set()
    at = 0
    while at < len(drafts):
        text = drafts[at].block.text
        step = 1
        title = looks_like_heading(text)
        for first in reversed(places[text][-_COPIES:]):
            head = first == 0 or first in starts
            if prose[at] - prose[first] < MIN_PROSE or not (title or head):
                continue  # what both need, before the lines are held against each other
            length = _run(drafts, first, at)
            if title and _is_reprint(drafts, first, at, length, prose):
                starts.add(at)
                end = at + length
                if first + length >= at and prose[-1] - prose[end] >= MIN_PROSE:
                    starts.add(end)
                step = length
                break
            if head and length >= _MIN_HEAD:
                starts.add(at)
                break
        for index in range(at, at + step):
            places[drafts[index].block.text].append(index)
        at += step
    return starts


def _is_reprint(drafts: Sequence[Draft], first: int, at: int, length: int, prose: Sequence[int]) -> bool:
    if length < 2:
        return False
    if prose[at + length] - prose[at] < _MIN_REPRINT:  # a footer that comes again has little of it
        return False
    chars = sum(len(draft.block.text) for draft in drafts[at : at + length])
    return chars >= _REPRINT_SHARE * sum(len(draft.block.text) for draft in drafts[first:at])


def _run(drafts: Sequence[Draft], first: int, at: int) -> int:
    """How many blocks from ``at`` on are the same as from ``first`` on, up to ``at``."""
    length = 0
    while (
        at + length < len(drafts)
        and first + length < at
        and drafts[first + length].block.text == drafts[at + length].block.text
    ):
        length += 1
    return length


def _new_topics(drafts: Sequence[Draft], starts: set[int], prose: Sequence[int]) -> set[int]:
    """Title-like lines behind which another page begins, by the weight of the evidence."""
    stems = stems_of(drafts)
    marked = any(draft.block.heading_source is HeadingSource.MARKUP for draft in drafts)
    found: set[int] = set()
    start = at = 0
    while at < len(drafts):
        if at in starts:
            start = at
        elif _is_candidate(drafts, start, at, marked, prose) and (
            _score(drafts, stems, start, at) > THRESHOLD or _after_page_end(drafts, start, at, prose)
        ):
            at = _best(drafts, stems, start, at, marked, starts, prose)
            found.add(at)
            start = at
        at += 1
    return found


def _after_page_end(drafts: Sequence[Draft], start: int, at: int, prose: Sequence[int]) -> bool:
    """Whether the line follows the end of a page (forms, rights, consent: no running text) and heads a long text.

    What a site prints below its article in the way of teasers and boxes is shorter.
    """
    last = next((index for index in range(at - 1, start - 1, -1) if is_prose(drafts[index])), start)
    zone = drafts[last + 1 : at]
    footers = sum(is_footer(draft) for draft in zone)
    return len(zone) >= _END_ZONE and footers >= _END_FOOTERS and prose[-1] - prose[at] >= _LONG


def _is_candidate(drafts: Sequence[Draft], start: int, at: int, marked: bool, prose: Sequence[int]) -> bool:
    """Whether a page may begin here; where headings are marked up, only the highest of them begins one."""
    block = drafts[at].block
    if marked and not (block.kind is BlockKind.HEADING and block.level == 1):
        return False
    return prose[at] - prose[start] >= MIN_PROSE and prose[-1] - prose[at] >= MIN_PROSE and may_begin_page(drafts, at)


def _best(
    drafts: Sequence[Draft],
    stems: Sequence[Stems],
    start: int,
    at: int,
    marked: bool,
    starts: set[int],
    prose: Sequence[int],
) -> int:
    """The best of the candidates close by: a subtitle or a menu entry may look like a title too."""
    best, best_score = at, _score(drafts, stems, start, at)
    for index in range(at + 1, min(at + _NEAR, len(drafts))):
        if index in starts or is_prose(drafts[index]):
            break
        if _is_candidate(drafts, start, index, marked, prose):
            score = _score(drafts, stems, start, index)
            if score > best_score:
                best, best_score = index, score
    return best


def _score(drafts: Sequence[Draft], stems: Sequence[Stems], start: int, at: int) -> float:
    values = evidence(drafts, stems, start, at)
    return BIAS + sum(WEIGHTS[name] * value for name, value in zip(NAMES, values, strict=True))


def _prose_sums(drafts: Sequence[Draft]) -> list[int]:
    """Characters of running text before each draft, and in all of them at the end."""
    return list(accumulate((len(draft.block.text) if is_prose(draft) else 0 for draft in drafts), initial=0))
