"""A cheap look at a whole document: most pages hold no exercise, and need no further reading."""

from __future__ import annotations

import re

from pipeline.extract.exercises.words import BODY, STRONG_VERBS

_HEADS = (STRONG_VERBS - {"get", "externally", "internally"}) | frozenset(
    ["place", "keep", "lying", "laying", "sitting", "standing", "kneeling", "seated", "starting", "beginning"]
)
# The first word of each clause, adverbs skipped.
_CLAUSE = re.compile(
    r"(?:^|[.!?:;,(\t]\s*|[–—-]\s)(?:(?:slowly|gently|then|now|next|and|first|by|carefully|to)\s+)*([a-z]+)",
    re.MULTILINE,
)
_BODY = re.compile(BODY.pattern)
_COUNT = re.compile(
    r"\b(?:reps|repetitions)\b|\d\s*(?:sets?|rep|repetition)\b|\b(?:one|two|three|four|five)\s+sets?\b|\bsets?\s+of\s+\d|"
    r"\bhold\b[^.\n]{0,30}\bseconds?\b|\b[2-6]\s*[x×]\s*\d{1,2}\b"
)
_RUSSIAN = re.compile(r"\b(?:подход|повтор|упражнени|растяжк|приседан)")
_REACH = 90


def may_hold_exercises(text: str) -> bool:
    """Whether a text has any clause that moves a part of the body, or any count of an exercise."""
    lowered = text.lower()
    if _COUNT.search(lowered) or _RUSSIAN.search(lowered):
        return True
    for clause in _CLAUSE.finditer(lowered):
        if clause[1] in _HEADS:
            stop = lowered.find("\n", clause.end())
            end = min(clause.end() + _REACH, len(lowered) if stop < 0 else stop)
            if _BODY.search(lowered, clause.end(), end):
                return True
    return False
