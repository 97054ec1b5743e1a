"""Links in a fetched page, for a crawl."""

from __future__ import annotations

import lxml.html
from bs4.dammit import EncodingDetector
from lxml import etree

from pipeline.sources.fetch.urls import BadUrlError, canonical

MAX_LINKS = 5_000


def links_in(body: bytes, url: str, charset: str | None) -> list[str]:
    """The canonical addresses a page links to, in its order, each once; ``rel="nofollow"`` links are left out.

    A page with a robots meta tag that says nofollow gives none.
    """
    encoding = charset or EncodingDetector.find_declared_encoding(body, is_html=True, search_entire_document=False)
    try:
        parser = lxml.html.HTMLParser(encoding=encoding or "utf-8", huge_tree=True)
    except LookupError:
        parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = lxml.html.document_fromstring(body, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    base = url
    found: dict[str, None] = {}
    for element in root.iter("base", "meta", "a", "area"):
        if element.tag == "base" and element.get("href"):
            base = element.get("href") or url
            base = base if "://" in base else url
        elif element.tag == "meta" and (element.get("name") or "").lower() == "robots":
            if any(word in (element.get("content") or "").lower() for word in ("nofollow", "none")):
                return []
        elif element.tag in ("a", "area") and element.get("href"):
            if "nofollow" in (element.get("rel") or "").lower().split():
                continue
            try:
                found[canonical(element.get("href") or "", base)] = None
            except BadUrlError:
                continue
            if len(found) >= MAX_LINKS:
                break
    return list(found)
