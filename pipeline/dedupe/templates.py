"""Which blocks of a page are its site's template, from how many of the site's pages hold the same block."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.dedupe.signatures import HEADING, ITEM, KEPT, PROTECTED

Counts = NDArray[np.int64]
MIN_PAGES = 3
"""Pages that a block must stand on, and that a site must have, before anything is called a template."""
LONG_WORDS, SHORT_WORDS = 8, 4
"""A block of ``LONG_WORDS`` words is judged by itself, one below ``SHORT_WORDS`` by its company alone."""
_FEW, _SOME, _MANY = 10, 30, 100
_STARVED = 0.2
_ARTICLE_WORDS = 100


@dataclass(frozen=True, slots=True)
class PageBlocks:
    """The visible blocks of a page with their counts.

    ``words`` and ``flags`` are those of the signature. ``alone[i]`` is on how many of the site's pages
    block i stands, ``joint[i]`` on how many block i is followed by block i + 1 (one entry less).
    """

    words: NDArray[np.uint16]
    flags: NDArray[np.uint8]
    alone: Counts
    joint: Counts


def needed(pages: int) -> int:
    """Pages that a block of template must stand on, of a site of ``pages`` pages.

    Half of a small site, because three pages of ten on one subject may well share a sentence; three in
    ten of a site of 30 to 100 pages; ever less of a larger one (13 % of 3,000), whose parts have
    templates of their own and where chance repeats nothing that often.
    """
    if pages <= _MANY:
        share = 0.5 - 0.2 * min(max((pages - _FEW) / (_SOME - _FEW), 0), 1)
        return max(MIN_PAGES, math.ceil(share * pages))
    return math.ceil(0.3 * _MANY * math.pow(pages / _MANY, 0.75))


def template_blocks(page: PageBlocks, pages: int) -> list[int]:
    """Ordinals of the kept blocks of one page that are template; ``pages`` counts the pages of its site.

    A sentence is template by its own frequency. A short line ("fatigue", "Read more") is so only in the
    company that it keeps on other pages too, a line of a few words also where half of the pages have it.
    A dose is never template. A heading is template where its section holds nothing of the page's own,
    and never where it names a part of an article on health.
    """
    if pages < MIN_PAGES:
        return []
    often, half = needed(pages), max(needed(pages), math.ceil(pages / 2))
    kept, heading, item, protected = ((page.flags & bit) > 0 for bit in (KEPT, HEADING, ITEM, PROTECTED))
    beside = np.zeros(len(page.words), dtype=bool)
    beside[1:] |= page.joint >= often
    beside[:-1] |= page.joint >= often
    long, short = page.words >= LONG_WORDS, page.words < SHORT_WORDS
    few = ~long & (beside | (~short & ~item & (page.alone >= half)))
    template = ((long & (page.alone >= often)) | few) & ~protected & ~heading
    own = kept & ~heading & ~template
    found = [int(i) for i in np.flatnonzero(template & kept)]
    bounds = [*(int(i) for i in np.flatnonzero(heading)), len(page.words)]
    for start, end in pairwise(bounds):
        frequent = page.alone[start] >= often and not protected[start]
        if kept[start] and frequent and not own[start + 1 : end].any():
            found.append(start)
    return sorted(found)


def is_starved(page: PageBlocks, template: list[int]) -> bool:
    """Whether taking the template leaves next to nothing of what might be an article.

    Copies of one article make each other's text look like a template; a true template stands on pages
    that have text of their own beside it, so pages such as these do not count.
    """
    kept = int(page.words[(page.flags & KEPT) > 0].sum())
    taken = int(page.words[template].sum())
    return taken >= _ARTICLE_WORDS and kept - taken < _STARVED * kept
