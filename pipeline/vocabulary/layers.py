"""Several vocabularies as one: the first that knows a name answers, and its matches go before."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.vocabulary.terms import Entry, Linked, Match, Vocabulary


class Layers:
    """A ``Vocabulary`` over others, the most important first."""

    def __init__(self, layers: Sequence[Vocabulary], version: str) -> None:
        self.version = version
        self._layers = tuple(layers)

    def find(self, text: str) -> Sequence[Match]:
        """Matches in order, never overlapping; those of an earlier layer stand where two overlap."""
        kept: list[Match] = []
        for layer in self._layers:
            free = _Free(kept)
            kept = sorted((*kept, *filter(free, layer.find(text))), key=lambda match: match.start)
        return kept

    def lookup(self, phrase: str) -> Sequence[Entry]:
        """Entries of all layers, the first layer's before the next one's."""
        return tuple(entry for layer in self._layers for entry in layer.lookup(phrase))

    def link(self, kind: str, name: str) -> Linked:
        """The concept of the first layer that gives a code, else of the last layer."""
        linked = self._layers[-1].link(kind, name)
        for layer in self._layers:
            found = layer.link(kind, name)
            if found.codes:
                return found
        return linked


class _Free:
    """Whether a match overlaps none of those that stand already; asked in order of the text."""

    def __init__(self, taken: Sequence[Match]) -> None:
        self._taken = taken
        self._place = 0

    def __call__(self, match: Match) -> bool:
        while self._place < len(self._taken) and self._taken[self._place].end <= match.start:
            self._place += 1
        return self._place == len(self._taken) or self._taken[self._place].start >= match.end
