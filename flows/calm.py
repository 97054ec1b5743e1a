"""The garbage collector out of the way of a batch."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_THRESHOLDS = (20_000, 20, 50)


@contextmanager
def calm_collector() -> Iterator[None]:
    """Keep the collector from walking what stays.

    A process holds hundreds of thousands of objects that never go away (code, patterns, the term table),
    and a page makes enough new ones to have them all walked several times: measured, that is half of
    the time of the parse step. What stood before is left out until the batch is done.
    """
    thresholds = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()
