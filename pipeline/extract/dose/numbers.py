"""Numbers and amounts as people write them in instructions: digits, words, ranges, open ends.

``AMOUNT`` and ``DURATION`` are regular expressions without groups, to be placed inside a rule's named
group; ``read_amount`` and ``read_duration`` give the value of what they matched.
"""

from __future__ import annotations

import re

from schemas.base import Range

WORDS: dict[str, int] = {
    **dict(
        zip(
            ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
            range(1, 13),
            strict=True,
        )
    ),
    **dict(
        zip(
            ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"],
            range(13, 20),
            strict=True,
        )
    ),
    **dict(
        zip(
            ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
            range(20, 100, 10),
            strict=True,
        )
    ),
    "hundred": 100,
    "dozen": 12,
    **dict.fromkeys(["один", "одна", "одно", "одну", "одного", "одной"], 1),
    **dict.fromkeys(["два", "две", "двух", "дважды"], 2),
    **dict.fromkeys(["три", "трёх", "трех", "трижды"], 3),
    **dict.fromkeys(["четыре", "четырёх", "четырех"], 4),
    **dict(zip(["пять", "шесть", "семь", "восемь", "девять", "десять"], range(5, 11), strict=True)),
    **dict(zip(["пяти", "шести", "семи", "восьми", "девяти", "десяти"], range(5, 11), strict=True)),
    **dict(
        zip(
            ["одиннадцать", "двенадцать", "пятнадцать", "двадцать", "тридцать", "сорок"],
            (11, 12, 15, 20, 30, 40),
            strict=True,
        )
    ),
    **dict(zip(["двенадцати", "пятнадцати", "двадцати", "тридцати", "сорока"], (12, 15, 20, 30, 40), strict=True)),
    **dict(zip(["пятьдесят", "шестьдесят", "пятидесяти", "шестидесяти"], (50, 60, 50, 60), strict=True)),
}
TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|двадцать|тридцать|сорок|пятьдесят"
UNITS = "one|two|three|four|five|six|seven|eight|nine|один|два|две|три|четыре|пять|шесть|семь|восемь|девять"

_WORD = (
    rf"(?:(?:{TENS})[- ](?:{UNITS})\b|(?:a|one)\s+(?:hundred|dozen)\b|(?:"
    + "|".join(sorted(WORDS, key=lambda word: (-len(word), word)))
    + r")\b)"
)
_DIGITS = r"(?:\d{1,3}\s?½|\d{1,3}\s1/2|½|\d{1,3}(?:[.,]\d)?)(?!\d|[.,]\d|\s?%|(?:st|nd|rd|th)\b)"
_NUMBER = rf"(?:(?<![\w.,:/$€£#№+&-])(?:{_WORD}|{_DIGITS})|(?<=[xх×*])\d{{1,3}}(?!\d))"
_SECOND = rf"(?:(?<![\w.,:/$€£#№+&])(?:{_WORD}|{_DIGITS}))"
_JOIN = r"(?:\s*[-–—−]\s*|\s+(?:to|or|through|and|или|до|либо)\s+)"
_BOUND_BEFORE = (
    r"(?:(?<!work )(?<!working )(?<!way )(?<!build )(?<!building )up\s+to|at\s+least|at\s+most|"
    r"no\s+more\s+than|not\s+more\s+than|no\s+less\s+than|no\s+fewer\s+than|"
    r"(?:a\s+)?(?:minimum|maximum)\s+of|between|about|around|roughly|approximately|approx\.?|anywhere\s+(?:from|between)|"
    r"from|an?\s+additional|a\s+total\s+of|максимум|минимум|не\s+менее|не\s+более|не\s+меньше|не\s+больше|как\s+минимум|"
    r"примерно|около|приблизительно|до|от|с)\s+"
)
_BOUND_AFTER = (
    r"(?:\s+or\s+(?:more|less|fewer|longer|so)\b|\s?\+(?!\d)|\s+(?:max|maximum|minimum)\b|"
    r"\s+и\s+более\b|\s+или\s+более\b)"
)

AMOUNT = rf"(?:{_BOUND_BEFORE})*{_NUMBER}(?:{_JOIN}{_SECOND})?{_BOUND_AFTER}?"
"""An amount without a unit: "ten", "8 to 12", "up to 15", "10+"."""

_SEC = r"(?:seconds?|secs?\b\.?|s(?=\b)|секунд(?:ы|у|а|очку?)?\b|сек\b\.?|″|\"|'')"
_MIN = r"(?:minutes?|mins?\b\.?|минут(?:ы|у|а|ки|ку)?\b|мин\b\.?)"
_HOUR = r"(?:hours?|hrs?\b\.?|час(?:а|ов)?\b)"
_UNIT = rf"(?:{_SEC}|{_MIN}|{_HOUR})"
_ONE = r"(?:half\s+an?\b|half[- ](?=min)|a\s+full\b|an?\b|one\b|полторы\b|пол(?=минут))"
_PIECE = rf"(?:{_NUMBER}|(?<!\w){_ONE})"
_PIECE2 = rf"(?:{_SECOND}|(?<!\w){_ONE})"
_HALF = r"(?:\s+and\s+a\s+half)"
_UNITED = rf"[\s-]*{_UNIT}{_HALF}?"
_BARE = r"(?:минуту|минутку|минуты|секунду)"

