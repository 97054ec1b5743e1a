"""A corpus of made-up articles with copies of which the clusters are known: edited, re-ordered, cut, quoted."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.clean.cleaning import Cleaning
from pipeline.dedupe.signatures import PageSignature, sign_page
from pipeline.parse.blocks import Block, ParsedPage
from schemas.enums import BlockKind, Verdict

_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "el", "or")]
_COMMON = 300  # words that all subjects share, of which most of a text consists, as in any language
_OWN = 60  # words of one subject
EDITS = (1, 5, 10, 20)
"""Words in a hundred that an edited copy changes."""


@dataclass(slots=True)
class Article:
    """One page: its heading, its paragraphs, and the cluster that it belongs to; ``kind`` says how it was made."""

    name: str
    title: str
    paragraphs: list[str]
    cluster: int
    kind: str

    def sign(self) -> PageSignature:
        """The signature of the article as a page of a site of its own."""
        heading = Block(BlockKind.HEADING, self.title, level=1)
        blocks = [heading, *(Block(BlockKind.PARAGRAPH, text) for text in self.paragraphs)]
        page = page_of(self.name, f"{self.name}.example", blocks)
        return sign_page(page, Cleaning(Verdict.ARTICLE, [None] * len(blocks), {}), {0: f"doc_{self.name}"})


def page_of(name: str, site: str, blocks: list[Block]) -> ParsedPage:
    """A parsed page of the given blocks."""
    raw = "\n".join(block.text for block in blocks).encode()
    digest = hashlib.sha256(name.encode() + raw).hexdigest()
    return ParsedPage(name, name, site, "text/html", "utf-8", "en", digest, len(raw), blocks)


class Writer:
    """Makes up words and paragraphs; the same seed writes the same corpus."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.common = [self._word() for _ in range(_COMMON)]
        self.stock = [self._sentence(self.common) for _ in range(100)]  # sentences that any text may hold

    def _word(self) -> str:
        return "".join(self.chance.choice(_SYLLABLES) for _ in range(self.chance.randint(1, 4)))

    def _sentence(self, own: list[str]) -> str:
        words = [
            self.chance.choice(own)
            if self.chance.random() < 0.35
            else self.common[int(_COMMON * self.chance.random() ** 3)]
            for _ in range(self.chance.randint(8, 22))
        ]
        return " ".join(words).capitalize() + "."

    def paragraphs(self, count: int) -> list[str]:
        """Paragraphs on one new subject; one sentence in six is from the common stock."""
        own = [self._word() for _ in range(_OWN)]
        return [
            " ".join(
                self.chance.choice(self.stock) if self.chance.random() < 0.17 else self._sentence(own)
                for _ in range(self.chance.randint(2, 5))
            )
            for _ in range(count)
        ]

    def edit(self, text: str, share: float) -> str:
        """The text with a share of its words replaced, left out or doubled by another one."""
        words: list[str] = []
        for word in text.split(" "):
            if self.chance.random() >= share:
                words.append(word)
                continue
            how = self.chance.random()
            words += [] if how < 0.25 else [word, self._word()] if how < 0.5 else [self._word()]
        return " ".join(words)

    def corpus(self, clusters: int) -> Iterator[Article]:
        """Clusters of an article and its copies, with as many articles that only quote one of its paragraphs."""
        for cluster in range(clusters):
            paragraphs = self.paragraphs(self.chance.randint(6, 16))
            title = self._sentence(self.common)
            copies: dict[str, list[str]] = {"original": paragraphs}
            for percent in EDITS:
                copies[f"edited {percent} %"] = [self.edit(text, percent / 100) for text in paragraphs]
            middle = len(paragraphs) // 2
            copies["re-ordered"] = paragraphs[middle:] + paragraphs[:middle]
            copies["truncated"] = paragraphs[: max(3, int(len(paragraphs) * self.chance.uniform(0.5, 0.9)))]
            copies["re-titled"] = list(paragraphs)
            for place, (kind, texts) in enumerate(copies.items()):
                name = f"c{cluster:05d}-{place}"
                yield Article(name, self._sentence(self.common) if kind == "re-titled" else title, texts, cluster, kind)
            quoting = self.paragraphs(self.chance.randint(6, 16))
            quoting.insert(len(quoting) // 2, self.chance.choice(paragraphs))
            yield Article(f"q{cluster:05d}", self._sentence(self.common), quoting, clusters + cluster, "quotes")
