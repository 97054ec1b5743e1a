"""Exercises in running text: "Next, try the bird-dog: get on all fours ...", "To do a bridge, lie ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.exercises.instructions import Role, role_of
from pipeline.extract.exercises.names import known, likeness, name_span
from pipeline.extract.exercises.sentences import split_sentences
from pipeline.extract.exercises.units import Piece, Unit
from pipeline.structure.document import Document
from pipeline.vocabulary.terms import Vocabulary
from schemas.enums import BlockKind

_ARTICLE = r"(?:(?:the|a|an|some|this|your)\s+)?(?:(?:simple|gentle|basic|classic|easy|good|great|quick|popular)\s+)?"
_NAME = r"(?P<name>[^,.:;!?()]{3,60}?)"
_OPENINGS = (
    re.compile(
        rf"^(?:(?:first|second|third|next|then|now|finally|lastly|also|another\s+\w+\s+is)\s*,?\s+)?(?:you\s+can\s+(?:also\s+)?)?(?:try|do|perform|practi[cs]e|start\s+with|begin\s+with|finish\s+with|end\s+with|move\s+on\s+to|follow\s+with|add|consider)\s+{_ARTICLE}{_NAME}\s*(?::|\s[–—-]\s|\.(?=\s|$)|\(|,\s)",
        re.I,
    ),
    re.compile(rf"^(?:to\s+(?:do|perform|try|practi[cs]e)|for|in|when\s+doing)\s+{_ARTICLE}{_NAME}\s*(?:,|:)", re.I),
    re.compile(
        rf"^(?:(?:one|another|a\s+(?:second|third|good|great|simple|helpful))\s+(?:\w+\s+){{0,2}}?(?:exercise|stretch|move|option|pose)\s+is|(?:the\s+)?(?:first|second|third|next|last)\s+(?:exercise|stretch|move|pose|one)\s+is)\s+{_ARTICLE}{_NAME}\s*(?:,|:|\.|\()",
        re.I,
    ),
    re.compile(
        rf"^(?:The\s+|A\s+|An\s+|Holding\s+|Doing\s+|Performing\s+|Practi[cs]ing\s+)?{_NAME}\s*(?::|\s[–—-]\s|\s+(?:is|are|involves?|helps?|works?|can|also|will|strengthens?|targets?|opens?|loosens?|stretches(?=\s+(?:the|your)\b)|lengthens?|improves?|builds?|relieves?|releases?|engages?|mobili[sz]es|activates?)\b)",
        re.I,
    ),
    re.compile(
        rf"^(?:далее|затем|теперь)?,?\s*(?:попробуйте|выполните|сделайте|выполняйте)\s+{_NAME}\s*(?::|\s[–—-]\s|\.)",
        re.I,
    ),
)


_NUMBER = re.compile(r"\w+\s+\d{1,2}")  # "Exercise 2" is no name


def prose_units(document: Document, vocabulary: Vocabulary) -> Iterator[Unit]:
    """Units of paragraphs in which a sentence brings in a known exercise and the next ones instruct in it."""
    for line in document.lines:
        if (
            line.block.kind not in (BlockKind.PARAGRAPH, BlockKind.OTHER, BlockKind.LIST_ITEM)
            or len(line.block.text) < 60
        ):
            continue
        sentences = split_sentences(document.text, line.start, line.end)
        openings = [
            (i, place) for i, sentence in enumerate(sentences) if (place := _opening(sentence.text, vocabulary))
        ]
        for number, (i, (start, end, rest)) in enumerate(openings):
            until = openings[number + 1][0] if number + 1 < len(openings) else len(sentences)
            base = sentences[i].start
            pieces = []
            tail = sentences[i].text[rest:]
            if role_of(tail.strip()) in (Role.MOVE, Role.INSTRUCTION):
                pieces.append(Piece(base + rest, sentences[i].end))
            following = sentences[i + 1 : until]
            if following and role_of(following[0].text) in (Role.MOVE, Role.INSTRUCTION):
                pieces.append(Piece(following[0].start, following[-1].end))
            if pieces:
                low, high, _ = name_span(document.text, base + start, base + end)
                yield Unit(low, high, "sentence", None, 2, line.section, pieces=pieces)


def _opening(text: str, vocabulary: Vocabulary) -> tuple[int, int, int] | None:
    """Where a sentence names the exercise that it brings in, and where its instructions go on."""
    for pattern in _OPENINGS:
        match = pattern.match(text)
        if match is None:
            continue
        name = match["name"]
        if (
            likeness(name, vocabulary) == 2
            and not _NUMBER.fullmatch(name)
            and (known(name, vocabulary) or (len(name.split()) <= 5 and role_of(name) is not Role.MOVE))
        ):
            return match.start("name"), match.end("name"), match.end()
    return None
