"""Families of words in class, id and role attributes: evidence about an element, never proof.

An element's families are the bits of an integer, so that what its ancestors say is one ``or``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise


def _read() -> dict[str, list[str]]:
    families: dict[str, list[str]] = {}
    for line in files("pipeline.parse").joinpath("hints.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            family, _, words = line.partition("\t")
            families[family] = words.split()
    return families


_FAMILIES = _read()
FAMILIES: tuple[str, ...] = tuple(_FAMILIES)
BIT: dict[str, int] = {family: 1 << place for place, family in enumerate(FAMILIES)}

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_ROLES = {
    "navigation": "nav",
    "banner": "header",
    "contentinfo": "footer",
    "complementary": "aside",
    "main": "main",
    "article": "article",
    "search": "form",
    "form": "form",
    "menu": "nav",
    "menubar": "nav",
    "menuitem": "nav",
    "dialog": "overlay",
    "alertdialog": "overlay",
    "alert": "overlay",
    "tabpanel": "faq",
    "region": "",
}
_TAGS = {
    "nav": "nav",
    "header": "header",
    "footer": "footer",
    "aside": "aside",
    "main": "main",
    "article": "article",
    "form": "form",
    "fieldset": "form",
    "dialog": "overlay",
    "search": "form",
    "figure": "image",
    "address": "contact",
    "details": "faq",
    "button": "cta",
}


def _table() -> tuple[dict[str, int], tuple[tuple[str, int], ...]]:
    words: dict[str, int] = {}
    starts: list[tuple[str, int]] = []
    for family, listed in _FAMILIES.items():
        for entry in listed:
            word = entry.removesuffix("*")
            if word != entry:
                starts.append((word, BIT[family]))
            words[word] = words.get(word, 0) | BIT[family]
    return words, tuple(starts)


_WORDS, _STARTS = _table()


@lru_cache(maxsize=100_000)
def _word_marks(word: str) -> int:
    marks = _WORDS.get(word, 0)
    for start, bit in _STARTS:
        if word.startswith(start):
            marks |= bit
    return marks


@lru_cache(maxsize=50_000)
def _name_marks(name: str) -> int:
    """What one class, id or name of the like speaks of: its words, and two of them in a row."""
    words = [word.lower() for word in _WORD.findall(name)]
    marks = 0
    for word in words:
        marks |= _word_marks(word)
    for first, second in pairwise(words):
        marks |= _WORDS.get(f"{first}-{second}", 0)
    return marks


def _marks(text: str) -> int:
    marks = 0
    for name in text.split()[:12]:
        marks |= _name_marks(name)
    return marks


def marks_of(tag: str, classes: str, ident: str, role: str) -> int:
    """The families that an element's tag, class, id and role speak of, as bits of ``BIT``."""
    marks = 0
    family = _TAGS.get(tag)
    if family:
        marks = BIT[family]
    if role:
        marks |= BIT.get(_ROLES.get(role.lower(), ""), 0)
    if classes:
        marks |= _marks(classes[:200])
    if ident:
        marks |= _marks(ident[:80])
    return marks
