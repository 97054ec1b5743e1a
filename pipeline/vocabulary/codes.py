"""Codes as the table keeps them, and as records carry them."""

from __future__ import annotations

from functools import lru_cache

from pipeline.ids import stable_id
from schemas.codes import Code
from schemas.enums import CodeMatch

MAPPED = "~"  # before a code that was reached over another system's name or a mapping
# How much to trust a code by the way it was reached: settings that rank the ways, not measured rates.
CONFIDENCE = {
    CodeMatch.EXACT: 1.0,
    CodeMatch.SYNONYM: 0.95,
    CodeMatch.MAPPED: 0.85,
    CodeMatch.COMPOSED: 0.8,
    CodeMatch.FUZZY: 0.7,
}
_RECORD_OF_KIND = {"drug": "treatment"}


@lru_cache(maxsize=1 << 16)
def read_codes(stored: str, match: CodeMatch) -> tuple[Code, ...]:
    """The codes of a concept whose name was reached by ``match``; mapped codes say so where match is better."""
    codes = []
    for part in stored.split():
        curie = part.removeprefix(MAPPED)
        how = match
        if part.startswith(MAPPED) and CONFIDENCE[match] > CONFIDENCE[CodeMatch.MAPPED]:
            how = CodeMatch.MAPPED
        # not validated again: the compiler wrote CURIEs, and this runs for every concept met
        system = curie.partition(":")[0]
        codes.append(Code.model_construct(system=system, code=curie, match=how, confidence=CONFIDENCE[how]))
    return tuple(codes)


def first_code(stored: str) -> str | None:
    """The primary code of a concept."""
    return stored.split(" ", 1)[0].removeprefix(MAPPED) if stored else None


def concept_id_of(kind: str, key: str) -> str:
    """The id of a concept: from its primary code, else from its normal form. Drugs are treatments."""
    return stable_id("con", _RECORD_OF_KIND.get(kind, kind), key)
