"""The pages of the Web Content Extraction Benchmark in the shared folder, and how a text is scored on them."""

from __future__ import annotations

import gzip
import json
import os
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.sources.raw import RawPage

FOLDER = Path(os.environ.get("HEALTHSIFT_SHARED", "../shared")) / "pages" / "wcxb"
_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A page with the text of its main content, and snippets that must stay and must go."""

    page_id: str
    url: str | None
    kind: str
    draft: bool
    text: str
    keep: tuple[str, ...]
    drop: tuple[str, ...]

    def html(self) -> bytes:
        """The page as it was fetched."""
        return gzip.decompress((FOLDER / "html" / f"{self.page_id}.html.gz").read_bytes())

    def raw(self) -> RawPage:
        """The page as the parse step takes it."""
        return RawPage(f"{self.page_id}.html", self.html(), "text/html", "wcxb", url=self.url)


@lru_cache(maxsize=1)
def labelled() -> tuple[Labelled, ...]:
    """All pages, in the order of the gold file."""
    with gzip.open(FOLDER / "gold.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return tuple(
        Labelled(
            row["id"],
            row["url"] or None,
            row["page_type"],
            row["draft"],
            row["text"],
            tuple(row["with"]),
            tuple(row["without"]),
        )
        for row in rows
    )


def tokens(text: str) -> list[str]:
    """Lower-cased words."""
    return _TOKEN.findall(text.lower())


def token_f1(text: str, wanted: str) -> tuple[float, float, float]:
    """Precision, recall and F1 over the multiset of words; all 0 where nothing is common."""
    got, want = Counter(tokens(text)), Counter(tokens(wanted))
    common = (got & want).total()
    if not common:
        return 0.0, 0.0, 0.0
    precision, recall = common / got.total(), common / want.total()
    return precision, recall, 2 * precision * recall / (precision + recall)


def squash(text: str) -> str:
    """``text`` with its white space folded, as snippets are compared."""
    return " ".join(text.split())
