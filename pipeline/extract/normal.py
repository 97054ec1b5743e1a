"""The normal form of a name: what makes two records of a document one."""

from __future__ import annotations

import re
from functools import lru_cache

_PUNCTUATION = re.compile(r"[^\w\s]|_")
_SITED = frozenset(["pain", "pains", "ache", "aches", "aching", "stiffness", "swelling", "numbness", "discomfort"])
_LONGEST_SITE = 4  # words from the "in" on; what is longer is a clause
_EMPTY = frozenset(["the", "a", "an", "your", "their", "his", "her", "my", "our", "of"])


@lru_cache(maxsize=65536)
def normal_name(name: str) -> str:
    """Lower case, without punctuation, articles, possessives and "of", each word in the singular.

    "Pain in your joints" and "joint pain" are one; so are "herniated disc" and "herniated disk".
    """
    text = name.lower().replace("’", "'").replace("‘", "'")
    words = [word for word in _PUNCTUATION.sub(" ", text).split() if word not in _EMPTY]
    if "in" in words[1:-1]:
        # "Pain in the lower back" is lower back pain.
        at = words.index("in", 1)
        if words[at - 1] in _SITED and len(words) - at <= _LONGEST_SITE:
            words = words[at + 1 :] + words[:at]
    return " ".join(singular("disk" + word[4:] if word.startswith("disc") else word) for word in words)


def singular(word: str) -> str:
    """The singular of an English plural by its ending; words in -ss, -us and -is stay as they are."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
