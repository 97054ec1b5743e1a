"""A document cut into words and sentences, with cues and terms placed: read once, used by all extractors."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.extract.lexicon import cue_table, word_classes
from pipeline.parse.blocks import Block
from pipeline.structure.document import Document, Line
from pipeline.vocabulary.terms import Match, Vocabulary
from schemas.enums import BlockKind

# Markup that a page shows as text ("<li>Fever</li>") is passed over.
_TOKEN = re.compile(r"</?[a-z][^<>]{0,200}>|[^\W_]+(?:['’\-‑][^\W_]+)*|[^\w\s]")
_ENDS = frozenset(".!?")
_ABBREVIATED = frozenset(["dr", "mr", "mrs", "ms", "e.g", "i.e", "vs", "etc", "st", "no", "fig", "approx"])
_ITEMS = (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.DEFINITION)
PUNCTUATION = "punct"
CONTENT = "word"


@dataclass(slots=True)
class Cue:
    """Words that announce something: their class and token span."""

    name: str
    first: int
    last: int  # exclusive


@dataclass(slots=True)
class Sentence:
    """A sentence of a line: tokens ``first`` to ``last`` (exclusive) of the reading."""

    line: int
    first: int
    last: int
    index: int  # of the sentence in its line
    cues: list[Cue] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """Tokens of the whole document in parallel lists: lower-cased words, offsets, word classes."""

    document: Document
    words: list[str]
    starts: list[int]
    ends: list[int]
    classes: list[str]
    sentences: list[Sentence]
    leads: list[int | None]  # line -> the line that leads in its list
    last_sentence: dict[int, int] = field(default_factory=dict)  # line -> its last sentence

    def text(self, first: int, last: int) -> str:
        """The text of tokens ``first`` to ``last`` (exclusive)."""
        return self.document.text[self.starts[first] : self.ends[last - 1]]


def read(document: Document, vocabulary: Vocabulary) -> Reading:
    """Cut a document into tokens and sentences and place cues and vocabulary terms."""
    text = document.text
    classes = word_classes()
    reading = Reading(document, [], [], [], [], [], _leads(document.lines))
    for index, line in enumerate(document.lines):
        first = len(reading.words)
        for token in _TOKEN.finditer(text, line.start, line.end):
            word = token[0].lower().replace("’", "'")
            if word[0] == "<" and len(word) > 2:
                continue
            reading.words.append(word)
            reading.starts.append(token.start())
            reading.ends.append(token.end())
            reading.classes.append(
                classes.get(word, CONTENT) if word[0].isalnum() else ("conj" if word == "&" else PUNCTUATION)
            )
        _split(reading, index, first, len(reading.words))
    _place_terms(reading, vocabulary.find(text))
    return reading


def _split(reading: Reading, line: int, first: int, last: int) -> None:
    """Sentences of a line: they end at . ! ? before a capital, a digit or a quote."""
    begin, count = first, 0
    words, text = reading.words, reading.document.text
    for at in range(first, last - 1):
        if words[at] not in _ENDS:
            continue
        follow = text[reading.starts[at + 1]]
        if reading.starts[at + 1] == reading.ends[at] or follow.islower():
            continue
        if at > first and words[at] == "." and words[at - 1] in _ABBREVIATED:
            continue
        _add(reading, line, begin, at + 1, count)
        begin, count = at + 1, count + 1
    if begin < last:
        _add(reading, line, begin, last, count)


def _add(reading: Reading, line: int, first: int, last: int, index: int) -> None:
    sentence = Sentence(line, first, last, index)
    table, words = cue_table(), reading.words
    at = first
    while at < last:
        for phrase, name in table.get(words[at], ()):
            size = len(phrase)
            if size == 1 or tuple(words[at : at + size]) == phrase:
                sentence.cues.append(Cue(name, at, at + size))
                at += size - 1
                break
        at += 1
    reading.last_sentence[line] = len(reading.sentences)
    reading.sentences.append(sentence)


def _place_terms(reading: Reading, matches: Sequence[Match]) -> None:
    """Hand each sentence the terms that stand in it; a term over a sentence border belongs to none."""
    starts = reading.starts
    at = 0
    borders = [starts[sentence.first] for sentence in reading.sentences]
    for match in matches:
        while at + 1 < len(borders) and borders[at + 1] <= match.start:
            at += 1
        if reading.sentences:
            reading.sentences[at].matches.append(match)


def token_at(reading: Reading, position: int) -> int:
    """The first token that starts at or after a code point."""
    return bisect_left(reading.starts, position)


def is_item(block: Block) -> bool:
    """Whether a block stands in a list or table, or shows a list's markup as text."""
    return block.kind in _ITEMS or block.text.startswith("<li>")


def _leads(lines: Sequence[Line]) -> list[int | None]:
    """For each list item, the line before its list: what the list is a list of."""
    leads: list[int | None] = []
    lead: int | None = None
    for index, line in enumerate(lines):
        if is_item(line.block):
            leads.append(lead)
        else:
            lead = index
            leads.append(None)
    return leads
