"""The compiled term table: normal forms, what each names, and the concepts, all as compact columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import orjson
from numpy.typing import NDArray

from pipeline.vocabulary.columns import Strings
from pipeline.vocabulary.folding import normal_form
from pipeline.vocabulary.rows import SCOPES, ConceptRow
from pipeline.vocabulary.terms import KINDS
from pipeline.vocabulary.variants import number_variants, spelling_variants


@dataclass(frozen=True, slots=True)
class Table:
    """Normal forms in order; entries ``first[i] <= e < first[i + 1]`` belong to form ``i``.

    ``concept``, ``scope`` and ``surface`` have one value an entry; ``surface`` is the only spelling
    that counts, or empty. ``kind``, ``name``, ``codes`` and ``attributes`` have one value a concept;
    codes are CURIEs parted by spaces, attributes a JSON object or empty.
    """

    forms: Strings
    first: NDArray[np.uint32]
    concept: NDArray[np.uint32]
    scope: NDArray[np.uint8]
    surface: Strings
    kind: NDArray[np.uint8]
    name: Strings
    codes: Strings
    attributes: Strings


_Entry = tuple[int, int, int, str]  # scope, kind, concept, surface


def _variants(form: str) -> set[str]:
    if len(form.split(" ")) > 6:
        return set()
    spelled = [form, *spelling_variants(form)]
    found = {other for each in spelled for other in (each, *number_variants(each))}
    found.discard(form)
    return found


def compile_table(concepts: Iterable[ConceptRow], stop: frozenset[str]) -> Table:
    """Expand spellings and settle who owns a term. The same concepts in any order give the same table."""
    ordered = sorted(concepts, key=lambda row: (row.rank, row.kind, row.name, row.codes))
    claimed: dict[tuple[str, str, str], tuple[int, int]] = {}  # (form, kind, surface) -> (scope, concept)
    for index, row in enumerate(ordered):
        for term in row.terms:
            form = normal_form(term.text)
            if not form or (not term.cased and form in stop):
                continue
            key = (form, row.kind, term.text if term.cased else "")
            claimed.setdefault(key, (SCOPES.index(term.scope), index))
    stated = sorted(claimed.items(), key=lambda item: (ordered[item[1][1]].rank, item))
    for (form, kind, surface), (scope, index) in stated:
        if not surface:
            for other in sorted(_variants(form)):
                if other not in stop:
                    claimed.setdefault((other, kind, ""), (max(scope, 1), index))
    by_form: dict[str, list[_Entry]] = {}
    for (form, kind, surface), (scope, index) in claimed.items():
        by_form.setdefault(form, []).append((scope, KINDS.index(kind), index, surface))
    forms = sorted(by_form)
    entries = [sorted(by_form[form]) for form in forms]
    flat = [entry for group in entries for entry in group]
    return Table(
        forms=Strings.of(forms),
        first=np.cumsum([0, *(len(group) for group in entries)], dtype=np.uint32),
        concept=np.array([entry[2] for entry in flat], dtype=np.uint32),
        scope=np.array([entry[0] for entry in flat], dtype=np.uint8),
        surface=Strings.of(entry[3] for entry in flat),
        kind=np.array([KINDS.index(row.kind) for row in ordered], dtype=np.uint8),
        name=Strings.of(row.name for row in ordered),
        codes=Strings.of(" ".join(row.codes) for row in ordered),
        attributes=Strings.of(orjson.dumps(dict(row.attributes)).decode() if row.attributes else "" for row in ordered),
    )
