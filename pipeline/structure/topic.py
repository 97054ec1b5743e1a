"""What a document and its sections speak of, read from titles, headings and first sentences."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

from pipeline.structure.document import Document

# "Asthma: symptoms and treatment", "Asthma | Office of Health": what stands before the first hard border.
_BORDER = re.compile(r"\s*(?:[|:»]|\s[-–—]\s|\s[-–—]$)\s*")
_FILLER = re.compile(
    r"^(?:it|this|that|all|you|i|my|we|them|these|cause|symptoms?|treatment|women|men|the cause|us|"
    r"(?:why|how|what|when|who|where|which|should|is|are|do|does|can)\b.*)$",
    re.IGNORECASE,
)
_LONGEST = 70
_LONGEST_HEADING = 160
_FRAMES = Path(__file__).with_name("frames.tsv")


@lru_cache(maxsize=1)
def frames() -> dict[str, re.Pattern[str]]:
    """Frame name -> pattern, in order of precedence."""
    rows = (row.split("\t") for row in _FRAMES.read_text(encoding="utf-8").splitlines() if row and row[0] != "#")
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in rows}


def framed_name(heading: str) -> str | None:
    """The name that a heading's frame is about ("How is asthma treated?" -> "asthma"); null without a frame."""
    heading = heading.strip()[:_LONGEST_HEADING]
    for frame in frames().values():
        if (hit := frame.match(heading)) and len(hit[1]) <= _LONGEST and not _FILLER.match(hit[1]):
            return hit[1].strip()
    return None


def find_topic(document: Document, page_title: str | None) -> None:
    """Set ``topic`` and its span: the name that title, headings and text agree on most."""
    votes: Counter[str] = Counter()
    lowered = document.text.lower()

    def vote(name: str | None, weight: int) -> None:
        if name and 2 < len(name) <= _LONGEST and name.lower() in lowered:
            votes[name.lower()] += weight

    for title, weight in ((document.title, 4), (page_title, 3)):
        if title:
            first = _BORDER.split(title)[0]
            bare = re.sub(r"\s*\([^)]{0,200}\)", "", first)
            vote(framed_name(first) or (None if _FILLER.match(bare) else bare), weight)
    for section in document.sections:
        if section.heading:
            vote(framed_name(section.heading), 2)
    if not votes:
        return
    best = max(votes, key=lambda name: (votes[name], lowered.count(name), -len(name), name))
    start = lowered.index(best)
    document.topic_span = (start, start + len(best))
    document.topic = document.text[start : start + len(best)]


def set_subjects(document: Document) -> None:
    """Set each section's ``subject`` from its heading's frame, else from the section it stands in."""
    for section in document.sections:
        if section.subject is not None:
            continue
        name = framed_name(section.heading) if section.heading else None
        if name and section.heading:
            at = document.text.find(name, section.start, section.start + len(section.heading))
            if at >= 0:
                section.subject, section.subject_span = name, (at, at + len(name))
                continue
        if section.parent is not None:
            parent = document.sections[section.parent]
            section.subject, section.subject_span = parent.subject, parent.subject_span
