"""Whether a sentence speaks of one exercise or of several at once."""

from __future__ import annotations

import re

_THING = r"(?:exercises?|stretch(?:es)?|poses?|moves?|movements?|positions?|drills?|ones?|asanas?)"
_FOR_ALL = re.compile(
    rf"\b(?:each|every|all(?:\s+of)?(?:\s+(?:the|these|your))?|these|the\s+following|both|any)\s+(?:of\s+(?:these|the|the\s+following|them|your)\s+)?(?:\w+[\s-]){{0,3}}?{_THING}\b|\bper\s+exercise\b|"
    r"\b(?:do|hold|perform|repeat|try)\s+(?:each|these|them|all)\b(?!\s+(?:side|leg|arm|of\s+your|(?:\w+\s+){0,2}muscles?))|\beach\s+(?:for|time)\b|"
    r"\b(?:кажд\w+|все|всех|эти)\s+(?:\w+\s+)?(?:упражнени\w+|поз\w+|растяж\w+)",
    re.I,
)


def speaks_of_all(text: str) -> bool:
    """Whether a sentence speaks of several exercises at once."""
    return bool(_FOR_ALL.search(text))
