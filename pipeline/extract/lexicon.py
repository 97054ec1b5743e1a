"""Small word lists of the phrase finder, read once a process from the tables in ``data``."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

_DATA = Path(__file__).with_name("data")


def rows(name: str) -> list[list[str]]:
    """The tab-separated rows of a table in ``data``; lines that begin with ``#`` are remarks."""
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@lru_cache(maxsize=1)
def word_classes() -> dict[str, str]:
    """Word -> det, pron, aux, neg, prep, conj, sub, adv or verb; words of no class are content."""
    return {word: name for name, words in rows("words.tsv") for word in words.split()}


@lru_cache(maxsize=1)
def head_classes() -> dict[str, str]:
    """Last word of a phrase -> symptom, condition, treatment, test, person or abstract."""
    return {word: name for name, words in rows("heads.tsv") for word in words.split()}


@lru_cache(maxsize=1)
def cue_table() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First word of a cue -> its phrases (as words) with their class, the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, phrase in rows("cues.tsv"):
        words = tuple(phrase.split())
        table.setdefault(words[0], []).append((words, name))
    return {first: tuple(sorted(found, key=lambda cue: (-len(cue[0]), cue))) for first, found in table.items()}


_LONGEST_LEAD = 240


@lru_cache(maxsize=1)
def lead_rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Section kind and pattern of what leads in a list, in order of precedence."""
    return tuple((kind, re.compile(pattern)) for kind, pattern in rows("leads.tsv"))


@lru_cache(maxsize=4096)
def lead_kind(sentence: str) -> str | None:
    """What a sentence announces a list of, as a section kind; null where it does not say."""
    lowered = sentence[-_LONGEST_LEAD:].lower()
    return next((kind for kind, pattern in lead_rules() if pattern.search(lowered)), None)
