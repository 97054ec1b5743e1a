"""Reads curated equivalences between systems from Biomappings."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

from pipeline.vocabulary.builder.concept import Origin, package_version

_POSITIVE = "biomappings/resources/positive.sssom.tsv"
_SYSTEMS = {"mondo": "MONDO", "mesh": "MESH", "hp": "HP", "uberon": "UBERON", "maxo": "MAXO"}


def _curie(text: str) -> str | None:
    prefix, _, local = text.partition(":")
    return f"{_SYSTEMS[prefix]}:{local}" if prefix in _SYSTEMS else None


def read_mappings(packages: Path) -> tuple[dict[str, list[str]], dict[str, str], Origin]:
    """Code -> equivalent codes, in both directions; and the names of MAxO terms -> code."""
    same: dict[str, set[str]] = defaultdict(set)
    actions: dict[str, str] = {}
    with (packages / _POSITIVE).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        for row in rows:
            left, right = _curie(row["subject_id"]), _curie(row["object_id"])
            if row["predicate_id"] != "skos:exactMatch" or not left or not right:
                continue
            same[left].add(right)
            same[right].add(left)
            for code, label in ((left, row["subject_label"]), (right, row["object_label"])):
                if code.startswith("MAXO:") and label:
                    actions[label] = code
    version = package_version(packages, "biomappings")
    origin = Origin("MAXO", "biomappings", version, "CC0-1.0", "Biomappings; Medical Action Ontology")
    return {code: sorted(others) for code, others in sorted(same.items())}, actions, origin
