"""The compiled vocabulary at run time: finds terms in text, looks phrases up."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial

import daachorse
import numpy as np
import orjson

from pipeline.vocabulary.codes import concept_id_of, first_code, read_codes
from pipeline.vocabulary.folding import fold, normal_form
from pipeline.vocabulary.relaxed import key_hash
from pipeline.vocabulary.rows import SCOPES
from pipeline.vocabulary.table import UNKNOWN, Table, character_of
from pipeline.vocabulary.terms import KINDS, Entry, Match
from schemas.enums import CodeMatch

_CACHED = 1 << 16


class Matcher:
    """Terms in text and phrases in the table; never changes, so threads may share it."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick.deserialize(table.automaton)
        self._character = {word: character_of(number) for number, word in enumerate(table.words.all())}
        self._concept = lru_cache(maxsize=_CACHED)(self._read_concept)
        self._entries = lru_cache(maxsize=_CACHED)(partial(self._read_entries, quiet=True))
        self._loud = lru_cache(maxsize=_CACHED)(partial(self._read_entries, quiet=False))

    def find(self, text: str) -> Sequence[Match]:
        """Leftmost-longest whole-word matches in order, never overlapping."""
        folded = fold(text)
        get = self._character.get
        found = self._automaton.find("".join([get(word, UNKNOWN) for word in folded.words]))
        if not found:
            return []
        places = np.array(found, dtype=np.int64)
        starts, ends = folded.spans(places[:, 0], places[:, 1])
        matches = []
        for start, end, (_, _, form) in zip(starts, ends, found, strict=True):
            entries, surfaces = self._loud(form)
            if surfaces:
                entries = _in_spelling(entries, surfaces, text[start:end])
            if entries:
                matches.append(Match(start, end, entries))
        return matches

    def lookup(self, phrase: str) -> Sequence[Entry]:
        """Entries whose normal form is the phrase's, preferred before synonyms; empty if none."""
        return self.entries_of(normal_form(phrase), phrase.strip())

    def entries_of(self, normal: str, spelled: str = "") -> tuple[Entry, ...]:
        """Entries of a normal form; ``spelled`` is the phrase as written, for terms whose capitals count."""
        characters = "".join([self._character.get(word, UNKNOWN) for word in normal.split()])
        for start, end, form in self._automaton.find(characters)[:1]:
            if start == 0 and end == len(characters):
                entries, surfaces = self._entries(form)
                return _in_spelling(entries, surfaces, spelled) if surfaces else entries
        return ()

    def relaxed(self, group: str, key: str) -> Entry | None:
        """The only concept whose name has this relaxed key in a group of kinds."""
        hashed = np.uint64(key_hash(group, key))
        place = int(np.searchsorted(self.table.relaxed_key, hashed))
        if place < len(self.table.relaxed_key) and self.table.relaxed_key[place] == hashed:
            return self._concept(int(self.table.relaxed_concept[place]), "exact")
        return None

    def knows(self, word: str) -> bool:
        """Whether any term has the folded word."""
        return word in self._character

    def _read_entries(self, form: int, *, quiet: bool) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
        """The entries of a form and the only spellings that count for each; no spellings if all count.

        ``quiet``: with the entries that are only looked up.
        """
        table = self.table
        bounds = range(int(table.first[form]), int(table.first[form + 1]))
        span = [index for index in bounds if quiet or not table.quiet[index]]
        surfaces = tuple(table.surface[index] for index in span)
        return tuple(self._entry(index) for index in span), surfaces if any(surfaces) else ()

    def _entry(self, index: int) -> Entry:
        return self._concept(int(self.table.concept[index]), SCOPES[int(self.table.scope[index])])

    def _read_concept(self, concept: int, scope: str) -> Entry:
        table = self.table
        kind = KINDS[int(table.kind[concept])]
        name = table.name[concept]
        stored = table.codes[concept]
        codes = read_codes(stored, CodeMatch.EXACT if scope == "preferred" else CodeMatch.SYNONYM)
        attributes: dict[str, str | tuple[str, ...]] = {}
        if stated := table.attributes[concept]:
            attributes = {
                key: value if isinstance(value, str) else tuple(value) for key, value in orjson.loads(stated).items()
            }
        return Entry(kind, name, concept_id_of(kind, first_code(stored) or normal_form(name)), codes, scope, attributes)


def _in_spelling(entries: tuple[Entry, ...], surfaces: tuple[str, ...], spelled: str) -> tuple[Entry, ...]:
    return tuple(entry for entry, surface in zip(entries, surfaces, strict=True) if surface in ("", spelled))
