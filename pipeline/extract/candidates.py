"""Phrases that may name a condition, symptom or treatment: found by grammar, structure and vocabulary.

Nothing is decided here. A phrase is a token span with the name of the rule that found it; features and
the scorer say which kind it is, if any.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.reading import CONTENT, PUNCTUATION, Reading, Sentence, is_item
from pipeline.extract.words import DROPPED_FIRST, IMPERATIVES, PHRASE_PREPOSITIONS
from pipeline.structure.sections import heading_level

_LONGEST_PHRASE = 9
_LONGEST_ITEM = 14
_ITEM_BORDERS = frozenset(":;(.,!?—–-")


@dataclass(slots=True)
class Phrase:
    """Tokens ``first`` to ``last`` (exclusive) of a sentence, and the rule that found them."""

    sentence: int
    first: int
    last: int
    rule: str


def phrases_of(reading: Reading, index: int) -> list[Phrase]:
    """All phrases of a sentence, each span once under the first rule that found it."""
    sentence = reading.sentences[index]
    line = reading.document.lines[sentence.line]
    spans: dict[tuple[int, int], str] = {}
    is_heading = heading_level(line.block) is not None
    if is_heading:
        _keep(spans, _heading(reading, sentence))
    elif is_item(line.block) and sentence.index == 0:
        _keep(spans, _item(reading, sentence))
    if line.block.lead and sentence.index == 0 and not is_heading:
        _keep(spans, _bold(reading, sentence, line.start + line.block.lead))
    _keep(spans, _terms(reading, sentence))
    _keep(spans, _noun_phrases(reading, sentence))
    _keep(spans, _verb_phrases(reading, sentence))
    bare: dict[tuple[int, int], str] = {}
    for (first, last), rule in spans.items():
        bare.setdefault(_without_ends(reading, first, last), rule)
    return [Phrase(index, first, last, rule) for (first, last), rule in bare.items() if first < last]


def _keep(spans: dict[tuple[int, int], str], found: Iterator[tuple[int, int, str]]) -> None:
    for first, last, rule in found:
        if first < last:
            spans.setdefault((first, last), rule)


def _without_ends(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """A span without punctuation behind, but for a closing bracket that it opens."""
    while last > first and reading.classes[last - 1] == PUNCTUATION and reading.words[last - 1] not in ")%":
        last -= 1
    return first, last


def _trim(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """Without determiners and empty words in front, without punctuation and connectives behind."""
    words, classes = reading.words, reading.classes
    while first < last and (
        classes[first] in ("det", "conj", PUNCTUATION, "adv", "prep") or words[first] in DROPPED_FIRST
    ):
        first += 1
    while first < last and classes[last - 1] in ("det", "conj", PUNCTUATION, "prep", "sub", "pron", "aux"):
        last -= 1
    return first, last


def _heading(reading: Reading, sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    first, last = sentence.first, sentence.last
    while first < last and (reading.words[first].isdigit() or reading.classes[first] == PUNCTUATION):
        first += 1
    end = first
    while end < last and reading.words[end] not in ":(—–-|?!":
        end += 1
    if end - first <= _LONGEST_ITEM:
        yield (*_trim(reading, first, end), "heading.head")


def _item(reading: Reading, sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """A list item as a whole, and up to each border at which its explanation may begin."""
    words, classes = reading.words, reading.classes
    first, last = sentence.first, sentence.last
    while last > first and classes[last - 1] == PUNCTUATION and words[last - 1] != ")":
        last -= 1
    raw = first
    first, _ = _trim(reading, first, last)
    depth = 0
    for at in range(first + 1, min(last, first + _LONGEST_ITEM + 1)):
        word = words[at]
        if word == "(":
            depth += 1
        if (
            word in _ITEM_BORDERS or classes[at] in ("sub", "pron", "conj", "aux") or words[at] in PHRASE_PREPOSITIONS
        ) and depth <= 1:
            yield (*_trim(reading, first, at), "item.head")
            if classes[raw] in ("adv", "prep") and raw < first:
                yield raw, _trim(reading, first, at)[1], "item.head"
        if word == ")":
            depth -= 1
    if last - first <= _LONGEST_ITEM:
        yield first, last, "item.whole"
        if raw < first:
            yield raw, last, "item.whole"


def _bold(reading: Reading, sentence: Sentence, end: int) -> Iterator[tuple[int, int, str]]:
    last = sentence.first
    while last < sentence.last and reading.ends[last] <= end:
        last += 1
    if 0 < last - sentence.first <= _LONGEST_ITEM:
        first, last = _trim(reading, sentence.first, last)
        yield first, last, "bold.lead"
        for at in range(first + 1, last):
            if reading.words[at] == "(":
                yield first, at, "bold.lead"


def _terms(reading: Reading, sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """Vocabulary terms, and the modifiers before them."""
    token = sentence.first
    starts, ends, classes = reading.starts, reading.ends, reading.classes
    for match in sentence.matches:
        while token < sentence.last and starts[token] < match.start:
            token += 1
        last = token
        while last < sentence.last and ends[last] <= match.end:
            last += 1
        if last == token:
            continue
        yield token, last, "term"
        first = token
        while first > sentence.first and classes[first - 1] == CONTENT and last - first < _LONGEST_PHRASE:
            first -= 1
            yield first, last, "term.modified"


def _noun_phrases(reading: Reading, sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """Runs of content words, joined by "of", "in" and the like, and coordinated heads."""
    words, classes = reading.words, reading.classes
    runs: list[tuple[int, int]] = []
    at = sentence.first
    while at < sentence.last:
        if classes[at] != CONTENT or words[at].isdigit():
            at += 1
            continue
        end = at
        while end < sentence.last and classes[end] == CONTENT:
            end += 1
        runs.append((at, end))
        at = end
    for index, (first, last) in enumerate(runs):
        begin = first
        while begin < last - 1 and words[begin] in DROPPED_FIRST:
            begin += 1
        yield begin, last, "phrase"
        # "pain in your lower back", "loss of coordination", "hip and butt pain"
        end, follow = last, index + 1
        for _ in range(3):
            if follow >= len(runs):
                break
            between = words[end : runs[follow][0]]
            if not between or len(between) > 3 or runs[follow][1] - begin > _LONGEST_PHRASE + 2:
                break
            joined = between[0] in PHRASE_PREPOSITIONS and all(
                classes[end + k] in ("prep", "det") for k in range(1, len(between))
            )
            coordinated = between in (["and"], ["or"], [","], [",", "and"], [",", "or"], ["/"], ["-"], ["(", ")"])
            if not joined and not coordinated:
                break
            end = runs[follow][1]
            yield begin, end, "phrase.joined" if joined else "phrase.pair"
            follow += 1


def _verb_phrases(reading: Reading, sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """Advice: from a verb that begins a sentence or a clause to each place where it may end."""
    words, classes = reading.words, reading.classes
    for at in range(sentence.first, sentence.last - 1):
        word = words[at]
        begins = at == sentence.first or classes[at - 1] in (PUNCTUATION, "conj", "aux", "adv", "neg", "prep", "sub")
        if at > sentence.first and words[at - 1] in ("to", "by", "you", "should", "try", "help", "consider", "and"):
            begins = True
        advice = word in IMPERATIVES or (word.endswith("ing") and len(word) > 5)
        if not begins or not (advice or word in ("don't", "never", "not", "do")):
            continue
        if word == "do" and words[at + 1] != "not":
            continue
        limit = min(sentence.last, at + _LONGEST_ITEM)
        for end in range(at + 1, limit + 1):
            closed = end == sentence.last or (
                classes[end] in (PUNCTUATION, "prep", "conj", "sub", "pron", "aux", "adv") and end > at + 1
            )
            if closed:
                yield at, end, "advice"
            if end < sentence.last and (
                (classes[end] == PUNCTUATION and words[end] not in ",/-")
                or classes[end] == "aux"
                or words[end] in ("because", "if", "that", "which", "so")
            ):
                break
