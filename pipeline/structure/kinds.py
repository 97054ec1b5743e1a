"""What a text without any heading is about, read from its words.

``kind_words.tsv`` holds the weights, one word or pair of words a row; ``benchmarks/train_sections.py`` writes
it, nothing here learns. Only texts whose headings are lost come here: where a heading stands, it says more.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from pipeline.structure.document import Document
from schemas.enums import DocumentKind, HeadingSource, SectionKind

# The kinds that are told apart. What is mostly an overview, or a whole article, gets no kind of its own.
KINDS = (
    SectionKind.OVERVIEW,
    SectionKind.SYMPTOMS,
    SectionKind.CAUSES,
    SectionKind.DIAGNOSIS,
    SectionKind.TREATMENT,
)
_TABLE = Path(__file__).with_name("kind_words.tsv")
_LOOKED_AT = 3_000  # characters; some 450 words
_NO_ARTICLES = frozenset({DocumentKind.HUB, DocumentKind.THREAD, DocumentKind.PRODUCT})
_FEWEST = 5  # known words; fewer are no sign of anything (a text in another language, a list of names)
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d.,]*|[%.?!:;\n]")
_BORDERS = frozenset(".?!:;\n")
_NUMBER = "0"


@dataclass(frozen=True, slots=True)
class KindWords:
    """Word or pair -> log odds of each of ``KINDS``; ``margin`` is how far the best must lead the second."""

    table: dict[str, tuple[float, ...]]
    bias: tuple[float, ...]
    margin: float

    def scores(self, text: str) -> tuple[float, ...] | None:
        """Log odds of each of ``KINDS``; null where too few words are known.

        The weights of what is known are added up, each once, over the root of how many there are: a long text
        is then no surer than a short one whose words say as much each.
        """
        known = [weights for word in words_of(text) if (weights := self.table.get(word)) is not None]
        if len(known) < _FEWEST:
            return None
        scale = 1 / math.sqrt(len(known))
        return tuple(
            bias + scale * sum(column) for bias, column in zip(self.bias, zip(*known, strict=True), strict=True)
        )

    def kind_of(self, text: str) -> SectionKind | None:
        """The kind that a text's words speak for; null for an overview and where two kinds are close."""
        scores = self.scores(text)
        if scores is None:
            return None
        second, best = sorted(scores)[-2:]
        kind = KINDS[scores.index(best)]
        return None if best - second < self.margin or kind is SectionKind.OVERVIEW else kind


def words_of(text: str) -> list[str]:
    """The different words of a text's beginning, and its pairs of neighbours within a sentence, as they come.

    Words are in lower case; every number is the same word.
    """
    tokens = [_NUMBER if hit[0].isdigit() else hit for hit in _TOKEN.findall(text[:_LOOKED_AT].lower())]
    out = dict.fromkeys(token for token in tokens if token not in _BORDERS)
    for one, two in pairwise(tokens):
        if one not in _BORDERS and two not in _BORDERS:
            out[f"{one} {two}"] = None
    return list(out)


@lru_cache(maxsize=1)
def kind_words() -> KindWords:
    """The table that is shipped."""
    rows = (row.split("\t") for row in _TABLE.read_text(encoding="utf-8").splitlines() if row and row[0] != "#")
    table = {word: tuple(map(float, weights)) for word, *weights in rows}
    return KindWords(table, table.pop("@bias"), table.pop("@margin")[0])


def set_kind(document: Document) -> None:
    """Give a document in which nothing opens a section the kind that its words speak for, if they do."""
    if document.kind in _NO_ARTICLES or len(document.sections) > 1:
        return
    if (kind := kind_words().kind_of(document.text)) is not None:
        root = document.sections[0]
        root.kind, root.heading_source = kind, HeadingSource.INFERRED
