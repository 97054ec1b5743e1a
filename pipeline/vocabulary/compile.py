"""Compiles concepts into a term table: expands spellings and settles which concept owns a term."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
import orjson

from pipeline.vocabulary.columns import Strings
from pipeline.vocabulary.folding import normal_form
from pipeline.vocabulary.relaxed import RELAXED_GROUPS, key_hash, relaxed_key
from pipeline.vocabulary.rows import SCOPES, ConceptRow
from pipeline.vocabulary.table import Table, build_automaton
from pipeline.vocabulary.terms import KINDS
from pipeline.vocabulary.variants import number_variants, plural, spelling_variants

_EXACT = SCOPES.index("exact")
_VARIED_WORDS = 6  # longer terms are looked up, seldom written otherwise
_ONE_NUMBER = frozenset({"treatment", "exercise"})
_HEADING = "heading"
_SIBLINGS = {"condition": "symptom", "symptom": "condition"}
_Key = tuple[str, str, str]  # normal form, kind, the only spelling that counts or ""
_Owner = tuple[int, int, int]  # rank, scope, concept


def _variants(form: str, kind: str) -> set[str]:
    """Other spellings. One word of a treatment or exercise has no singular of its own: fluids are no fluid."""
    if form.count(" ") >= _VARIED_WORDS:
        return set()
    spelled = [form, *spelling_variants(form)]
    if kind in _ONE_NUMBER and " " not in form:
        return {other for each in spelled for other in (each, plural(each)) if other} - {form}
    found = {other for each in spelled for other in (each, *number_variants(each))}
    found.discard(form)
    return found


def _claim(ordered: list[ConceptRow], stop: frozenset[str]) -> dict[_Key, _Owner]:
    """Who owns which term: the better rank, then the preferred name, then the first by name."""
    claimed: dict[_Key, _Owner] = {}
    for index, row in enumerate(ordered):
        for term in row.terms:
            form = normal_form(term.text)
            if not form or (not term.cased and form in stop):
                continue
            key = (form, row.kind, term.text if term.cased else "")
            owner = (row.rank, SCOPES.index(term.scope), index)
            if key not in claimed or owner < claimed[key]:
                claimed[key] = owner
    for form, kind, surface in list(claimed):
        rank, scope, _ = claimed[form, kind, surface]
        sibling = claimed.get((form, _SIBLINGS.get(kind, ""), ""))
        if rank and scope and sibling and sibling[0] == 0:
            del claimed[form, kind, surface]  # the lists say which of the two the word is
    for (form, kind, surface), (rank, scope, index) in sorted(claimed.items(), key=lambda item: (item[1], item[0])):
        if not surface and kind != _HEADING:
            for other in sorted(_variants(form, kind)):
                if other not in stop:
                    claimed.setdefault((other, kind, ""), (rank, max(scope, _EXACT), index))
    return claimed


def compile_table(concepts: Iterable[ConceptRow], stop: frozenset[str], quiet: frozenset[str] = frozenset()) -> Table:
    """The table of concepts. The same concepts in any order give the same table.

    Args:
        concepts: what the table holds; rank 0 are the hand-written ones.
        stop: normal forms that are left out.
        quiet: normal forms that concepts of other ranks have for looking up only, as all their acronyms.
    """
    ordered = sorted(concepts, key=lambda row: (row.rank, row.kind, row.name, row.codes))
    claimed = _claim(ordered, stop)
    by_form: dict[str, list[tuple[int, int, int, int, str]]] = defaultdict(list)
    for (form, kind, surface), (rank, scope, index) in claimed.items():
        by_form[form].append((rank, scope, KINDS.index(kind), index, surface))
    forms = sorted(by_form)
    entries = [entry for form in forms for entry in sorted(by_form[form])]
    relaxed = _relaxed(ordered)
    words = sorted({word for form in forms for word in form.split(" ")})
    number_of = {word: number for number, word in enumerate(words)}
    form_words = [[number_of[word] for word in form.split(" ")] for form in forms]
    form_first = np.cumsum([0, *map(len, form_words)], dtype=np.uint32)
    numbers = np.array([number for form in form_words for number in form], dtype=np.uint32)
    return Table(
        words=Strings.of(words),
        form_first=form_first,
        form_words=numbers,
        first=np.cumsum([0, *(len(by_form[form]) for form in forms)], dtype=np.uint32),
        concept=np.array([entry[3] for entry in entries], dtype=np.uint32),
        scope=np.array([entry[1] for entry in entries], dtype=np.uint8),
        quiet=np.array(
            [
                entry[0] > 0 and (bool(entry[4]) or form in quiet or KINDS[entry[2]] == _HEADING)
                for form in forms
                for entry in sorted(by_form[form])
            ],
            dtype=np.uint8,
        ),
        surface=Strings.of(entry[4] for entry in entries),
        kind=np.array([KINDS.index(row.kind) for row in ordered], dtype=np.uint8),
        name=Strings.of(row.name for row in ordered),
        codes=Strings.of(" ".join(row.codes) for row in ordered),
        attributes=Strings.of(orjson.dumps(dict(row.attributes)).decode() if row.attributes else "" for row in ordered),
        relaxed_key=np.array([key for key, _ in relaxed], dtype=np.uint64),
        relaxed_concept=np.array([index for _, index in relaxed], dtype=np.uint32),
        automaton=build_automaton(form_first, numbers),
    )


def _relaxed(ordered: list[ConceptRow]) -> list[tuple[int, int]]:
    """Hashes of relaxed names with their concept, sorted; a key that several concepts share equally is left out.

    A preferred name has its key before the synonyms of others.
    """
    owners: dict[int, tuple[int, int | None]] = {}  # hash -> how good the claim is, whose; None: no one's
    for index, row in enumerate(ordered):
        group = RELAXED_GROUPS.get(row.kind)
        if group is None:
            continue
        claims: dict[str, int] = {}
        for term in row.terms:
            key = None if term.cased else relaxed_key(term.text)
            if key:
                claims[key] = min(claims.get(key, 1), int(term.scope != "preferred"))
        for key, claim in claims.items():
            hashed = key_hash(group, key)
            best, owner = owners.get(hashed, (2, None))
            if claim < best:
                owners[hashed] = (claim, index)
            elif claim == best and (owner is None or ordered[owner].codes[:1] != row.codes[:1]):
                owners[hashed] = (claim, None)
    return sorted((hashed, owner) for hashed, (_, owner) in owners.items() if owner is not None)
