"""Text as the comparison reads it: case, punctuation and spacing do not tell two copies apart."""

from __future__ import annotations

import hashlib
import re

_WORD = re.compile(r"\w+")
# What changes from page to page in a line of template that is otherwise the same: dates, years, counts.
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day )?"
    rf"(?:{_DAY} {_MONTH}(?: \d{{4}})?|{_MONTH} {_DAY}(?: \d{{4}})?|{_MONTH} \d{{4}})\b"
)
_SAYING = 3  # words beside the numbers
_NUMBER = re.compile(r"\d+")


def words_of(text: str) -> list[str]:
    """The words of ``text`` in order, case folded; letters and digits of any script."""
    return _WORD.findall(text.casefold())


def normal(text: str) -> str:
    """The words joined by one blank: equal for copies that differ in case, punctuation or spacing."""
    return " ".join(words_of(text))


def masked(normal_text: str) -> str:
    """A normal text with dates and numbers as ``#``: equal for copies of a template that differ in these.

    A text of hardly anything else ("50 mg", a price) stays as it is: its number is what it says.
    """
    text = _NUMBER.sub("#", _DATE.sub("#", normal_text))
    return text if sum("#" not in word for word in text.split(" ")) >= _SAYING else normal_text


def fingerprint(*parts: str) -> int:
    """64 bits of the parts' hash, the same on every machine."""
    return int.from_bytes(hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).digest(), "big")
