"""Reads drug names from drug-named-entity-recognition: DrugBank ids, brands; MeSH ids come from the headings."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from pipeline.vocabulary.builder.concept import Origin, Sourced, package_version
from pipeline.vocabulary.builder.mesh import read_pickle

_DRUGS = "drug_named_entity_recognition/drug_ner_dictionary.pkl.bz2"
# Names that people write: words of letters, a strength or number only after a long word. Laboratory codes
# ("ms-54"), locants and salts in brackets are left out.
_SPOKEN = re.compile(r"[a-z][a-z']+(?:[ -][a-z][a-z']*){0,4}(?:[ -]?\d{1,3})?", re.I)
_MIN_LETTERS = 4


def _is_spoken(name: str) -> bool:
    if not _SPOKEN.fullmatch(name):
        return False
    longest = max(re.findall(r"[a-z']+", name.lower()), key=len)
    return len(longest) >= (_MIN_LETTERS if not re.search(r"\d", name) else _MIN_LETTERS + 1)


def read_drugs(packages: Path) -> tuple[list[Sourced], Origin]:
    """Drugs that DrugBank or MedlinePlus has. ``code`` is empty where there is no DrugBank id."""
    content = read_pickle(packages / _DRUGS)
    names: dict[str, list[str]] = defaultdict(list)
    for variant, canonical in content["drug_variant_to_canonical"].items():
        for name in canonical:
            names[name].append(variant)
    found = []
    for canonical, data in sorted(content["drug_canonical_to_data"].items()):
        if not data.get("drugbank_id") and not data.get("medline_plus_id"):
            continue
        spoken = sorted(name for name in names[canonical] if name != canonical and _is_spoken(name))
        if not data.get("medline_plus_id"):
            spoken = [name for name in spoken if " " in name]  # unknown brands are words of some language
        if not _is_spoken(canonical) and not spoken:
            continue
        code = f"DRUGBANK:{data['drugbank_id']}" if data.get("drugbank_id") else ""
        name = data.get("name", canonical)
        found.append(Sourced(code, name if name.lower() == canonical else canonical, exact=spoken))
    return found, Origin(
        "DRUGBANK",
        "drug-named-entity-recognition",
        package_version(packages, "drug-named-entity-recognition"),
        "DrugBank open vocabulary CC0-1.0; package MIT",
        "DrugBank vocabulary and MedlinePlus drug names, collected by Fast Data Science",
    )
