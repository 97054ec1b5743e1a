"""Folds text for matching, without losing where each character came from.

The folded form is lower case, without accents and apostrophes; every word stands between single
spaces, so neighbouring words are two spaces apart (``"hip pain"`` becomes ``" hip  pain "``). A
pattern of the same form therefore matches whole words only, and two matches never share a space.
Hyphens and white space both part words; a line feed and every other mark is kept as a mark of its
own, so that no term reaches over it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_APOSTROPHES = "'’‘ʼ`´′＇"
_HYPHENS = "-‐‑‒–­−"  # the en dash too: Guillain–Barré
_NOT_JOINING = "­\u200b‌‍⁠\ufeff"  # soft hyphen and zero-width marks vanish
_GAP = "  "


def _fold_character(character: str) -> str:
    """What one character becomes; any number of characters, also none."""
    if character in _NOT_JOINING or character in _APOSTROPHES:
        return ""
    if character != "\n" and (character in _HYPHENS or character.isspace() or character == "_"):
        return _GAP
    decomposed = unicodedata.normalize("NFKD", character).casefold()
    letters = "".join(part for part in decomposed if not unicodedata.combining(part))
    if letters and all(part.isalnum() for part in letters):
        return letters
    if not letters or unicodedata.combining(character):
        return ""
    return f" {character} "


class _Folds(dict[int, str]):
    """The map for ``str.translate``; it fills as characters are met and always gives the same answer."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        self[code] = folded
        return folded


_FOLDS = _Folds()
_ASCII_WIDTHS = np.array([len(_FOLDS[code]) for code in range(128)], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text and the way back: ``ends[i]`` is where original character ``i`` ends in ``text``."""

    text: str
    ends: NDArray[np.int64]
    kept: NDArray[np.int64] | None  # original index of each character that was folded; None: all of them

    def spans(self, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> tuple[list[int], list[int]]:
        """Original ``[start, end)`` of folded spans that begin and end with the space around a word."""
        first = np.searchsorted(self.ends, starts + 1 - 1, side="right")
        last = np.searchsorted(self.ends, ends - 2 - 1, side="right")
        if self.kept is not None:
            first, last = self.kept[first], self.kept[last]
        return first.tolist(), (last + 1).tolist()


def fold(text: str) -> Folded:
    """Fold a text of any length. Time and space are linear."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kept: NDArray[np.int64] | None = None
    if "  " in text or "\t" in text or "\xa0" in text:
        blank = (codes == 32) | (codes == 9) | (codes == 0xA0)
        keep = ~blank
        keep[0] = True
        keep[1:] |= ~blank[:-1]
        kept = np.flatnonzero(keep)
        codes = codes[kept]
        text = codes.tobytes().decode("utf-32-le", "surrogatepass")
    if text.isascii():
        widths = _ASCII_WIDTHS[codes]
    else:
        widths = np.ones(len(codes), dtype=np.int64)
        plain = codes < 128
        widths[plain] = _ASCII_WIDTHS[codes[plain]]
        others, where = np.unique(codes[~plain], return_inverse=True)
        widths[~plain] = np.array([len(_FOLDS[int(code)]) for code in others], dtype=np.int64)[where]
    return Folded(f" {text.translate(_FOLDS)} ", np.cumsum(widths), kept)


def normal_form(phrase: str) -> str:
    """The folded words of a phrase with one space between them; marks are dropped.

    Two phrases of one normal form are the same term.
    """
    words = phrase.translate(_FOLDS).split()
    return " ".join(word for word in words if any(letter.isalnum() for letter in word))


def pattern_of(normal: str) -> str:
    """The pattern that finds a normal form in folded text."""
    return f" {normal.replace(' ', _GAP)} "
