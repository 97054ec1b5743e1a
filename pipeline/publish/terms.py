"""Under which terms the vocabularies stand whose codes a dataset carries."""

from __future__ import annotations

from dataclasses import dataclass

PAGES_OWN_TERMS = "The pages' own terms apply; see the license column of pages.parquet."
"""The terms of a dataset whose owner has set none."""


@dataclass(frozen=True, slots=True)
class VocabularyTerms:
    """One vocabulary as it must be cited."""

    system: str
    version: str
    license: str
    source: str
