"""The ``Vocabulary`` that the pipeline uses: the matcher and the linker over one compiled table."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.vocabulary.linker import Linker
from pipeline.vocabulary.matcher import Matcher
from pipeline.vocabulary.table import Table
from pipeline.vocabulary.terms import Entry, Linked, Match


class CompiledVocabulary:
    """One compiled table; safe to share between threads."""

    def __init__(self, table: Table, version: str) -> None:
        self.version = version
        self._matcher = Matcher(table)
        self._linker = Linker(self._matcher)

    def find(self, text: str) -> Sequence[Match]:
        """Leftmost-longest whole-word matches in order, never overlapping."""
        return self._matcher.find(text)

    def lookup(self, phrase: str) -> Sequence[Entry]:
        """Entries whose normal form is the phrase's, preferred before synonyms; empty if none."""
        return self._matcher.lookup(phrase)

    def link(self, kind: str, name: str) -> Linked:
        """The concept of a record name: exact, synonym, composed, fuzzy, else an own id without codes."""
        return self._linker.link(kind, name)
