"""What a document is about, settled with the vocabulary's help."""

from __future__ import annotations

import math

from pipeline.extract.lexicon import head_classes
from pipeline.extract.normal import normal_name, singular
from pipeline.extract.reading import Reading
from pipeline.structure.topic import framed_name
from schemas.enums import DocumentKind

_KINDS = ("condition", "symptom")
_TITLE, _FRAME, _TERM, _WHOLE, _UNKNOWN = 4.0, 2.0, 2.0, 2.0, 5.0
_ENOUGH = 4.0
_LONGEST_WORDS = 7


def settle_topic(reading: Reading) -> None:
    """Set the document's topic and its span: of the names in title, headings and terms, the best supported.

    A name gains by standing in the title, in heading frames ("What causes X?"), by being a term for a
    condition or complaint, and by how often it comes back. A name that is neither a term nor ends in a
    word for a condition is taken only where nothing else is there.
    """
    document = reading.document
    title = normal_name(document.title or "")
    counts: dict[str, int] = {}
    spans: dict[str, tuple[int, int]] = {}
    known: set[str] = set()
    for sentence in reading.sentences:
        for match in sentence.matches:
            if any(entry.kind in _KINDS for entry in match.entries):
                key = normal_name(document.text[match.start : match.end])
                counts[key] = counts.get(key, 0) + 1
                spans.setdefault(key, (match.start, match.end))
                known.add(key)
    frames: dict[str, int] = {}
    lowered = document.text.lower()
    for name in [framed_name(section.heading) for section in document.sections if section.heading] + [document.topic]:
        at = lowered.find(name.lower()) if name else -1
        if name and at >= 0 and name.count(" ") < _LONGEST_WORDS:
            key = normal_name(name)
            frames[key] = frames.get(key, 0) + 1
            spans.setdefault(key, (at, at + len(name)))
            counts.setdefault(key, lowered.count(name.lower()))
    if not spans:
        return
    heads = head_classes()

    def support(key: str) -> tuple[float, int, str]:
        score = math.log2(1 + counts[key]) + _FRAME * min(frames.get(key, 0), 3)
        if f" {key} " in f" {title} ":
            score += _TITLE + (_WHOLE if key == title else 0.0)
        if key in known:
            score += _TERM
        elif heads.get(singular(key.rsplit(" ", 1)[-1])) not in ("condition", "symptom"):
            score -= _UNKNOWN
        return score, len(key), key

    best = max(spans, key=support)
    if support(best)[0] < _ENOUGH:
        document.topic, document.topic_span = None, None
        return
    document.topic_span = spans[best]
    document.topic = document.text[slice(*spans[best])]
    if document.kind is DocumentKind.OTHER and best in known:
        document.kind = DocumentKind.CONDITION
