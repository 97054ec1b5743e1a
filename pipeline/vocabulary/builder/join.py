"""Joins the systems: one row a concept with all its codes.

A code after ``~`` was reached through another system's name or a mapping, not by the concept's own name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from pipeline.vocabulary.builder.concept import Sourced
from pipeline.vocabulary.folding import normal_form
from pipeline.vocabulary.relaxed import loss_key
from pipeline.vocabulary.rows import ConceptRow, Term
from pipeline.vocabulary.variants import singular

MAPPED = "~"
_ACRONYM = re.compile(r"[A-Z][A-Za-z]?[A-Z0-9-]{1,6}s?")
_COUNTS = re.compile(r"\d|\b[IVX]+$")
_NUMBERED = re.compile(r"\b\d{1,3}[A-Z]?$")
_MIN_WORD = 4
_MAX_WORDS = 12
_SYMPTOM_CODES = re.compile(r"ICD10CM:(?:R|M25|M54|M79|G4[47]|H5[37]|N39|K59)")


def drop_ambiguous(concepts: Iterable[Sourced]) -> None:
    """Take synonyms away that name several concepts, unless one is another's preferred name or their ancestor.

    "Chromosome 7q deletion" is taken from a disorder that comes with it: it is the loss of the arm by name.
    """
    listed = list(concepts)
    preferred = {normal_form(concept.name): concept.code for concept in listed}
    owners: dict[str, set[str]] = defaultdict(set)
    by_code = {concept.code: concept for concept in listed}
    for concept in listed:
        for name in concept.names:
            owners[normal_form(name)].add(concept.code)

    losses = {key: concept.code for concept in listed if (key := loss_key(concept.name))}

    def keeps(concept: Sourced, name: str) -> bool:
        form = normal_form(name)
        lost = loss_key(name)
        if lost and losses.get(lost, concept.code) != concept.code:
            return False
        if form in preferred:
            return preferred[form] == concept.code
        others = owners[form] - {concept.code}
        return all(concept.code in by_code[other].ancestors for other in others)

    for concept in listed:
        concept.exact = [name for name in concept.exact if keeps(concept, name)]
        concept.lay = [name for name in concept.lay if keeps(concept, name)]


def drop_general_names(concepts: Iterable[Sourced], headings: Mapping[str, Sourced]) -> None:
    """Take from a numbered subtype ("autism spectrum disorder 1") the names that are headings of their own."""
    for concept in concepts:
        if _NUMBERED.search(concept.name) and normal_form(concept.name) not in headings:
            concept.exact = [
                name for name in concept.exact if normal_form(name) not in headings or _COUNTS.search(name)
            ]


def terms_of(concept: Sourced, source: str, stop: frozenset[str]) -> list[Term]:
    """The concept's names as terms; capitals count in acronyms, and words that are too short are left out."""
    found: dict[tuple[str, bool], Term] = {}
    for scope, names in (("preferred", [concept.name]), ("exact", concept.exact), ("lay", concept.lay)):
        for name in names:
            form = normal_form(name)
            cased = (
                " " not in name
                and bool(_ACRONYM.fullmatch(name))
                and name.upper() == name.rstrip("s").upper() + name[len(name.rstrip("s")) :].upper()
            )
            if not form or form in stop or len(form.split()) > _MAX_WORDS:
                continue
            if len(form) < (3 if cased else _MIN_WORD):
                continue
            found.setdefault((form, cased), Term(name, "abbreviation" if cased else scope, source, cased))
    return list(found.values())


def _class_singular(heading: str) -> str:
    """``Thyroid Diseases`` as ``Thyroid Disease``: the ontologies name classes in the singular."""
    head, _, last = heading.rpartition(" ")
    return f"{head} {singular(last.lower()) or last}".strip()


