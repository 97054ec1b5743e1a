"""What an article without title and headings is about: the subject of its opening sentences."""

from __future__ import annotations

from pipeline.extract.lexicon import head_classes
from pipeline.extract.normal import singular
from pipeline.extract.reading import CONTENT, Reading, Sentence

_SENTENCES = 6  # that count as the opening
_LONGEST = 7
_GENUS = 14  # tokens after the verb in which a definition names what it is
_CONDITIONAL = ("if", "when")
_HAVING = frozenset(("have", "has", "had", "get", "with"))
_JOINED = frozenset(("of", "in", "to", "with", "and", "-", "'"))


def opening_topic(reading: Reading) -> tuple[int, int] | None:
    """The token span of the topic that the opening sentences name; null where they name no condition.

    A sentence that begins with its subject and says what kind of thing to have it is ("X is a disorder that
    ...") names the topic, a term or not. Else the subject must be a term for a condition or end in a word for
    one; a sentence about a part of the body ("Your cornea is ...") is passed over. "If you have X, ..." names
    it too. Last of all stands the first term for a condition.
    """
    for sentence in reading.sentences[:_SENTENCES]:
        span = _having(reading, sentence) or _subject(reading, sentence)
        if span is not None:
            return span
    for sentence in reading.sentences:
        for span in _terms(reading, sentence):
            return span
    return None


def _terms(reading: Reading, sentence: Sentence) -> list[tuple[int, int]]:
    """Token spans of the terms for conditions in a sentence."""
    spans, token = [], sentence.first
    for match in sentence.matches:
        if any(entry.kind == "condition" for entry in match.entries):
            while token < sentence.last and reading.starts[token] < match.start:
                token += 1
            end = token
            while end < sentence.last and reading.ends[end] <= match.end:
                end += 1
            if end > token:
                spans.append((token, end))
    return spans


def _having(reading: Reading, sentence: Sentence) -> tuple[int, int] | None:
    words = reading.words
    if words[sentence.first] not in _CONDITIONAL:
        return None
    for first, last in _terms(reading, sentence):
        if any(words[at] in _HAVING for at in range(max(sentence.first, first - 3), first)):
            return first, last
    return None


def _subject(reading: Reading, sentence: Sentence) -> tuple[int, int] | None:
    words, classes = reading.words, reading.classes
    first = sentence.first
    while first < sentence.last and (classes[first] == "det" or not words[first][0].isalnum()):
        first += 1
    last = first
    known = dict(_terms(reading, sentence))
    while last < sentence.last and last - first < _LONGEST:
        if last in known:
            last = known[last]
        elif classes[last] == CONTENT or (last > first and words[last] in _JOINED):
            last += 1
        else:
            break
    while last > first and words[last - 1] in _JOINED:
        last -= 1
    if last == first or last - first > _LONGEST:
        return None
    verb = _past_brackets(reading, last, sentence.last)
    if verb >= sentence.last or classes[verb] not in ("aux", "verb"):
        return None
    heads = head_classes()
    ends = any(end == last for end in known.values()) or heads.get(singular(words[last - 1])) == "condition"
    if ends:
        return first, last
    says = words[verb] in ("is", "are") and any(
        heads.get(singular(words[at])) == "condition" or words[at] in ("illness", "condition", "cancer")
        for at in range(verb + 1, min(sentence.last, verb + _GENUS))
    )
    return (first, last) if says and not _is_site(reading, sentence, first, last) else None


def _past_brackets(reading: Reading, at: int, last: int) -> int:
    """Past "(HPS)" and ", also called Y," behind a name."""
    words = reading.words
    for opening, closing in (("(", ")"), (",", ",")):
        if at < last and words[at] == opening:
            end = at + 1
            while end < last and words[end] != closing:
                end += 1
            at = end + 1
    return at


def _is_site(reading: Reading, sentence: Sentence, first: int, last: int) -> bool:
    begin, end = reading.starts[first], reading.ends[last - 1]
    return any(
        begin <= match.start and match.end == end and any(entry.kind == "body_site" for entry in match.entries)
        for match in sentence.matches
    )
