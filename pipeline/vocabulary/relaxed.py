"""A key that names of one condition share however their words are turned: order, number, class word, numerals.

``Deafness, X-linked 2`` and ``X-linked hearing loss type II`` have one key. Keys only serve linking, after
every stricter way has failed, and a key that two concepts share names neither.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from pipeline.vocabulary.folding import normal_form
from pipeline.vocabulary.variants import singular, spelling_variants

_CACHED = 1 << 16  # words
_POSSESSIVE = re.compile(r"(?<=\w)['’]s\b")
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_PHRASES = (
    ("mental retardation", "intellectual disability"),
    ("mental deficiency", "intellectual disability"),
    ("hearing impairment", "hearing loss"),
    ("nonsyndromic sensorineural", "nonsyndromic"),
)
_AXONAL = re.compile(r"\baxonal (?=type 2)")  # in Charcot-Marie-Tooth disease the 2 says it
_ARM = re.compile(r"\b(short|long) arm of (?:the )?chromosome (\w+)\b|\bchromosome (\w+) (short|long) arm\b")
_BAND = re.compile(r"\b((?:\d{1,2}|x|y)[pq]\d+)\.(\d+)", re.I)
_MINUS = re.compile(r"\b((?:\d{1,2}|x|y)[pq])-(?=\s|$)", re.I)
_LOSS = re.compile(r"\b(?:partial )?(?:micro)?(?:deletion|monosomy)\b")
_LOCUS = re.compile(r"(?:\d{1,2}|x|y)[pq]\w*")
_SAME = {
    "deafness": "hearing loss", "oligophrenia": "intellectual disability", "hereditary": "familial",
    "inherited": "familial", "kidney": "renal", "heart": "cardiac", "liver": "hepatic", "lung": "pulmonary",
    "eye": "ocular", "throat": "pharyngeal", "skin": "cutaneous", "muscle": "muscular", "penis": "penile",
    "esophagus": "esophageal", "stomach": "gastric", "nose": "nasal", "tailbone": "coccyx", "vision": "visual",
    "infectious": "infection", "tumor": "neoplasm", "tumour": "neoplasm", "teenage": "adolescent",
    "childhood": "child", "children": "child", "pediatric": "child", "nerve": "neural",
    "disorder": "disease", "syndrome": "disease", "condition": "disease", "illness": "disease", "problem": "disease",
}  # fmt: skip
_NUMERALS = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
_LETTERED = re.compile(r"(i|ii|iii|iv|v|vi)([a-d])")  # type IA
_CONNECTIVES = frozenset(
    {"of", "the", "and", "with", "in", "a", "an", "to", "due", "by", "type", "form", "or", "for", "autosomal"}
)
_NAMED_ENOUGH = 3  # words that tell a condition without "syndrome"
_CLASS = frozenset({"disease", "infection", "neoplasm", "child", "loss", "familial"})
_MIN_LETTERS = 4
# Kinds of terms whose names may be turned; what is found in one group never links a record of another.
RELAXED_GROUPS = {"condition": "condition", "symptom": "condition", "treatment": "treatment"}


def without_brackets(name: str) -> str:
    """A name without what stands in brackets."""
    return _BRACKETS.sub("", name).strip()


@lru_cache(maxsize=_CACHED)
def _same(word: str) -> str:
    one = singular(word) or word
    american = min(
        (one, *(form for form in spelling_variants(one) if " " not in form)), key=lambda form: (len(form), form)
    )
    return _SAME.get(one) or _SAME.get(american) or american


def _locus(found: re.Match[str]) -> str:
    """``long arm of chromosome 12`` as ``chromosome 12q``."""
    arm, number = found[1] or found[4], found[2] or found[3]
    return f"chromosome {number}{'p' if arm == 'short' else 'q'}"


def _is_loss(words: set[str]) -> bool:
    """Whether a name is a deletion of a place on a chromosome."""
    return "monosomy" in words and any(_LOCUS.fullmatch(word) for word in words)


def relaxed_key(name: str) -> str | None:
    """The key of a name; None where too little is left to tell conditions apart."""
    bare = _MINUS.sub(r"\1 deletion", _BAND.sub(r"\1d\2", _BRACKETS.sub("", _POSSESSIVE.sub("", name))))
    text = _LOSS.sub("monosomy", _ARM.sub(_locus, _AXONAL.sub("", f" {normal_form(bare)} ")))
    for phrase, same in _PHRASES:
        text = text.replace(f" {phrase} ", f" {same} ")
    words: set[str] = set()
    for place, word in enumerate(spelled := text.split()):
        if word in _NUMERALS and place and (spelled[place - 1] == "type" or place + 1 == len(spelled)):
            words.add(_NUMERALS[word])
        elif (lettered := _LETTERED.fullmatch(word)) and place and spelled[place - 1] == "type":
            words.add(_NUMERALS[lettered[1]] + lettered[2])
        elif word not in _CONNECTIVES:
            words.update(_same(word).split())
    content = [word for word in words if word not in _CLASS and len(word) >= _MIN_LETTERS]
    if len(content) >= _NAMED_ENOUGH or _is_loss(words):
        words -= {"disease", "chromosome"}  # "cone-rod dystrophy amelogenesis imperfecta (syndrome)"
    if len(words) < 2 or not content:
        return None
    return " ".join(sorted(words))


def loss_key(name: str) -> str | None:
    """The key of a name that is a deletion of a place on a chromosome; None for any other name."""
    key = relaxed_key(name)
    return key if key and _is_loss(set(key.split())) else None


def key_hash(group: str, key: str) -> int:
    """64 bits of a key; ``group`` keeps kinds of records apart."""
    return int.from_bytes(hashlib.blake2b(f"{group}\x1f{key}".encode(), digest_size=8).digest(), "big")