class MeshIndex:
    """Finds the MeSH heading of a name: by heading, else by the entry term of just one heading."""

    def __init__(self, headings: Mapping[str, Sourced], mappings: Mapping[str, list[str]]) -> None:
        self._mappings = mappings
        self.by_name = dict(headings)
        entries: dict[str, set[str]] = defaultdict(set)
        for heading in headings.values():
            for name in (heading.exact[0], _class_singular(heading.exact[0])):
                self.by_name.setdefault(normal_form(name), heading)
            for name in heading.exact:
                entries[normal_form(name)].add(heading.code)
        self._entries = {form: next(iter(codes)) for form, codes in entries.items() if len(codes) == 1}

    def code_of(self, concept: Sourced, taken: Mapping[str, str]) -> str | None:
        """The MeSH code of a concept, after ``~`` unless the concept's own name is the heading.

        ``taken`` maps headings to the concept whose preferred name they are; others may not have them
        by a mere synonym.
        """
        form = normal_form(concept.name)
        if form in self.by_name:
            return self.by_name[form].code
        for code in self._mappings.get(concept.code, ()):
            if code.startswith("MESH:"):
                return MAPPED + code
        if form in self._entries and taken.get(self._entries[form], concept.code) == concept.code:
            return MAPPED + self._entries[form]
        by_synonym = {self.by_name[other].code for other in map(normal_form, concept.exact) if other in self.by_name}
        if len(by_synonym) == 1:
            (code,) = by_synonym
            if taken.get(code, concept.code) == concept.code:
                return MAPPED + code
        return None


def _icd(concept: Sourced, icd: Mapping[str, str], wanted: re.Pattern[str]) -> str | None:
    """The ICD-10-CM code whose text is one of the concept's names; the preferred name decides first."""
    for names in ([concept.name], concept.exact):
        codes = {icd[form] for form in map(normal_form, names) if form in icd}
        if len(codes) == 1:
            (code,) = codes
            return code if wanted.match(code) else None
    return None


def join_concepts(
    kind: str, concepts: list[Sourced], mesh: MeshIndex, icd: Mapping[str, str], stop: frozenset[str]
) -> list[ConceptRow]:
    """Rows for one ontology's concepts with MeSH and ICD-10-CM codes where they join."""
    drop_general_names(concepts, mesh.by_name)
    drop_ambiguous(concepts)
    taken: dict[str, str] = {}
    for concept in concepts:
        heading = mesh.by_name.get(normal_form(concept.name))
        if heading:
            taken.setdefault(heading.code, concept.code)
    wanted = _SYMPTOM_CODES if kind == "symptom" else re.compile("")
    rows = []
    for concept in concepts:
        codes = [concept.code, mesh.code_of(concept, taken), _icd(concept, icd, wanted)]
        terms = terms_of(concept, concept.code.partition(":")[0], stop)
        if terms:
            rows.append(ConceptRow(kind, concept.name, [code for code in codes if code], terms, 1))
    return rows


def leftover_headings(
    headings: Mapping[str, Sourced], trees: Mapping[str, str], used: set[str], stop: frozenset[str]
) -> list[ConceptRow]:
    """Disease headings that no ontology concept has taken, as concepts of their own."""
    rows = []
    for heading in headings.values():
        tree = trees.get(heading.code)
        if tree is None or heading.code in used or not tree.startswith(("C", "F03")):
            continue
        kind = "symptom" if tree.startswith("C23.888") else "condition"
        name = heading.exact[0]
        terms = terms_of(Sourced(heading.code, name, exact=heading.exact), "MESH", stop)
        if terms:
            rows.append(ConceptRow(kind, name.lower(), [heading.code], terms, 2))
    return rows


def other_headings(headings: Mapping[str, Sourced], used: set[str], stop: frozenset[str]) -> list[ConceptRow]:
    """Headings of every other sort, for looking up: a name may be no disease and still have a code."""
    rows = []
    for heading in headings.values():
        if heading.code not in used:
            own = Sourced(heading.code, heading.exact[0], exact=[heading.name])
            if terms := terms_of(own, "MESH", stop):
                rows.append(ConceptRow("heading", heading.exact[0], [heading.code], terms, 3))
    return rows


def join_drugs(drugs: list[Sourced], mesh: MeshIndex, stop: frozenset[str]) -> list[ConceptRow]:
    """Rows for drugs; a MeSH id only where the drug's name is a heading."""
    drop_ambiguous([drug for drug in drugs if drug.code])
    rows = []
    for drug in drugs:
        heading = mesh.by_name.get(normal_form(drug.name))
        codes = [code for code in (drug.code, heading.code if heading else "") if code]
        terms = terms_of(drug, "DRUGBANK", stop)
        if codes and terms:
            rows.append(ConceptRow("drug", drug.name, codes, terms, 1, {"type": "drug"}))
    return rows
