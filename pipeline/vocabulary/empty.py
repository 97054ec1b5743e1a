"""A vocabulary without terms: every name gets an id of its own and no codes."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.ids import stable_id
from pipeline.vocabulary.terms import Entry, Linked, Match


class EmptyVocabulary:
    """Answers every question with nothing; for tests of what must work without a term table."""

    version = "empty"

    def find(self, text: str) -> Sequence[Match]:
        """No terms."""
        del text
        return ()

    def lookup(self, phrase: str) -> Sequence[Entry]:
        """No entries."""
        del phrase
        return ()

    def link(self, kind: str, name: str) -> Linked:
        """An id of the name's own."""
        return Linked(stable_id("con", kind, " ".join(name.casefold().split())), name, ())
