"""What the words around a related pair say of the relation: its finer predicate, how sure it is, and when it holds."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.extract.candidates import Phrase
from pipeline.extract.lexicon import rows
from pipeline.extract.negation import MARK
from pipeline.extract.reading import Reading
from schemas.enums import Certainty, Predicate

OTHER = "¶"  # stands for the condition in a sentence
_CLAUSE_BORDERS = frozenset((";", "but", "however", "although", "though", "whereas"))


@lru_cache(maxsize=1)
def predicate_rules() -> tuple[tuple[str, str, str, re.Pattern[str], str], ...]:
    """Name, what it sets, value, pattern and example of each rule of ``data/predicates.tsv``, in order."""
    return tuple(
        (name, sets, value, re.compile(pattern), example)
        for name, sets, value, pattern, example in rows("predicates.tsv")
    )


def refined(predicate: Predicate, clause: str, condition: str = "") -> Predicate:
    """What a clause, the treatment between two ``MARK``s, makes of treats; all other predicates stay.

    Relieves and manages may be told anywhere in the clause; prevents and may_worsen where the treatment
    is what does it, and what is prevented is the condition or its attacks.
    """
    if predicate is not Predicate.TREATS:
        return predicate
    if condition:
        clause = clause.replace(condition.lower(), OTHER)
    for _, sets, _, pattern, _ in predicate_rules():
        if sets == "when":  # "if your symptoms worsen" says when, not what the treatment does
            clause = pattern.sub(lambda hit: MARK if MARK in hit[0] else " ", clause)
    value = _first("predicate", clause)
    return Predicate(value) if value else predicate


def contraindicates(sentence: str) -> bool:
    """Whether a sentence warns those with the condition (``OTHER``) off the treatment (``MARK``)."""
    return OTHER in sentence and _first("contraindicated", sentence) is not None


def certainty_of(clause: str) -> Certainty:
    """How sure a clause is of what it states."""
    value = _first("certainty", clause)
    return Certainty(value) if value else Certainty.STATED


def when_of(sentence: str) -> str | None:
    """The condition of use that a sentence names ("in more severe cases"), as it writes it; null without one."""
    lowered = sentence.lower()
    for _, sets, _, pattern, _ in predicate_rules():
        if sets == "when" and (hit := pattern.search(lowered)):
            return sentence[hit.start() : hit.end()].strip()
    return None


def clause_of(reading: Reading, phrase: Phrase) -> str:
    """The lower-cased clause in which a phrase stands, the phrase between ``MARK``s: a "but" or semicolon ends it."""
    sentence = reading.sentences[phrase.sentence]
    first, last = phrase.first, phrase.last
    while first > sentence.first and reading.words[first - 1] not in _CLAUSE_BORDERS:
        first -= 1
    while last < sentence.last and reading.words[last] not in _CLAUSE_BORDERS:
        last += 1
    before = reading.text(first, phrase.first) if first < phrase.first else ""
    behind = reading.document.text[reading.ends[phrase.last - 1] : reading.ends[last - 1]]
    gap = " " if before else ""
    name = reading.text(phrase.first, phrase.last)
    return f"{before}{gap}{MARK}{name}{MARK}{behind}".lower().replace("’", "'").replace("\n", " ")


def _first(sets: str, clause: str) -> str | None:
    return next((value for _, s, value, pattern, _ in predicate_rules() if s == sets and pattern.search(clause)), None)
