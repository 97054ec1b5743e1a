"""Reads MONDO and UBERON from cellxgene-ontology-guide's compressed JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import zstandard

from pipeline.vocabulary.builder.concept import Origin, Sourced

_DATA = "cellxgene_ontology_guide/data"
_HUMAN_DISEASE = "MONDO:0700096"
_REMARK = re.compile(r"\s*\[[^\]]*\]$")  # "chronic progressive external ophthalmoplegia [ambiguous]"
_MUSCLE = "UBERON:0001630"
# UBERON covers all animals; these words mark what no human has, or what no page calls a body site.
_NOT_HUMAN = frozenset(
    {"fin", "gill", "tail", "wing", "insect", "fish", "avian", "bird", "feather", "beak", "antenna", "tentacle", "hoof"}
    | {"larval", "larva", "pupal", "embryonic", "embryo", "primordium", "anlage", "future", "presumptive", "bud"}
    | {"mammary", "udder", "whisker", "vibrissa", "rodent", "murine", "mouse", "mesenchyme", "placode", "blastema"}
    | {"stage", "somite", "chordate", "teleost", "amphibian", "reptile", "crustacean", "arthropod", "nematode"}
)


def _read(packages: Path, ontology: str) -> tuple[dict[str, dict[str, Any]], str]:
    """An ontology's terms and its release."""
    info = json.loads((packages / _DATA / "ontology_info.json").read_text(encoding="utf-8"))
    latest = max(info, key=lambda version: [int(part) for part in version.split(".")])
    release = info[latest]["ontologies"][ontology]["version"]
    path = packages / _DATA / f"{ontology}-ontology-{release}.json.zst"
    return json.loads(zstandard.ZstdDecompressor().decompressobj().decompress(path.read_bytes())), release.lstrip("v")


def _concepts(terms: dict[str, dict[str, Any]]) -> Iterator[Sourced]:
    for code, term in sorted(terms.items()):
        if term["deprecated"] or not term["label"]:
            continue
        names = [_REMARK.sub("", name) for name in term.get("synonyms", [])]
        yield Sourced(code, term["label"], exact=names, ancestors=frozenset(term["ancestors"]))


def read_mondo(packages: Path) -> tuple[list[Sourced], Origin]:
    """Human diseases."""
    terms, release = _read(packages, "MONDO")
    found = [concept for concept in _concepts(terms) if _HUMAN_DISEASE in concept.ancestors]
    return found, Origin(
        "MONDO", "cellxgene-ontology-guide", release, "CC-BY-4.0", "Mondo Disease Ontology, Monarch Initiative"
    )


def read_uberon(packages: Path) -> tuple[list[Sourced], Origin]:
    """Body parts that people have."""
    terms, release = _read(packages, "UBERON")
    found = [
        concept
        for concept in _concepts(terms)
        if concept.code.startswith("UBERON:") and not _NOT_HUMAN.intersection(concept.name.lower().split())
    ]
    return found, Origin(
        "UBERON", "cellxgene-ontology-guide", release, "CC-BY-3.0", "Uberon multi-species anatomy ontology"
    )


def is_muscle(concept: Sourced) -> bool:
    """Whether an UBERON concept is a muscle."""
    return _MUSCLE in concept.ancestors or concept.code == _MUSCLE
