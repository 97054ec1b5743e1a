"""The vocabulary at run time: finds terms in text and links names to concepts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import daachorse
import numpy as np
import orjson

from pipeline.ids import stable_id
from pipeline.vocabulary.folding import fold, normal_form, pattern_of
from pipeline.vocabulary.rows import SCOPES
from pipeline.vocabulary.table import Table
from pipeline.vocabulary.terms import KINDS, Entry, Linked, Match
from schemas.codes import Code
from schemas.enums import CodeMatch, RecordKind

# Which kinds of terms a record's name may be one of, best first.
_KINDS_OF_RECORD = {
    RecordKind.CONDITION: ("condition", "symptom"),
    RecordKind.SYMPTOM: ("symptom", "condition"),
    RecordKind.TREATMENT: ("drug", "treatment"),
    RecordKind.EXERCISE: ("exercise",),
}
_RECORD_OF_KIND = {"drug": "treatment"}


def concept_id_of(kind: str, key: str) -> str:
    """The id of a concept: from its first code, else from its normal form."""
    return stable_id("con", _RECORD_OF_KIND.get(kind, kind), key)


class CompiledVocabulary:
    """The ``Vocabulary`` of a compiled table; never changes, so threads may share it."""

    def __init__(self, table: Table, version: str, automaton: daachorse.CharwiseDoubleArrayAhoCorasick) -> None:
        self.version = version
        self._table = table
        self._automaton = automaton
        self._entries = lru_cache(maxsize=1 << 16)(self._read_entries)

    def find(self, text: str) -> Sequence[Match]:
        """Leftmost-longest whole-word matches in order, never overlapping."""
        if not text:
            return []
        folded = fold(text)
        found = self._automaton.find(folded.text)
        if not found:
            return []
        places = np.array(found, dtype=np.int64)
        starts, ends = folded.spans(places[:, 0], places[:, 1])
        matches = []
        for start, end, (_, _, form) in zip(starts, ends, found, strict=True):
            entries = self._entries(form)
            if entries[1]:
                wanted = text[start:end]
                kept = tuple(entry for entry, surface in zip(*entries, strict=True) if surface in ("", wanted))
                if kept:
                    matches.append(Match(start, end, kept))
            else:
                matches.append(Match(start, end, entries[0]))
        return matches

    def lookup(self, phrase: str) -> Sequence[Entry]:
        """Entries whose normal form is the phrase's, preferred before synonyms; empty if none."""
        form = self._form(normal_form(phrase))
        if form is None:
            return ()
        entries, surfaces = self._entries(form)
        if not surfaces:
            return entries
        wanted = phrase.strip()
        return tuple(entry for entry, surface in zip(entries, surfaces, strict=True) if surface in ("", wanted))

    def link(self, kind: str, name: str) -> Linked:
        """The concept of a record name: exact, synonym, else an own id without codes."""
        entries = self.lookup(name)
        for wanted in _KINDS_OF_RECORD[RecordKind(kind)]:
            for entry in entries:
                if entry.kind == wanted:
                    key = entry.codes[0].code if entry.codes else normal_form(entry.name)
                    return Linked(concept_id_of(kind, key), entry.name, entry.codes)
        return Linked(concept_id_of(kind, normal_form(name) or name), name, ())

    def _form(self, normal: str) -> int | None:
        """The index of a normal form."""
        if not normal:
            return None
        pattern = pattern_of(normal)
        for start, end, form in self._automaton.find(pattern)[:1]:
            if start == 0 and end == len(pattern):
                return form
        return None

    def _read_entries(self, form: int) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
        """The entries of a form and the only spellings that count for each; no spellings if all count."""
        table = self._table
        span = range(int(table.first[form]), int(table.first[form + 1]))
        surfaces = tuple(table.surface[index] for index in span)
        return tuple(self._entry(index) for index in span), surfaces if any(surfaces) else ()

    def _entry(self, index: int) -> Entry:
        table = self._table
        concept = int(table.concept[index])
        kind = KINDS[int(table.kind[concept])]
        scope = SCOPES[int(table.scope[index])]
        name = table.name[concept]
        match = CodeMatch.EXACT if scope == "preferred" else CodeMatch.SYNONYM
        curies = table.codes[concept].split()
        codes = tuple(
            Code(
                system=curie.partition(":")[0],
                code=curie,
                match=match,
                confidence=1.0 if scope == "preferred" else 0.95,
            )
            for curie in curies
        )
        attributes: dict[str, str | tuple[str, ...]] = {}
        if stored := table.attributes[concept]:
            attributes = {
                key: value if isinstance(value, str) else tuple(value) for key, value in orjson.loads(stored).items()
            }
        key = curies[0] if curies else normal_form(name)
        return Entry(kind, name, concept_id_of(kind, key), codes, scope, attributes)


def build_automaton(table: Table) -> daachorse.CharwiseDoubleArrayAhoCorasick:
    """The automaton over the table's forms; form ``i`` is pattern ``i``."""
    patterns = [pattern_of(table.forms[index]) for index in range(len(table.forms))]
    return daachorse.CharwiseDoubleArrayAhoCorasick(patterns, daachorse.MATCH_KIND_LEFTMOST_LONGEST)
