"""MedQuAD's answers as pages without a title: paragraphs and lists, read like any other page.

The data is read from ``$HEALTHSIFT_SHARED/pages/medquad`` (MedQuAD, CC BY 4.0), which is not part of the project.
"""

from __future__ import annotations

import gzip
import html
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.dedupe.verdicts import NOTHING
from pipeline.sources.raw import RawPage
from pipeline.steps import parse_page
from pipeline.structure.build import build_documents
from pipeline.structure.document import Document

FOLDER = Path(os.environ.get("HEALTHSIFT_SHARED", "../shared")) / "pages" / "medquad"
# UMLS semantic types of the group "Disorders".
DISORDERS = frozenset({"T019", "T020", "T033", "T037", "T046", "T047", "T048", "T049", "T050", "T184", "T190", "T191"})
_BREAK = re.compile(r"\s{3,}")
_ITEM = re.compile(r"-\s+(.*)")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: what its entry is about, the type of the question, and the text without the question."""

    entry: str
    focus: str
    synonyms: tuple[str, ...]
    semantic_types: frozenset[str]
    type: str
    question: str
    text: str


def answers(collection: str) -> Iterator[Answer]:
    """All answers of ``medlineplus`` or ``gard`` in order."""
    with gzip.open(FOLDER / f"{collection}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            for pair in entry["qa"]:
                yield Answer(
                    entry["id"],
                    entry["focus"],
                    tuple(entry["synonyms"]),
                    frozenset(entry["semantic_types"]),
                    pair["type"],
                    pair["question"],
                    pair["answer"],
                )


def page_of(text: str) -> str:
    """An answer as markup: long gaps part paragraphs, a dash begins a list item."""
    body, items = [], 0
    for piece in filter(None, map(str.strip, _BREAK.split(text))):
        item = _ITEM.fullmatch(piece)
        body.append("</ul>" if items and not item else "<ul>" if item and not items else "")
        items = items + 1 if item else 0
        body.append(f"<li>{html.escape(item[1])}</li>" if item else f"<p>{html.escape(piece)}</p>")
    return f"<article>{''.join(body)}{'</ul>' if items else ''}</article>"


def documents_of(name: str, text: str, title: str | None = None) -> list[Document]:
    """An answer's documents, through parsing, cleaning and structure; with a title if it is given one."""
    heading = f"<h1>{html.escape(title)}</h1>" if title else ""
    cleaned = parse_page(
        RawPage(name, page_of(text).replace("<article>", f"<article>{heading}", 1).encode(), "text/html", "medquad")
    )
    return build_documents(cleaned.page, cleaned.cleaning, NOTHING, cleaned.document_ids)
