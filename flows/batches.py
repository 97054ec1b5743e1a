"""Pending pages to batches: a batch only groups work, its borders never show in what is published."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

MAX_BYTES = 64 * 2**20
"""Bytes of pages in a batch: what a worker holds in memory is bounded whatever the pages are like."""

MIN_SHARE = 25
"""Pages for which another process is worth its start."""

_Item = TypeVar("_Item")


def batches(
    items: Sequence[_Item], size: int, workers: int, weight: Callable[[_Item], int]
) -> Iterator[tuple[_Item, ...]]:
    """Cut ``items`` in order into runs of at most ``size`` and MAX_BYTES.

    A short list is cut so that every worker has a share of it, but no share is under MIN_SHARE for that.
    ``weight`` gives an item's bytes.
    """
    size = max(1, min(size, max(MIN_SHARE, -(-len(items) // max(1, workers)))))
    batch: list[_Item] = []
    held = 0
    for item in items:
        heavy = weight(item)
        if batch and (len(batch) >= size or held + heavy > MAX_BYTES):
            yield tuple(batch)
            batch, held = [], 0
        batch.append(item)
        held += heavy
    if batch:
        yield tuple(batch)
