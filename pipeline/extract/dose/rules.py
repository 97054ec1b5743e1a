"""The rules of the dose grammar, read from the YAML files beside this module."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from pipeline.extract.dose.claims import Field
from pipeline.extract.dose.numbers import AMOUNT, DURATION

LANGUAGES = ("english", "russian")
_AMOUNTS = {"A": AMOUNT, "B": AMOUNT, "D": DURATION, "E": DURATION, "N": r"\d{1,3}"}
_PLACE = re.compile(r"\{(_?[A-Z]+)\}")


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and the claims that a match of it makes.

    ``reads`` pairs a field with the letter of the amount that is its value, a number, "words" or
    "text"; see the head of english.yaml. ``counted`` says that no match is possible without a number.
    """

    name: str
    source: str
    reads: tuple[tuple[Field, str], ...]
    needs: tuple[str, ...]
    counted: bool
    example: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern; most pages need few of the rules, and compiling one takes milliseconds."""
        return _compiled(self.source)


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


@lru_cache(maxsize=len(LANGUAGES))
def load_rules(language: str) -> tuple[Rule, ...]:
    """The rules of one of ``LANGUAGES`` in their order.

    Raises:
        KeyError: a pattern names a fragment that is not there.
    """
    path = Path(__file__).with_name(f"{language}.yaml")
    source = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    fragments: dict[str, str] = {}
    for name, text in source["fragments"].items():
        fragments[name] = _PLACE.sub(lambda place: _fragment(place[1], fragments, place[0]), text)
    return tuple(_rule(entry, fragments) for entry in source["rules"])


def _rule(entry: Mapping[str, Any], fragments: Mapping[str, str]) -> Rule:
    alternatives = entry["pattern"] if isinstance(entry["pattern"], list) else [entry["pattern"]]
    count = 0

    def place(match: re.Match[str]) -> str:
        nonlocal count
        name = match[1]
        if name in _AMOUNTS:
            count += 1
            letter = "a" if name == "N" else name.lower()
            return f"(?P<{letter}{count}>{_AMOUNTS[name]})"
        return _fragment(name, fragments, match[0])

    pattern = "|".join(_PLACE.sub(place, alternative) for alternative in alternatives)
    # A fragment may hold amounts that are not read.
    pattern = _PLACE.sub(lambda match: _fragment(match[1], fragments, match[0]), pattern)
    return Rule(
        name=entry["name"],
        source=pattern,
        reads=tuple((Field(field), str(where)) for field, where in entry.get("reads", {}).items()),
        needs=tuple(str(word) for word in entry.get("needs", ())),
        counted=all(re.search(r"\{_?[ABDEN]\}", alternative) for alternative in alternatives),
        example=entry["example"],
    )


def _fragment(name: str, fragments: Mapping[str, str], whole: str) -> str:
    """A fragment, or an amount that is matched and not read; quantifiers are left alone."""
    if name.startswith("_") and name[1:] in _AMOUNTS:
        return _AMOUNTS[name[1:]]
    if name in _AMOUNTS:
        return whole
    return fragments[name]
