"""Word sets of the phrase grammar, from ``data/sets.tsv``."""

from __future__ import annotations

from pipeline.extract.lexicon import rows

_SETS = {name: tuple(words.split()) for name, words in rows("sets.tsv")}

DROPPED_FIRST = frozenset(_SETS["dropped_first"])
"""Words that begin no name: "other symptoms"; but "more frequent urination" keeps its "frequent"."""
PHRASE_PREPOSITIONS = frozenset(_SETS["phrase_preposition"])
"""Prepositions that may stand inside a name: "pain in the joint", "loss of balance"."""
IMPERATIVES = frozenset(_SETS["imperative"])
"""Verbs that begin advice: "avoid strong soaps"."""
ORGANISATIONS = frozenset(_SETS["organisation"])
"""Words that tell that a capitalised run names a body, not what it deals with: "Institute of Heart Disease"."""
SUFFIXES = _SETS["suffix"]
"""Endings that tell what sort of thing a word names, in the order in which they are tried."""
