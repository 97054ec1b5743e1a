"""What a block says that tells boilerplate: the rules of ``cues.yaml``, tried cheaply.

A rule is tried only where one of its words is in the block, so most blocks cost one look-up a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from schemas.enums import DropReason

_DEFAULT_MAX = 60
_DIGIT_WORDS = 30  # the rules on numbers ("#") are tried in blocks of at most so many words
_LONGEST = 140  # words; no rule speaks of longer blocks
_MOST_CHARACTERS = 2_000  # nor of longer texts, whatever their words: what a rule costs is bounded
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "−": "-"})
_SHORT = 80  # characters; what a site says on every page is looked up the second time
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[\w'-]+|[*@©<>{}/]")


@dataclass(frozen=True, slots=True)
class Cue:
    """One rule: ``sure`` means that a block with it is boilerplate wherever it stands."""

    name: str
    reason: DropReason
    sure: bool
    longest: int
    words: tuple[str, ...]
    pattern: re.Pattern[str]
    example: str


@lru_cache(maxsize=1)
def load_cues() -> tuple[Cue, ...]:
    """All rules in the order of the file; the first that matches a block names its reason."""
    rows: list[dict[str, object]] = yaml.safe_load(files("pipeline.clean").joinpath("cues.yaml").read_text("utf-8"))
    return tuple(_cue(row) for row in rows)


def _cue(row: dict[str, object]) -> Cue:
    words = row["words"]
    if not isinstance(words, list):
        raise ValueError(f"cue {row['name']}: words is no list")
    longest = row.get("max", _DEFAULT_MAX)
    return Cue(
        name=str(row["name"]),
        reason=DropReason(str(row["reason"])),
        sure=bool(row["sure"]),
        longest=int(str(longest)),
        words=tuple(str(word).lower() for word in words),
        pattern=re.compile(str(row["pattern"]), re.IGNORECASE),
        example=str(row["example"]),
    )


@lru_cache(maxsize=1)
def _index() -> dict[str, tuple[int, ...]]:
    places: dict[str, list[int]] = {}
    for place, cue in enumerate(load_cues()):
        for word in cue.words:
            places.setdefault(word, []).append(place)
    return {word: tuple(found) for word, found in places.items()}


def cue_of(text: str) -> Cue | None:
    """The first rule that ``text`` meets, sure rules before others."""
    if len(text) > _MOST_CHARACTERS or text.count(" ") >= _LONGEST:
        return None
    return _short_cue(text) if len(text) <= _SHORT else _find(text)


def _find(text: str) -> Cue | None:
    size = text.count(" ") + 1
    plain = text.translate(_STRAIGHT) if not text.isascii() else text
    index = _index()
    places: set[int] = set()
    for word in index.keys() & _WORD.findall(plain.lower()):
        places.update(index[word])
    if size <= _DIGIT_WORDS and _DIGIT.search(plain):
        places.update(index.get("#", ()))
    if not places:
        return None
    cues = load_cues()
    weak: Cue | None = None
    for place in sorted(places):
        cue = cues[place]
        if size <= cue.longest and cue.pattern.search(plain):
            if cue.sure:
                return cue
            weak = weak or cue
    return weak


_short_cue = lru_cache(maxsize=20_000)(_find)
