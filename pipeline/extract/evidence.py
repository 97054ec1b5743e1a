"""Mentions to evidence rows: each quote is its slice of the text, each row names its section and rule."""

from __future__ import annotations

from pipeline.extract.found import Mention
from pipeline.ids import stable_id
from pipeline.structure.document import Document
from schemas import Evidence


def section_ids(document: Document) -> list[str]:
    """An id for each section, from its heading and how often that heading came before."""
    seen: dict[str, int] = {}
    ids = []
    for section in document.sections:
        heading = " ".join((section.heading or "").casefold().split())
        seen[heading] = seen.get(heading, 0) + 1
        ids.append(stable_id("sec", document.document_id, heading, str(seen[heading])))
    return ids


class EvidenceBook:
    """Collects the evidence of one document. Adding a mention twice keeps the surer one."""

    def __init__(self, document: Document, sections: list[str]) -> None:
        self._document = document
        self._sections = sections
        self._mentions: dict[tuple[str, bool, str, int, int], Mention] = {}

    def fault(self, mention: Mention) -> str | None:
        """Why a mention has no ground, null if it has. Places a quote that came without offsets."""
        text = self._document.text
        if mention.quote is not None and mention.start < 0:
            mention.start = text.find(mention.quote) if mention.quote else -1
            mention.end = mention.start + len(mention.quote)
            if mention.start < 0:
                return "the quote is not in the text"
        if not 0 <= mention.start < mention.end <= len(text):
            return f"the span {mention.start}..{mention.end} is not in the text"
        if mention.quote is not None and text[mention.start : mention.end] != mention.quote:
            return f"the quote is not the text at {mention.start}..{mention.end}"
        return None

    def add(self, mention: Mention, record_id: str | None = None, relation_id: str | None = None) -> None:
        """Note a mention that ``fault`` found to be sound, for a record or a relation."""
        owner = record_id or relation_id or ""
        key = (owner, record_id is not None, mention.field, mention.start, mention.end)
        held = self._mentions.get(key)
        if held is None or mention.confidence > held.confidence:
            self._mentions[key] = mention

    def rows(self) -> list[Evidence]:
        """All rows in text order. Ids hold the quote and its occurrence, never an offset."""
        counts: dict[tuple[str, str, str], int] = {}
        rows = []
        text = self._document.text
        for (owner, is_record, field, start, end), mention in sorted(
            self._mentions.items(), key=lambda item: (item[0][3], item[0][4], item[0][0], item[0][2])
        ):
            quote = text[start:end]
            counts[owner, field, quote] = counts.get((owner, field, quote), 0) + 1
            rows.append(
                Evidence(
                    evidence_id=stable_id("ev", owner, field, quote, str(counts[owner, field, quote])),
                    record_id=owner if is_record else None,
                    relation_id=None if is_record else owner,
                    document_id=self._document.document_id,
                    field=field,
                    quote=quote,
                    start=start,
                    end=end,
                    section_id=self._sections[self._section_at(start)],
                    rule=mention.rule,
                    confidence=round(min(max(mention.confidence, 0.0), 1.0), 4),
                )
            )
        return rows

    def _section_at(self, position: int) -> int:
        """The innermost section that holds a position: the last to begin at or before it and not yet ended."""
        best = 0
        for section in self._document.sections:
            if section.start <= position < section.end:
                best = section.index
        return best
