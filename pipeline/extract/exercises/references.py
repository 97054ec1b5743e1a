"""References to other exercises: "as in the first exercise", "similar to the cobra", "in the same position"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.found import Found, Mention

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_RU_ORDINALS = ("перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят")
_BY_ORDER = re.compile(
    rf"\b(?:as\s+(?:in|for|with)|like\s+in|see|from|similar\s+to|same\s+as(?:\s+in)?|of)\s+(?:the\s+)?(?:(?P<ordinal>{'|'.join(_ORDINALS)}|previous|last)\s+"
    r"(?:exercise|stretch|move|pose)|(?:exercise|stretch|move|pose)\s+(?:no\.?\s*|#)?(?P<number>\d{1,2}))\b"
    rf"|\bкак\s+в\s+(?:(?P<ru>{'|'.join(_RU_ORDINALS)}|предыдущ)\w*\s+упражнении|упражнении\s+(?:№\s*)?(?P<rn>\d{{1,2}}))",
    re.I,
)
_BY_NAME = re.compile(
    r"\b(?:as\s+(?:in|for|with)|similar\s+to|same\s+(?:position\s+|start\s+)?as(?:\s+(?:in|for))?|like(?:\s+in)?|just\s+like|same\s+position\s+(?:as|used)\s+(?:in|for))\s+(?:the\s+|a\s+)?",
    re.I,
)
_SAME_PLACE = re.compile(
    r"\b(?:in\s+the\s+same|from\s+the\s+same|same\s+(?:start(?:ing)?\s+)?|original|stay\s+in\s+(?:the\s+)?(?:same|this)|remain\s+in\s+(?:the\s+)?(?:same|this)|similar\s+to)\b|\bto\s+start\b|"
    r"\bв\s+том\s+же\s+положении|\bиз\s+того\s+же\s+положения",
    re.I,
)


def resolve_references(text: str, exercises: Sequence[Found]) -> None:
    """Note which other exercise an exercise's steps point at; its start position is taken over where the
    step says that it is the same, and marked as inferred."""
    for place, found in enumerate(exercises):
        for mention in [mention for mention in found.mentions if mention.field == "steps"]:
            target, start, end = _target(text, mention, exercises, place)
            if target is None and place and _same_place(text, mention):
                target, start, end = exercises[place - 1], mention.start, mention.end
            if target is None or target is found:
                continue
            found.mentions.append(Mention("reference", start, end, "reference", 0.8))
            position = target.values.get("position")
            if (
                found.values.get("position") is None
                and position is not None
                and _SAME_PLACE.search(text[mention.start : mention.end])
            ):
                found.values["position"] = position
                found.values["position_inferred"] = True
                found.mentions.append(Mention("position", start, end, "reference", 0.7))


def _same_place(text: str, mention: Mention) -> bool:
    return bool(
        re.search(
            r"\b(?:in|from|stay\s+in|remain\s+in)\s+(?:the\s+)?same\s+(?:start(?:ing)?\s+)?position\b|\bтом\s+же\s+положени",
            text[mention.start : mention.end],
            re.I,
        )
    )


def _target(text: str, mention: Mention, exercises: Sequence[Found], place: int) -> tuple[Found | None, int, int]:
    """The exercise that a step names by its order or its name, with the words that do so."""
    step = text[mention.start : mention.end]
    ordered = _BY_ORDER.search(step)
    if ordered:
        found = _numbered(ordered, exercises, place)
        return found, mention.start + ordered.start(), mention.start + ordered.end()
    for named in _BY_NAME.finditer(step):
        rest = step[named.end() :].lower()
        for other in exercises:
            if rest.startswith(other.name.lower().removesuffix("s")):
                end = mention.start + named.end() + len(other.name.removesuffix("s"))
                return other, mention.start + named.start(), min(end, mention.end)
    return None, 0, 0


def _numbered(match: re.Match[str], exercises: Sequence[Found], place: int) -> Found | None:
    word = (match["ordinal"] or match["ru"] or "").lower()
    if word in ("previous", "last", "предыдущ"):
        return exercises[place - 1] if place else None
    number = int(match["number"] or match["rn"] or 0)
    if word:
        number = (_ORDINALS.index(word) if word in _ORDINALS else _RU_ORDINALS.index(word)) + 1
    for other in exercises:
        if other.values.get("number") == number:
            return other
    return exercises[number - 1] if 0 < number <= len(exercises) else None
