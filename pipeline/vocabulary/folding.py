"""Folds text into words for matching, without losing where each of them came from.

The folded form is lower case, without accents and apostrophes. Hyphens and white space part words; a
line feed and every other mark stays as a word of its own, so that no term reaches over it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_APOSTROPHES = "'’‘ʼ`´′＇"
_HYPHENS = "-‐‑‒–−_"  # the en dash too: Guillain–Barré
_VANISHES = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # soft hyphen and zero-width marks
_LINE_FEED = " ␤ "
_SPACE = 32


def _fold_character(character: str) -> str:
    """What one character becomes; any number of characters, also none."""
    if character == "\n":
        return _LINE_FEED
    if character in _VANISHES or character in _APOSTROPHES:
        return ""
    if character in _HYPHENS or character.isspace():
        return " "
    decomposed = unicodedata.normalize("NFKD", character).casefold()
    letters = "".join(part for part in decomposed if not unicodedata.combining(part))
    if letters and all(part.isalnum() for part in letters):
        return letters
    if not letters:
        return ""
    return f" {character} "


class _Folds(dict[int, str]):
    """The map for ``str.translate``; it fills as characters are met and always gives the same answer."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        self[code] = folded
        return folded


_FOLDS = _Folds()
_ASCII_WIDTHS = np.array([len(_FOLDS[code]) for code in range(128)], dtype=np.int8)


def _codes(text: str) -> NDArray[np.uint8] | NDArray[np.uint32]:
    """The code points; a byte each where all are ASCII, for such text is the rule and bytes are quick."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class Folded:
    """The words of a text; ``starts`` and ``ends`` are their places in the folded text.

    ``widths_end[i]`` is where original character ``i`` ends in the folded text.
    """

    words: list[str]
    starts: NDArray[np.intp]
    ends: NDArray[np.intp]
    widths_end: NDArray[np.int64]

    def spans(self, first: NDArray[np.int64], last: NDArray[np.int64]) -> tuple[list[int], list[int]]:
        """Original ``[start, end)`` of runs of words, from word ``first`` to before word ``last``."""
        starts = np.searchsorted(self.widths_end, self.starts[first], side="right")
        ends = np.searchsorted(self.widths_end, self.ends[last - 1] - 1, side="right") + 1
        return starts.tolist(), ends.tolist()


def fold(text: str) -> Folded:
    """Fold a text of any length. Time and space are linear."""
    text = text.replace(" - ", " — ")  # a hyphen between spaces is a dash
    codes = _codes(text)
    if codes.dtype == np.uint8:
        widths = _ASCII_WIDTHS[codes]
    else:
        widths = np.ones(len(codes), dtype=np.int8)
        plain = codes < 128
        widths[plain] = _ASCII_WIDTHS[codes[plain]]
        others, where = np.unique(codes[~plain], return_inverse=True)
        widths[~plain] = np.array([len(_FOLDS[int(code)]) for code in others], dtype=np.int8)[where]
    folded = text.translate(_FOLDS)
    letters = np.zeros(len(folded) + 2, dtype=np.bool_)
    np.not_equal(_codes(folded), _SPACE, out=letters[1:-1])
    edges = np.flatnonzero(letters[1:] != letters[:-1])
    return Folded(folded.split(), edges[::2], edges[1::2], widths.cumsum(dtype=np.int64))


def normal_form(phrase: str) -> str:
    """The folded words of a phrase with one space between them; marks are dropped.

    Two phrases of one normal form are the same term.
    """
    return " ".join(word for word in phrase.translate(_FOLDS).split() if any(letter.isalnum() for letter in word))
