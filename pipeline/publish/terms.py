"""Under which terms the vocabularies stand whose codes a dataset carries."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files

PAGES_OWN_TERMS = "The pages' own terms apply; see the license column of pages.parquet."
"""The terms of a dataset whose owner has set none."""


@dataclass(frozen=True, slots=True)
class VocabularyTerms:
    """One vocabulary as it must be cited."""

    system: str
    version: str
    license: str
    source: str


def shipped_vocabularies() -> list[VocabularyTerms]:
    """The vocabularies of the term table that this project ships, as its manifest cites them."""
    manifest = json.loads(files("pipeline.vocabulary").joinpath("data/manifest.json").read_text(encoding="utf-8"))
    return [
        VocabularyTerms(
            system=source["system"],
            version=source["release"],
            license=source["licence"],
            source=f"{source['attribution']} (by way of {source['package']})",
        )
        for source in manifest["sources"]
    ]
