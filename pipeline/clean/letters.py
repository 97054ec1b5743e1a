"""What all blocks of a page are made of, counted in one go: words, sentences, capitals, digits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_HEAD = 240  # characters of a block whose commas, capitals and digits are counted
_BETWEEN = "\n"
# Kinds of characters.
_SPACE, _LETTER, _CAPITAL, _DIGIT, _COMMA, _STOP, _CLOSER, _COLON = 1, 2, 3, 4, 5, 6, 7, 8
_KINDS = {
    _SPACE: " \t\n\r\u00a0",
    _DIGIT: "0123456789",
    _COMMA: ",",
    _STOP: ".!?。！？…",
    _CLOSER: "\"'”’»)]",
    _COLON: ":;",
}


def _table() -> NDArray[np.uint8]:
    """The kind of each character below U+10000; others are none."""
    table = np.zeros(0x10000, dtype=np.uint8)
    for code in range(0x3000):
        character = chr(code)
        if character.isalpha():
            table[code] = _CAPITAL if character.isupper() else _LETTER
    for kind, characters in _KINDS.items():
        for character in characters:
            table[ord(character)] = kind
    return table


_TABLE = _table()


def letters_of(texts: Sequence[str]) -> dict[str, Floats]:
    """Counts for each text: ``chars``, ``words``, ``ends``, ``sentences``, ``commas``, ``capitals``, ``digits``.

    ``ends`` tells whether the text ends as sentences do; ``capitals`` are those that begin a word. Commas,
    capitals and digits are those of the text's first 240 characters. No text may be empty.
    """
    whole = _BETWEEN.join(texts) + _BETWEEN
    codes = np.frombuffer(whole.encode("utf-32-le", errors="replace"), dtype=np.uint32)
    kinds = _TABLE[np.minimum(codes, 0xFFFF)]
    chars = np.array([len(text) for text in texts], dtype=np.int64)
    ends = np.cumsum(chars + 1) - 1  # the places of the breaks
    starts = ends - chars
    heads = starts + np.minimum(chars, _HEAD)

    space = kinds == _SPACE
    stop = kinds == _STOP
    # A stop before white space, or before one closing sign and white space, ends a sentence.
    after, second = np.roll(kinds, -1), np.roll(space, -2)
    sentence = stop & ((after == _SPACE) | ((after == _CLOSER) & second))
    before = np.roll(kinds, 1)
    begins = (kinds == _CAPITAL) & (before != _LETTER) & (before != _CAPITAL) & (before != _DIGIT)
    last = kinds[ends - 1]
    quoted = np.isin(codes[ends - 1], (ord('"'), ord("”")))
    return {
        "chars": chars.astype(np.float64),
        "words": _count(space, starts, ends) + 1.0,
        "ends": ((last == _STOP) | (last == _COLON) | quoted).astype(np.float64),
        "sentences": _count(sentence, starts, ends),
        "commas": _count(kinds == _COMMA, starts, heads),
        "capitals": _count(begins, starts, heads),
        "digits": _count(kinds == _DIGIT, starts, heads),
    }


def _count(found: NDArray[np.bool_], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Floats:
    sums = np.zeros(len(found) + 1, dtype=np.int64)
    np.cumsum(found, out=sums[1:])
    return (sums[ends] - sums[starts]).astype(np.float64)
