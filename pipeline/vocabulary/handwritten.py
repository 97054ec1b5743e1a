"""Reads the hand-written lists in ``lists/``: treatments, exercises, lay words, body parts, muscles."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from pipeline.vocabulary.folding import normal_form
from pipeline.vocabulary.rows import ConceptRow, Term
from pipeline.vocabulary.russian import declined

SOURCE = "healthsift"
_CAPITALS = re.compile(r"(?:[A-ZА-Я]\.?){2,8}s?")


def read_list(name: str) -> list[dict[str, str]]:
    """The rows of one list, remarks left out."""
    text = resources.files("pipeline.vocabulary.lists").joinpath(f"{name}.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines))


def split_cell(cell: str) -> list[str]:
    """The values of a cell that holds several, parted by semicolons."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def _terms(name: str, others: str, scope: str) -> list[Term]:
    """The terms of a row; a word in capitals (NSAID, NSAIDs, R.I.C.E.) counts in capitals only."""
    terms = [Term(name, "preferred", SOURCE)]
    for other in split_cell(others):
        cased = " " not in other and _CAPITALS.fullmatch(other) is not None
        terms.append(Term(other, "abbreviation" if cased else scope, SOURCE, cased))
    return terms


def _treatments() -> Iterator[ConceptRow]:
    for row in read_list("treatments"):
        attributes = {"type": row["type"]}
        yield ConceptRow("treatment", row["name"], [], _terms(row["name"], row["variants"], "lay"), 0, attributes)


def _exercises() -> Iterator[ConceptRow]:
    for row in read_list("exercises"):
        attributes: dict[str, str | tuple[str, ...]] = {}
        if row["position"]:
            attributes["position"] = row["position"]
        for column in ("muscles", "equipment"):
            if values := split_cell(row[column]):
                attributes[column] = tuple(values)
        yield ConceptRow("exercise", row["name"], [], _terms(row["name"], row["variants"], "exact"), 0, attributes)


def _lay() -> Iterator[ConceptRow]:
    for row in read_list("lay"):
        yield ConceptRow(row["kind"], row["name"], [], _terms(row["name"], row["lay"], "lay"), 0)


def _parts() -> Iterator[ConceptRow]:
    for kind, name, column in (("body_site", "body_sites", "group"), ("muscle", "muscles", "region")):
        for row in read_list(name):
            attributes = {"region": row[column]}
            yield ConceptRow(kind, row["name"], [], _terms(row["name"], row["variants"], "lay"), 0, attributes)


def handwritten() -> list[ConceptRow]:
    """All concepts of the lists. An acronym joins the concept that it names; its capitals count."""
    rows = [*_treatments(), *_exercises(), *_lay(), *_parts()]
    by_name = {(row.kind, normal_form(row.name)): row for row in rows}
    for line in read_list("acronyms"):
        key = (line["kind"], normal_form(line["name"]))
        if key not in by_name:
            by_name[key] = ConceptRow(*key[:1], line["name"], [], _terms(line["name"], "", "exact"), 0)
            rows.append(by_name[key])
        owner = by_name[key]
        form = normal_form(line["acronym"])
        owner.terms = [term for term in owner.terms if normal_form(term.text) != form or term.scope == "preferred"]
        if all(normal_form(term.text) != form for term in owner.terms):
            owner.terms.append(Term(line["acronym"], "abbreviation", SOURCE, cased=True))
    return _with_russian(rows)


def _with_russian(rows: list[ConceptRow]) -> list[ConceptRow]:
    """Give concepts their Russian names in every case. A drug or condition that no list has becomes a row.

    Raises:
        ValueError: a treatment, exercise or body part that the other lists do not have.
    """
    by_name = {(row.kind, normal_form(row.name)): row for row in rows}
    for line in read_list("russian"):
        key = (line["kind"], normal_form(line["name"]))
        if key not in by_name:
            if line["kind"] not in ("drug", "condition", "symptom"):
                raise ValueError(f"russian.csv: no {line['kind']} is called {line['name']!r}")
            attributes = {"type": "drug"} if line["kind"] == "drug" else {}
            terms = _terms(line["name"], "", "exact")
            by_name[key] = ConceptRow(line["kind"], line["name"], [], terms, 0, attributes)
            rows.append(by_name[key])
        spelled = [form for term in split_cell(line["terms"]) for form in declined(term)]
        by_name[key].terms += _terms("", ";".join([*spelled, *split_cell(line["fixed"])]), "lay")[1:]
    return rows


@cache
def stop_words() -> frozenset[str]:
    """Normal forms that never match: everyday words, modifiers, words that name nothing in particular."""
    return frozenset(normal_form(row["term"]) for row in read_list("stop_words"))


@cache
def quiet_words() -> frozenset[str]:
    """Normal forms of the code systems that are looked up but never found in running text."""
    return frozenset(normal_form(row["term"]) for row in read_list("quiet_words"))


@cache
def qualities() -> dict[str, str]:
    """What can be wrong with a body site: normal form -> name of the quality ("sore" -> "pain")."""
    found: dict[str, str] = {}
    for row in read_list("qualities"):
        for word in (row["name"], *split_cell(row["variants"])):
            found.setdefault(normal_form(word), row["name"])
    return found
