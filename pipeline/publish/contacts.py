"""Contact data: what it looks like. Rules hold for Python's ``re`` and for DuckDB's RE2 alike (no look-around)."""

from __future__ import annotations

import re

CONTACT_RULES: dict[str, str] = {
    "email": r"[A-Za-z0-9._%+-]+(?:@|\s?[\[(]at[\])]\s?)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}",
    # +49 30 1234567, +1 (555) 010-9999
    "phone_international": (
        r"(?:\+|\b00)[1-9][0-9]{0,2}[ .\-/]?(?:\([0-9]{1,5}\)[ .\-/]?)?[0-9](?:[ .\-/]?[0-9]){5,12}\b"
    ),
    # (555) 010-9999, 555-010-9999, 1.555.010.9999
    "phone_north_american": r"(?:\b|\()[0-9]{3}\)?[ .\-]{1,2}[0-9]{3}[.\-][0-9]{4}\b",
    # 020 7946 0018, 0800 11 11 11, (01632) 960983
    "phone_national": r"(?:\b|\()0[0-9]{2,4}\)?[ \-/][0-9]{2,4}[ \-]?[0-9]{2,4}(?:[ \-]?[0-9]{2,4})?\b",
    # 01 99 00 12 34
    "phone_in_pairs": r"\b0[1-9](?:[ .\-][0-9]{2}){4}\b",
    # 8 (495) 555-01-09, 8-800-555-01-09
    "phone_ending_in_pairs": (
        r"(?:(?:\b[78][ \-]?)?\([0-9]{3,5}\)\s?|\b[78][ \-][0-9]{3,5}[ \-]|\b[0-9]{3,5}-)[0-9]{2,3}-[0-9]{2}-[0-9]{2}\b"
    ),
    # 1800 123 456, 1300-555-010
    "phone_free": r"\b1[38]00[ \-][0-9]{3}[ \-][0-9]{3}\b",
    # 1-800-NEW-KNEE
    "phone_in_letters": r"\b1[ \-]8[0-9]{2}[ \-](?:[A-Z0-9]{2,}[ \-]?){1,3}\b",
    # Phone: 5550109, call us on 555 0109
    "phone_after_word": (
        r"(?i)\b(?:phone|telephone|tel|fax|mobile|whatsapp|call us|call|text us|ring)"
        r"(?:\s+(?:us|me|now|at|on|no|number))*\s?[.:#]*\s?\(?[0-9](?:[ .\-()]{0,2}[0-9]){6,14}\b"
    ),
    # Your e-mail *, First name:, Phone number*
    "form_prompt": (
        r"(?i)^\s*(?:enter\s+)?(?:your\s+|first\s+|last\s+|full\s+)*"
        r"(?:name|surname|e-?mail|phone|telephone|mobile|post\s?code|zip)(?:\s+(?:address|number|code))?\s?(?:\(required\)|[:*])"
    ),
}
"""A name and a pattern a rule."""

CONTACT_PATTERN = "|".join(
    f"(?i:{pattern[4:]})" if pattern.startswith("(?i)") else f"(?:{pattern})" for pattern in CONTACT_RULES.values()
)
"""All rules in one pattern."""

_CONTACT = re.compile(CONTACT_PATTERN)
_PROMPT = re.compile(CONTACT_RULES["form_prompt"])
_HINT = re.compile(r"@|[\[(]at[\])]|[0-9](?:[^0-9]{0,4}[0-9]){6}|\b1[ \-]8[0-9]{2}")
"""What every contact datum but a prompt holds: nearly all texts are done after this one quick look."""


def find_contact(text: str) -> tuple[int, int] | None:
    """Where the first contact datum of a text stands, code points, end exclusive; null if there is none."""
    if not _HINT.search(text) and not _PROMPT.match(text):
        return None
    match = _CONTACT.search(text)
    return match.span() if match else None


def longest_without_contact(text: str) -> tuple[int, int]:
    """The longest stretch of the text, trimmed of white space, that holds no contact datum; empty if none is left."""
    borders = [0]
    for match in _CONTACT.finditer(text):
        borders += match.span()
    borders.append(len(text))
    best = (0, 0)
    for left, right in zip(borders[::2], borders[1::2], strict=True):
        piece = text[left:right]
        start = left + len(piece) - len(piece.lstrip())
        end = start + len(piece.strip())
        if end - start > best[1] - best[0] and find_contact(text[start:end]) is None:
            best = (start, end)
    return best
