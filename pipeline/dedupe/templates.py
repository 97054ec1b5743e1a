"""Which blocks of a page are its site's template, from how many of the site's pages hold the same block."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.dedupe.signatures import HEADING, KEPT, PROTECTED

MIN_PAGES = 3
"""Pages that a block must stand on, and that a site must have, before anything is called a template."""
SHARE = 0.3
"""Share of a site's pages on which a sentence of template stands."""
SHORT_SHARE = 0.5
"""The same for a short line, which must also stand beside another frequent block."""
SHORT_WORDS = 8


def needed(pages: int, share: float) -> int:
    """Pages of a site of ``pages`` pages that a block must stand on; more than the site has if it is too small."""
    return max(MIN_PAGES, math.ceil(share * pages))


def template_blocks(
    words: NDArray[np.uint16], flags: NDArray[np.uint8], frequency: NDArray[np.int64], pages: int
) -> list[int]:
    """Ordinals of the kept blocks of one page that are template.

    Args:
        words: words of each visible block.
        flags: bits of each block, see ``signatures``.
        frequency: pages of the site that hold each block.
        pages: pages of the site.
    """
    if pages < MIN_PAGES:
        return []
    kept, heading = (flags & KEPT) > 0, (flags & HEADING) > 0
    protected = (flags & PROTECTED) > 0
    long = frequency >= needed(pages, SHARE)
    short = frequency >= needed(pages, SHORT_SHARE)
    beside = np.zeros(len(words), dtype=bool)
    beside[1:] |= short[:-1]
    beside[:-1] |= short[1:]
    template = np.where((words >= SHORT_WORDS) & ~protected, long, short & beside & ~protected) & ~heading
    own = kept & ~heading & ~template
    found = [int(i) for i in np.flatnonzero(template & kept)]
    bounds = [*(int(i) for i in np.flatnonzero(heading)), len(words)]
    for start, end in pairwise(bounds):
        if kept[start] and long[start] and not protected[start] and not own[start + 1 : end].any():
            found.append(start)
    return sorted(found)
