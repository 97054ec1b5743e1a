"""The closer look at two documents that share many shingles: an edited copy, or another text of the same mould?

Pages on two diseases that one site builds from the same paragraphs share as many shingles as a copy in
which one word in eight was changed. They differ in where the changes are: edits are spread over the whole
text, so every block of a copy still has much of its original, and no word that the original is about is
gone. A text of the same mould has blocks of its own and another subject.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.dedupe.shingles import Hashes, shingles

COVERED, COVERED_LOW = 0.85, 0.95
"""Share of the shorter text's words that stand in blocks which the longer text holds too; the second where the
texts share so little that only edits all over both of them explain it."""
_LOW = 0.45  # similarity
_IN_BLOCK = 0.25  # share of a block's shingles that the other text must hold
_SUBJECT = 6  # a word of this many uses is what a text is about
_NAMED = 2  # and one of the title, of this many uses beside it


@dataclass(frozen=True, slots=True)
class Text:
    """A document without its site's template: word hashes, the words of each block, and the title's words."""

    words: Hashes
    lengths: NDArray[np.int32]
    title: Hashes


def is_copy(one: Text, other: Text, similarity: float) -> bool:
    """Whether two texts of many common shingles are copies of each other, edited or shortened.

    ``similarity`` is the Jaccard similarity of their shingles.
    """
    short, long = (one, other) if len(one.words) <= len(other.words) else (other, one)
    covered = COVERED if similarity >= _LOW or len(short.words) < 0.7 * len(long.words) else COVERED_LOW
    return _coverage(short, long) >= covered and not _other_subject(short, long)


def _coverage(short: Text, long: Text) -> float:
    """Share of the words of one text in blocks that the other holds."""
    found = np.isin(shingles(short.words), shingles(long.words))
    filled = short.lengths > 0
    lengths = short.lengths[filled]
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    held = np.add.reduceat(found, starts, dtype=np.int64) / lengths >= _IN_BLOCK
    return float(lengths[held].sum() / lengths.sum())


def _other_subject(short: Text, long: Text) -> bool:
    """Whether words that one text uses over and over, or names in its title, are not the other's."""
    words, uses = np.unique(short.words, return_counts=True)
    theirs = _count(words, long.words)
    if bool(((uses >= _SUBJECT) & (theirs * 4 <= uses)).any()):
        return True
    if len(short.words) >= 0.8 * len(long.words):
        words, uses = np.unique(long.words, return_counts=True)
        if bool(((uses >= _SUBJECT) & (_count(words, short.words) * 4 <= uses)).any()):
            return True
    return _names_another(short, long) or _names_another(long, short)


def _names_another(one: Text, other: Text) -> bool:
    """Whether a word of one title alone is used again and again in its text, and hardly in the other."""
    title = np.setdiff1d(one.title, other.title)
    inside = _count(title, one.words) - _count(title, one.title)
    return bool(((inside >= _NAMED) & (_count(title, other.words) * 3 <= inside)).any())


def _count(words: Hashes, text: Hashes) -> NDArray[np.int64]:
    """How often each of ``words``, which are unique and sorted, occurs in ``text``."""
    known, uses = np.unique(text, return_counts=True)
    if not len(known):
        return np.zeros(len(words), dtype=np.int64)
    place = np.minimum(np.searchsorted(known, words), len(known) - 1)
    return np.where(known[place] == words, uses[place], 0).astype(np.int64)