DURATION = (
    rf"(?:{_BOUND_BEFORE})*(?:"
    rf"{_PIECE}{_HALF}?(?:{_UNITED})?{_JOIN}{_PIECE2}{_HALF}?{_UNITED}"
    rf"|{_PIECE}{_HALF}?{_UNITED}\s+or\s+two\b"
    rf"|{_PIECE}{_HALF}?{_UNITED}(?:\s+(?:and\s+)?{_SECOND}{_UNITED})?"
    rf"|{_BARE}\b(?:\s*[-–—]\s*две\b)?)"
    rf"{_BOUND_AFTER}?"
)
"""An amount of time: "30 seconds", "30 seconds to a minute", "a second or two", "1½ minutes"."""

_LOW_OPEN = re.compile(
    r"\b(?:up\s+to|at\s+most|no\s+more\s+than|not\s+more\s+than|maximum|max|or\s+less|or\s+fewer|"
    r"максимум|не\s+более|не\s+больше)\b|^до\s",
    re.I,
)
_HIGH_OPEN = re.compile(
    r"\b(?:at\s+least|minimum|no\s+less\s+than|no\s+fewer\s+than|or\s+more|or\s+longer|"
    r"минимум|не\s+менее|не\s+меньше|и\s+более|или\s+более)\b|\+",
    re.I,
)
_OR_TWO = re.compile(r"\bor\s+two\b|[-–—]\s*две\b", re.I)
_ANY_NUMBER = re.compile(rf"{_WORD}|{_DIGITS}", re.I)
_TIMED = re.compile(
    rf"(?P<n>{_WORD}|{_DIGITS}|(?<!\w){_ONE})?(?P<half1>{_HALF})?(?:(?:(?<=пол)|[\s-]*(?<![^\W\d_]))(?P<u>{_UNIT})(?P<half2>{_HALF})?)?",
    re.I,
)


def read_number(text: str) -> float:
    """The value of one number in digits or words, of English or Russian.

    Raises:
        ValueError: the text is no number.
    """
    text = " ".join(text.lower().replace(",", ".").split())
    if text.startswith("half") or text == "½" or text in ("пол", "полу"):
        return 0.5
    if text == "полторы":
        return 1.5
    if text in ("a", "an", "a full"):
        return 1
    if text[0].isdigit():
        whole = text.removesuffix("½").removesuffix("1/2").strip() if text.endswith(("½", " 1/2")) else text
        return float(whole) + (0.5 if whole != text else 0)
    parts = [WORDS[word] for word in re.split(r"[- ]", text) if word in WORDS]
    if not parts:
        raise ValueError(f"no number: {text!r}")
    return sum(parts) if len(parts) == 1 or parts[-1] < 10 else parts[-1]


def _bounded(low: float, high: float, text: str) -> Range:
    """Open an end where the words say so ("up to", "at least"); two numbers keep both."""
    first, last = round(min(low, high)), round(max(low, high))
    if first == last:
        if _LOW_OPEN.search(text):
            return Range(min=None, max=last)
        if _HIGH_OPEN.search(text):
            return Range(min=first, max=None)
    return Range(min=first, max=last)


def read_amount(text: str) -> Range:
    """The value of a match of ``AMOUNT``: both ends of a range, an open end as null."""
    numbers = [read_number(match.group()) for match in _ANY_NUMBER.finditer(text)][:2]
    return _bounded(numbers[0], numbers[-1], text)


def _scale(unit: str) -> int:
    """Seconds in a unit of time."""
    if re.match(_MIN, unit, re.I):
        return 60
    return 3600 if re.match(_HOUR, unit, re.I) else 1


def read_duration(text: str) -> Range:
    """The value of a match of ``DURATION`` in seconds; "1 minute 30 seconds" is their sum."""
    pieces = [match for match in _TIMED.finditer(text) if match["n"] or match["u"]][:2]
    units = [_scale(match["u"]) if match["u"] else None for match in pieces]
    last_unit = next((unit for unit in reversed(units) if unit), 1)
    seconds = [_count(match) * (unit or last_unit) for match, unit in zip(pieces, units, strict=True)]
    if _OR_TWO.search(text):
        return _bounded(seconds[0], 2 * last_unit, text)
    if len(seconds) == 2 and units[0] and units[0] > last_unit:
        between = text[pieces[0].end() : pieces[1].start()].strip().lower()
        if between in ("", "and", "и"):
            return _bounded(sum(seconds), sum(seconds), text)
    return _bounded(seconds[0], seconds[-1], text)


def _count(piece: re.Match[str]) -> float:
    """How many units a piece of a duration names; a bare unit is one of it."""
    number = read_number(piece["n"]) if piece["n"] else 1.0
    return number + (0.5 if piece["half1"] or piece["half2"] else 0)
