"""Body sites in a stretch of tokens, those within longer terms ("lower back pain") among them."""

from __future__ import annotations

from functools import lru_cache

from pipeline.extract.reading import PUNCTUATION, Reading
from pipeline.vocabulary.sites import site_name

_LONGEST = 3


@lru_cache(maxsize=65536)
def _is_site(phrase: str) -> bool:
    return site_name(phrase) is not None


def sites_in(reading: Reading, first: int, last: int) -> list[tuple[int, int]]:
    """Token spans of body sites between ``first`` and ``last`` (exclusive), leftmost-longest."""
    found = []
    classes = reading.classes
    at = first
    while at < last:
        for end in range(min(last, at + _LONGEST), at, -1):
            if classes[at] != PUNCTUATION != classes[end - 1] and _is_site(" ".join(reading.words[at:end])):
                found.append((at, end))
                at = end - 1
                break
        at += 1
    return found
