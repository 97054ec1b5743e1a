"""What one page brings to the comparison of all pages: fingerprints, sketches and the facts that choose copies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

import numpy as np
from numpy.typing import NDArray

from pipeline.clean.cleaning import Cleaning
from pipeline.dedupe.doses import is_dose
from pipeline.dedupe.minhash import buckets
from pipeline.dedupe.normal import fingerprint, masked, words_of
from pipeline.dedupe.section_names import is_section_name
from pipeline.dedupe.shingles import Hashes, hash_words, shingles
from pipeline.parse.block_ids import block_ids
from pipeline.parse.blocks import Block, ParsedPage
from schemas.enums import BlockKind

PASSAGE_WORDS = 40
"""A block of this many words is compared with the blocks of other documents."""

KEPT, HEADING, ITEM, PROTECTED = 1, 2, 4, 8
"""Bits of ``PageSignature.flags``: kept by the page's own cleaning; a heading or a line that serves as one;
an item of a list or table; never a template (a dose, the name of a part of an article on health, a label
with its value: "Equipment:", "none")."""
_LEAD_WORDS = 14  # of a line with a colon that serves as a heading
_LABEL_WORDS = 5  # a label or a value has fewer
_ITEMS = (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.DEFINITION)


@dataclass(frozen=True, slots=True)
class Passage:
    """One long kept block: its exact fingerprint and where it stands."""

    key: int
    ordinal: int
    words: int
    block_id: str


@dataclass(frozen=True, slots=True)
class DocumentSignature:
    """One document of a page.

    ``words`` holds the hashes of the words of its kept blocks one after the other; ``ordinals[i]`` is
    the ordinal of the i-th of these blocks and ``lengths[i]`` how many of the words are its own.
    ``title`` holds the words of its first heading of the highest level, if it has one.
    """

    document_id: str
    ordinals: NDArray[np.int32]
    lengths: NDArray[np.int32]
    words: Hashes
    title: Hashes
    buckets: list[int]
    passages: list[Passage]


@dataclass(frozen=True, slots=True)
class PageSignature:
    """One page. ``keys``, ``words`` and ``flags`` run over all of its visible blocks, one entry a block."""

    page_id: str
    site: str
    raw_sha256: str
    canonical: bool  # names itself as the canonical address on its own host
    fetched_at: int | None  # microseconds since 1970
    keys: NDArray[np.uint64]
    words: NDArray[np.uint16]
    flags: NDArray[np.uint8]
    documents: list[DocumentSignature] = field(default_factory=list)


def sign_page(page: ParsedPage, cleaning: Cleaning, document_ids: Mapping[int, str]) -> PageSignature:
    """The signature of a page, once its own cleaning is done.

    Args:
        page: all visible blocks.
        cleaning: the page-local cleaning, repeats within the page marked.
        document_ids: part -> id of its document; a part without an id has no document.
    """
    words = [words_of(block.text) for block in page.blocks]
    texts = [" ".join(one) or block.text for one, block in zip(words, page.blocks, strict=True)]
    kept = [reason is None for reason in cleaning.reasons]
    ids = block_ids(page.page_id, page.blocks)
    return PageSignature(
        page_id=page.page_id,
        site=page.site,
        raw_sha256=page.raw_sha256,
        canonical=_is_canonical(page),
        fetched_at=_microseconds(page.fetched_at),
        keys=np.array([_key(page.site, *one) for one in zip(page.blocks, texts, strict=True)], dtype=np.uint64),
        words=np.array([min(len(one), 65_535) for one in words], dtype=np.uint16),
        flags=np.array(_all_flags(page.blocks, texts, kept), dtype=np.uint8),
        documents=[
            _sign_document(
                document_id,
                page,
                [i for i, block in enumerate(page.blocks) if kept[i] and block.part == part],
                words,
                texts,
                ids,
            )
            for part, document_id in sorted(document_ids.items())
        ],
    )


def _sign_document(
    document_id: str, page: ParsedPage, ordinals: list[int], words: list[list[str]], texts: list[str], ids: list[str]
) -> DocumentSignature:
    hashes = hash_words(word for i in ordinals for word in words[i])
    headings = [i for i in ordinals if page.blocks[i].kind is BlockKind.HEADING]
    title = min(headings, key=lambda i: (page.blocks[i].level or 1, i), default=None)
    return DocumentSignature(
        document_id=document_id,
        ordinals=np.array(ordinals, dtype=np.int32),
        lengths=np.array([len(words[i]) for i in ordinals], dtype=np.int32),
        words=hashes,
        title=hash_words(() if title is None else words[title]),
        buckets=buckets(np.unique(shingles(hashes))),
        passages=[
            Passage(fingerprint(texts[i]), i, len(words[i]), ids[i]) for i in ordinals if len(words[i]) >= PASSAGE_WORDS
        ],
    )


def _key(site: str, block: Block, text: str) -> int:
    """A heading is another thing than the link in a menu that has its text."""
    return fingerprint(site, "#" if block.kind is BlockKind.HEADING else "", masked(text))


def _all_flags(blocks: list[Block], texts: list[str], kept: list[bool]) -> list[int]:
    flags = []
    labelled = False  # the line before is a label
    for block, text, keep in zip(blocks, texts, kept, strict=True):
        words = text.count(" ") + 1
        label = block.text.endswith(":") and words < _LABEL_WORDS
        named = is_section_name(text)
        heading = block.kind is BlockKind.HEADING or (named and block.text.endswith(":") and words <= _LEAD_WORDS)
        protected = named if heading else is_dose(text) or label or (labelled and words < _LABEL_WORDS)
        bits = ((keep, KEPT), (heading, HEADING), (block.kind in _ITEMS, ITEM), (protected, PROTECTED))
        flags.append(sum(bit for holds, bit in bits if holds))
        labelled = label
    return flags


def _is_canonical(page: ParsedPage) -> bool:
    """Whether the page's canonical link is absolute, on its own host, and names this page."""
    if not page.url or not page.canonical_url:
        return False
    own, named = urlsplit(page.url), urlsplit(urljoin(page.url, page.canonical_url))
    if not urlsplit(page.canonical_url).netloc:
        return False
    return (own.netloc.lower(), own.path.rstrip("/"), own.query) == (
        named.netloc.lower(),
        named.path.rstrip("/"),
        named.query,
    )


def _microseconds(moment: datetime | None) -> int | None:
    if moment is None:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return round(aware.timestamp() * 1_000_000)
