"""From a record's name to a concept: as it stands, without what qualifies it, composed, mistyped, or its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.vocabulary.codes import CONFIDENCE, concept_id_of
from pipeline.vocabulary.compose import composed_names
from pipeline.vocabulary.folding import normal_form
from pipeline.vocabulary.matcher import Matcher
from pipeline.vocabulary.relaxed import RELAXED_GROUPS, relaxed_key, without_brackets
from pipeline.vocabulary.spelling import Corrector
from pipeline.vocabulary.terms import Entry, Linked
from schemas.codes import Code
from schemas.enums import CodeMatch, RecordKind

# Which kinds of terms a record's name may be one of, best first.
_KINDS_OF_RECORD = {
    RecordKind.CONDITION: (("condition",), ("symptom",), ("heading",)),
    RecordKind.SYMPTOM: (("symptom",), ("condition",), ("heading",)),
    RecordKind.TREATMENT: (("treatment", "drug"), ("heading",)),
    RecordKind.EXERCISE: (("exercise",),),
}
# Words at the start of a name that do not change which concept it is.
_QUALIFIERS = frozenset(
    {"a", "an", "the", "your", "my", "his", "her", "their", "some", "any", "this"}
    | {"mild", "moderate", "severe", "slight", "extreme", "intense", "minor"}
    | {"acute", "chronic", "sudden", "persistent", "constant", "ongoing", "frequent", "occasional", "worsening"}
    | {"recurrent", "recurring", "unexplained"}
)
_HEADING = "heading"
_CACHED = 1 << 15
# "Hand injuries and disorders" is filed under the injuries.
_AND_DISORDERS = re.compile(r"(?<=injuries) and disorders$", re.I)


class Linker:
    """Links names to concepts; the same name always gets the same concept."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._corrector = Corrector(matcher)
        self._cached = lru_cache(maxsize=_CACHED)(self._link)

    def link(self, kind: str, name: str) -> Linked:
        """The concept of a record name. ``kind`` is a ``RecordKind`` value.

        Raises:
            ValueError: there is no such kind of record.
        """
        return self._cached(RecordKind(kind), name)

    def _link(self, kind: RecordKind, name: str) -> Linked:
        normal = normal_form(name)
        for entry in self._as_written(kind, name, normal):
            return _linked(kind, entry, entry.codes)
        if kind is RecordKind.SYMPTOM or kind is RecordKind.CONDITION:
            for other in composed_names(normal):
                for entry in self._of_kind(kind, self._matcher.entries_of(other)):
                    return _linked(kind, entry, _as(entry.codes, CodeMatch.COMPOSED))
        turned = self._turned(kind, name) or self._turned(kind, _AND_DISORDERS.sub("", name))
        if turned:
            return _linked(kind, turned, _as(turned.codes, CodeMatch.FUZZY))
        corrected = self._corrector.correct(normal)
        if corrected:
            for entry in self._of_kind(kind, self._matcher.entries_of(corrected)):
                if entry.kind != _HEADING:  # "cluttering" is no mistyped "clusterin"
                    return _linked(kind, entry, _as(entry.codes, CodeMatch.FUZZY))
        return Linked(concept_id_of(kind, normal or name), name, ())

    def _as_written(self, kind: RecordKind, name: str, normal: str) -> Iterator[Entry]:
        yield from self._of_kind(kind, self._matcher.entries_of(normal, name.strip()))
        bare = without_brackets(name)
        if bare != name:
            yield from self._of_kind(kind, self._matcher.entries_of(normal_form(bare), bare))
        words = normal.split()
        while len(words) > 1 and words[0] in _QUALIFIERS:
            words = words[1:]
            yield from self._of_kind(kind, self._matcher.entries_of(" ".join(words)))

    def _turned(self, kind: RecordKind, name: str) -> Entry | None:
        group = RELAXED_GROUPS.get(kind.value, kind.value)
        key = relaxed_key(name)
        return self._matcher.relaxed(group, key) if key else None

    @staticmethod
    def _of_kind(kind: RecordKind, entries: tuple[Entry, ...]) -> Iterator[Entry]:
        for kinds in _KINDS_OF_RECORD[kind]:
            yield from (entry for entry in entries if entry.kind in kinds)


def _linked(kind: RecordKind, entry: Entry, codes: tuple[Code, ...]) -> Linked:
    key = codes[0].code if codes else normal_form(entry.name)
    return Linked(concept_id_of(kind, key), entry.name, codes)


def _as(codes: tuple[Code, ...], match: CodeMatch) -> tuple[Code, ...]:
    return tuple(code.model_copy(update={"match": match, "confidence": CONFIDENCE[match]}) for code in codes)
