"""Lines that say how often or how long: equal wording under two exercises is content, never a repeat."""

from __future__ import annotations

import re

_COUNT = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty"
    r"|once|twice|several|few)"
)
_UNIT = r"(?:times?|reps?|repetitions?|sets?|seconds?|secs?|minutes?|mins?|breaths?)(?! read)"
_ORDER = r"(?:repeat|hold|switch|relax|rest|alternate|change|return)"
_SIDE = r"(?:side|leg|arm|foot|hand|knee)s?"
_DOSE = re.compile(
    rf"\b(?:{_COUNT}(?: (?:to|or|and|more|full|{_COUNT}))* {_UNIT}|(?:once|twice) (?:a|per|every|daily|weekly))\b"
    rf"|^(?:now )?{_ORDER} (?!to (?:the )?(?:top|home|site|main|menu|search))"
    rf"|\b(?:other|each|both|opposite) {_SIDE}\b"
    r"|\b\d+ (?:раза?|подход\w*|повтор\w*|секунд\w*|минут\w*)\b|^(?:повтори|удержива|задерж|смени)\w+"
)


def is_dose(normal_text: str) -> bool:
    """Whether a normal text tells a dose ("hold for 20 seconds") or a change of side."""
    return _DOSE.search(normal_text) is not None
