"""The parse step: a raw page to blocks, by its media type."""

from __future__ import annotations

import hashlib

from pipeline.ids import stable_id
from pipeline.parse.blocks import Block, ParsedPage, Regions
from pipeline.parse.encoding import decode
from pipeline.parse.errors import ParseError
from pipeline.parse.html import parse_html
from pipeline.parse.language import language_of
from pipeline.parse.metadata import Metadata, host_of, metadata_of
from pipeline.parse.text import read_text
from pipeline.parse.text_meta import TextMeta
from pipeline.parse.tree import tree_of
from pipeline.sources.raw import RawPage
from schemas.enums import BlockKind

__all__ = ["ParseError", "parse"]

_HTML = frozenset({"text/html", "application/xhtml+xml", "application/xml", "text/xml"})
_MARKDOWN = frozenset({"text/markdown", "text/x-markdown"})
_TEXT = frozenset({"text/plain"})


def parse(raw: RawPage) -> ParsedPage:
    """Read a page: its encoding, its blocks, and what it says of itself.

    Raises:
        ParseError: the page is of no type that is read here, or larger than a limit.
    """
    media_type = raw.media_type.partition(";")[0].strip().lower()
    if media_type not in _HTML | _MARKDOWN | _TEXT:
        raise ParseError(f"media type {media_type or 'unknown'} is neither HTML nor text")
    html = media_type in _HTML
    text, encoding = decode(raw.body, raw.charset, html=html)
    blocks: list[Block]
    regions = Regions()
    stated = Metadata()
    if not text.strip():
        blocks = []
    elif html:
        root = tree_of(text)
        stated = metadata_of(root)
        blocks, regions = parse_html(root)
    else:
        # A text that was fetched or archived under an address is one page; a file may hold several.
        page = read_text(text, markdown=media_type in _MARKDOWN, single=raw.url is not None)
        blocks, stated = page.blocks, _stated(page.meta)
    site = raw.site or host_of(raw.url) or host_of(stated.address) or raw.folder
    return ParsedPage(
        page_id=stable_id("page", raw.url or raw.source),
        source=raw.source,
        site=site,
        media_type=media_type,
        encoding=encoding,
        language=language_of(_prose(blocks), stated.language),
        raw_sha256=hashlib.sha256(raw.body).hexdigest(),
        bytes=len(raw.body),
        blocks=blocks,
        url=raw.url,
        canonical_url=stated.canonical,
        status=raw.status,
        fetched_at=raw.fetched_at,
        title=stated.title,
        author=stated.author,
        published_on=stated.published,
        modified_on=stated.modified,
        reviewed_on=stated.reviewed,
        license=stated.license,
        regions=regions,
        types=stated.types,
    )


def _stated(meta: TextMeta) -> Metadata:
    """What the head of a text says of its page, in the form that HTML pages say it."""
    return Metadata(
        title=meta.title,
        author=meta.author,
        published=meta.published_on,
        modified=meta.modified_on,
        reviewed=meta.reviewed_on,
        license=meta.license,
        language=meta.language,
        canonical=meta.url,
        address=meta.url,
    )


def _prose(blocks: list[Block]) -> list[str]:
    """The texts that tell a page's language best: paragraphs, or else everything."""
    visible = [block for block in blocks if not block.features.hidden]
    paragraphs = [block.text for block in visible if block.kind is BlockKind.PARAGRAPH]
    return paragraphs if sum(map(len, paragraphs)) > 200 else [block.text for block in visible]
