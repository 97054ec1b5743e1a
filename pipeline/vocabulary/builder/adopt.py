"""Gives the hand-written concepts the codes and synonyms of the concepts that they name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.vocabulary.builder.concept import Sourced
from pipeline.vocabulary.builder.join import MAPPED
from pipeline.vocabulary.folding import normal_form
from pipeline.vocabulary.handwritten import SOURCE, read_list
from pipeline.vocabulary.rows import ConceptRow, Term

# Where a hand-written concept looks for its codes, best first.
_SOURCES = {
    "condition": ("condition", "symptom"),
    "symptom": ("symptom", "condition"),
    "treatment": ("drug",),
    "drug": ("drug",),
    "body_site": ("body_site",),
    "muscle": ("muscle", "body_site"),
    "exercise": (),
}
NONE = "-"


@dataclass(frozen=True, slots=True)
class Adoption:
    """What a hand-written concept took over, for the build log."""

    row: ConceptRow
    source: ConceptRow
    by: str


class CodeBook:
    """Resolves what the list of codes writes: CURIEs as they are, ``SYSTEM=name`` by the preferred name."""

    def __init__(
        self, headings: Mapping[str, Sourced], actions: Mapping[str, str], concepts: Iterable[Sourced]
    ) -> None:
        self._headings = headings
        self._actions = {normal_form(name): code for name, code in actions.items()}
        self._named = {("MAXO", form): code for form, code in self._actions.items()}
        self._named |= {("MESH", form): heading.code for form, heading in headings.items()}
        for concept in concepts:
            self._named.setdefault((concept.code.partition(":")[0], normal_form(concept.name)), concept.code)

    def resolve(self, cell: str) -> list[str]:
        """The codes of one cell.

        Raises:
            ValueError: a system has no concept of that name.
        """
        return [self._one(part.strip()) for part in cell.split(";") if part.strip() not in ("", NONE)]

    def _one(self, part: str) -> str:
        system, equals, name = part.partition("=")
        if not equals:
            return part
        if code := self._named.get((system, normal_form(name))):
            return code
        raise ValueError(f"codes.csv: {system} has no {name!r}")

    def of_name(self, name: str) -> list[str]:
        """Codes of the heading and the action that are called just so."""
        form = normal_form(name)
        heading = self._headings.get(form)
        return [code for code in (self._actions.get(form), heading.code if heading else None) if code]


def _claims(rows: list[ConceptRow]) -> dict[tuple[str, str], ConceptRow]:
    """Which source row has a normal form, by kind; better ranks first, then preferred names before synonyms."""
    claims: dict[tuple[str, str], ConceptRow] = {}
    ordered = sorted(rows, key=lambda row: (row.rank, row.kind, row.name, row.codes))
    for rank in sorted({row.rank for row in rows}):
        for preferred in (True, False):
            for row in ordered:
                if row.rank == rank:
                    for term in row.terms:
                        if not term.cased and (term.scope == "preferred") == preferred:
                            claims.setdefault((row.kind, normal_form(term.text)), row)
    return claims


def _named(row: ConceptRow, claims: Mapping[tuple[str, str], ConceptRow]) -> Iterator[Adoption]:
    """Source rows that the name, or most of the other terms, name; best first."""
    for kind in _SOURCES[row.kind]:
        by_name = claims.get((kind, normal_form(row.name)))
        if by_name:
            yield Adoption(row, by_name, "name")
        if row.kind == "treatment":
            continue  # a drug is adopted by its name alone
        votes: Counter[int] = Counter()
        voted: dict[int, ConceptRow] = {}
        for term in row.terms[1:]:
            source = claims.get((kind, normal_form(term.text)))
            if source and not term.cased:
                votes[id(source)] += 1
                voted[id(source)] = source
        for key, count in votes.most_common(1):
            yield Adoption(row, voted[key], f"{count} lay")


def adopt(hand: list[ConceptRow], sources: list[ConceptRow], book: CodeBook) -> tuple[list[ConceptRow], list[Adoption]]:
    """Hand-written rows with codes, and the source rows that none of them took over.

    ``codes.csv`` decides where it names a concept; its first code also chooses the source row. A source
    row is taken over once: two hand-written concepts never become one by a synonym.
    """
    claims = _claims(sources)
    by_code: dict[tuple[str, str], ConceptRow] = {}
    for source in sources:
        if source.codes:
            by_code.setdefault((source.kind, source.codes[0]), source)
    stated = {(line["kind"], line["name"]): line["codes"] for line in read_list("codes")}
    taken: set[int] = set()
    log: list[Adoption] = []
    unknown = set(stated) - {(row.kind, row.name) for row in hand}
    if unknown:
        raise ValueError(f"codes.csv names concepts that no list has: {sorted(unknown)}")

    def take(adoption: Adoption) -> bool:
        if id(adoption.source) in taken:
            return False
        taken.add(id(adoption.source))
        have = {normal_form(term.text) for term in adoption.row.terms}
        adoption.row.terms += [
            Term(term.text, "exact" if term.scope == "preferred" else term.scope, term.source, term.cased)
            for term in adoption.source.terms
            if normal_form(term.text) not in have
        ]
        log.append(adoption)
        return True

    for row in hand:
        cell = stated.get((row.kind, row.name))
        if cell is not None:
            row.codes = book.resolve(cell)
            for kind in _SOURCES[row.kind]:
                chosen = by_code.get((kind, row.codes[0])) if row.codes else None
                if chosen and take(Adoption(row, chosen, "codes.csv")):
                    row.codes += [code for code in chosen.codes if code.lstrip(MAPPED) not in row.codes]
    for by_name in (True, False):
        for row in hand:
            if row.codes or (row.kind, row.name) in stated:
                continue
            for adoption in _named(row, claims):
                if (adoption.by == "name") == by_name and take(adoption):
                    row.codes = list(adoption.source.codes)
                    break
            if row.kind == "treatment" and by_name:
                row.codes += [code for code in book.of_name(row.name) if code not in row.codes]
    split = [new for row in hand for new in _split_off(row, claims, book, taken)]
    return [*hand, *split, *(source for source in sources if id(source) not in taken)], log


def _split_off(
    row: ConceptRow, claims: Mapping[tuple[str, str], ConceptRow], book: CodeBook, taken: set[int]
) -> Iterator[ConceptRow]:
    """Take terms away from a hand-written row that name another concept of a code system.

    The lists put what people mix up side by side; where a system tells them apart, so does the table.
    A treatment that has a heading of its own becomes a concept of the same type.
    """
    kept = []
    for place, term in enumerate(row.terms):
        form = normal_form(term.text)
        other = claims.get(("drug" if row.kind == "treatment" else row.kind, form))
        if place == 0 or term.cased or term.source != SOURCE:
            kept.append(term)
        elif row.kind == "treatment":
            codes = book.of_name(term.text)
            if other is not None and id(other) not in taken and normal_form(other.name) == form:
                other.attributes = dict(row.attributes)
            elif codes and row.codes and not set(codes) & set(row.codes):
                yield ConceptRow(
                    "treatment", term.text, codes, [Term(term.text, "preferred", SOURCE)], 0, row.attributes
                )
            else:
                if codes and not row.codes:
                    row.codes = [MAPPED + code for code in codes]
                kept.append(term)
        elif other is None or id(other) in taken or not _is_better(row.kind, other, form):
            kept.append(term)
        elif other.rank > 1 and not any("MESH:" in code for code in row.codes):
            taken.add(id(other))  # a heading that no ontology has: the same thing under MeSH's name
            row.codes += [MAPPED + code if row.codes else code for code in other.codes]
            kept.append(term)
    row.terms = kept


def _is_better(kind: str, other: ConceptRow, form: str) -> bool:
    """Whether a system's concept should have the term: any of its names for symptoms, else the preferred one."""
    return kind == "symptom" or (kind == "condition" and normal_form(other.name) == form)
