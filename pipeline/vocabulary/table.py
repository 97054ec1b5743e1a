"""The compiled term table: normal forms, what each names, and the concepts, all as compact columns."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import daachorse
import numpy as np
from numpy.typing import NDArray

from pipeline.vocabulary.columns import Strings

_FIRST_CODE = 0x80
_SURROGATES = 0xD800
_AFTER_SURROGATES = 0xE000


@dataclass(frozen=True, slots=True)
class Table:
    """Normal forms in order and what they name.

    Form ``i`` is the words ``form_words[form_first[i]:form_first[i + 1]]``, numbers of ``words``. Its
    entries are ``first[i] <= e < first[i + 1]``: ``concept``, ``scope`` and ``surface`` have one value an
    entry; ``surface`` is the only spelling that counts, or empty; ``quiet`` entries are looked up but never
    found in text. ``kind``, ``name``, ``codes`` and
    ``attributes`` have one value a concept; codes are CURIEs parted by spaces, after ``~`` where the code
    was mapped; attributes are a JSON object or empty. ``relaxed_key`` are the sorted
    hashes of relaxed names, ``relaxed_concept`` the concept of each. ``automaton`` is the serialized matcher.
    """

    words: Strings
    form_first: NDArray[np.uint32]
    form_words: NDArray[np.uint32]
    first: NDArray[np.uint32]
    concept: NDArray[np.uint32]
    scope: NDArray[np.uint8]
    quiet: NDArray[np.uint8]
    surface: Strings
    kind: NDArray[np.uint8]
    name: Strings
    codes: Strings
    attributes: Strings
    relaxed_key: NDArray[np.uint64]
    relaxed_concept: NDArray[np.uint32]
    automaton: bytes

    def form(self, index: int) -> str:
        """A normal form as text."""
        numbers = self.form_words[int(self.form_first[index]) : int(self.form_first[index + 1])]
        return " ".join(self.words[int(number)] for number in numbers)

    @property
    def forms(self) -> int:
        """How many normal forms there are."""
        return len(self.form_first) - 1


def character_of(number: int) -> str:
    """The character that stands for a word in the matcher."""
    code = number + _FIRST_CODE
    return chr(code if code < _SURROGATES else code + _AFTER_SURROGATES - _SURROGATES)


UNKNOWN = "\x01"  # stands for words that no term has


def build_automaton(form_first: NDArray[np.uint32], form_words: NDArray[np.uint32]) -> bytes:
    """The matcher over the forms, one character a word: whole words by construction, and small."""
    characters = "".join(map(character_of, form_words.tolist()))
    bounds = form_first.tolist()
    patterns = [characters[start:end] for start, end in itertools.pairwise(bounds)]
    built = daachorse.CharwiseDoubleArrayAhoCorasick(patterns, daachorse.MATCH_KIND_LEFTMOST_LONGEST)
    return built.serialize()
