"""A tiny vocabulary and a way to write documents as lines."""

import re
from collections.abc import Callable, Sequence

import pytest

from pipeline.clean.cleaning import Cleaning
from pipeline.dedupe.verdicts import NOTHING
from pipeline.parse.blocks import Block, ParsedPage
from pipeline.structure.build import build_documents
from pipeline.structure.document import Document
from pipeline.structure.identity import document_ids
from pipeline.vocabulary.terms import Entry, Linked, Match
from schemas.enums import BlockKind, Verdict

TERMS = {
    "gout": "condition",
    "migraine": "condition",
    "kidney stones": "condition",
    "fever": "symptom",
    "headache": "symptom",
    "swelling": "symptom",
    "colchicine": "drug",
    "ibuprofen": "drug",
    "rest": "treatment",
    "surgery": "treatment",
}


class TinyVocabulary:
    """Ten terms, exact words only."""

    version = "tiny"

    def __init__(self) -> None:
        self._terms = {
            term: Entry(
                kind, term, f"{kind}:{term}", (), "preferred", {"type": "self_care"} if kind == "treatment" else {}
            )
            for term, kind in TERMS.items()
        }
        self._pattern = re.compile(rf"\b(?:{'|'.join(sorted(TERMS, key=len, reverse=True))})\b", re.IGNORECASE)

    def find(self, text: str) -> Sequence[Match]:
        return [Match(m.start(), m.end(), (self._terms[m[0].lower()],)) for m in self._pattern.finditer(text)]

    def lookup(self, phrase: str) -> Sequence[Entry]:
        return [self._terms[phrase.lower()]] if phrase.lower() in self._terms else []

    def link(self, kind: str, name: str) -> Linked:
        return Linked(f"{kind}:{name.lower()}", name, ())


@pytest.fixture
def vocabulary() -> TinyVocabulary:
    return TinyVocabulary()


@pytest.fixture
def write() -> Callable[..., Document]:
    """Lines to a document: "# heading", "- item", "1. item", anything else a paragraph."""

    def build(text: str, title: str | None = None, verdict: Verdict = Verdict.ARTICLE) -> Document:
        blocks, group = [], 0
        for line in map(str.strip, text.strip().splitlines()):
            if marks := re.match(r"(#+) (.*)", line):
                blocks.append(Block(BlockKind.HEADING, marks[2], level=len(marks[1])))
            elif line.startswith("- "):
                blocks.append(Block(BlockKind.LIST_ITEM, line[2:], level=1, list_kind="ul", group=group))
            elif line:
                group += 1
                blocks.append(Block(BlockKind.PARAGRAPH, line))
        page = ParsedPage("page_1", "a.html", "s", "text/html", "utf-8", "en", "0" * 64, 1, blocks, title=title)
        cleaning = Cleaning(verdict, [None] * len(blocks), {})
        (document,) = build_documents(page, cleaning, NOTHING, document_ids(page, cleaning))
        return document

    return build
