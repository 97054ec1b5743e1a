"""Corrects mistyped words against the words of the table, and abstains where it is not sure."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pipeline.vocabulary.matcher import Matcher

_MIN_LETTERS = 6  # shorter words are other words when one letter changes
_TWO_ERRORS = 10  # words of so many letters may have two wrong


class Corrector:
    """Knows the words that terms have; a correction must be the only one at the least distance."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher

    @cached_property
    def _words(self) -> dict[str, list[str]]:
        """The table's longer words by their first letter."""
        by_letter: dict[str, list[str]] = defaultdict(list)
        for word in self._matcher.table.words.all():
            if len(word) >= _MIN_LETTERS - 1 and word.isalpha():
                by_letter[word[0]].append(word)
        return dict(by_letter)

    def correct(self, normal: str) -> str | None:
        """The normal form with its one unknown word corrected; None where none or several could be meant."""
        words = normal.split()
        unknown = [place for place, word in enumerate(words) if not self._matcher.knows(word)]
        if len(unknown) != 1:
            return None
        (place,) = unknown
        word = words[place]
        if len(word) < _MIN_LETTERS or not word.isalpha():
            return None
        errors = 2 if len(word) >= _TWO_ERRORS else 1
        candidates = process.extract(
            word, self._words.get(word[0], []), scorer=OSA.distance, score_cutoff=errors, limit=None
        )
        sure: dict[int, list[str]] = {}
        for candidate, distance, _ in candidates:
            form = " ".join([*words[:place], candidate, *words[place + 1 :]])
            if self._matcher.entries_of(form):
                sure.setdefault(int(distance), []).append(form)
        if not sure:
            return None
        best = sure[min(sure)]
        return best[0] if len(best) == 1 else None
