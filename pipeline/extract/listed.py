"""Noun phrases in a row: what stands after "such as", "also called" or "side effects include"."""

from __future__ import annotations

from pipeline.extract.reading import CONTENT, Reading

_LONGEST_LIST = 12
_LONGEST_NAME = 6
_JOINED = frozenset(("and", "or"))
_OTHERS = frozenset(("other", "others", "another", "more", "similar"))
_INSIDE = frozenset(("of",))


def listed(reading: Reading, first: int, last: int) -> list[tuple[int, int]]:
    """Token spans of the names that begin at ``first``: "a, b and c".

    Commas without an "and" or "or" at their end are no list but the sentence going on: then only the
    first name counts. What "another" or "other" begins names the kind of thing, not one of them.
    """
    words, classes = reading.words, reading.classes
    names: list[tuple[int, int]] = []
    at, joined = first, False
    while at < last and len(names) < _LONGEST_LIST:
        begin = at
        while begin < last and (classes[begin] == "det" or words[begin] in ("“", '"', "‘", "”")):
            begin += 1
        end = begin
        while end < last and (classes[end] == CONTENT or (words[end] in _INSIDE and end > begin)):
            end += 1
        if end == begin or end - begin > _LONGEST_NAME:
            break
        if _OTHERS.isdisjoint(words[at : begin + 1]):
            names.append((begin, end))
        at = end
        while at < last and words[at] in ("”", '"', "’"):
            at += 1
            if at < last and classes[at] == CONTENT:  # a "silent" infection: the word alone is no name
                return names[:-1] if joined else []
        if joined and (at >= last or words[at] not in _JOINED):
            break  # what "and" joined was the last of them
        comma = at < last and words[at] == ","
        at += comma
        if at < last and words[at] in _JOINED:
            joined = True
            at += 1
        elif not comma:
            break
    return names if joined else names[:1]
