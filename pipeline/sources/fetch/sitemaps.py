"""Addresses out of sitemaps (nested, gz, plain lists) and feeds (RSS, Atom)."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from lxml import etree

from pipeline.sources.refs import SourceError
from pipeline.sources.unpack import GZIP_MAGIC, gunzip

MAX_ENTRIES = 50_000  # the protocol's own limit for one file
MAX_DEPTH = 4  # sitemaps of sitemaps


@dataclass(frozen=True, slots=True)
class Listed:
    """What a sitemap or feed lists, in its order, as written."""

    pages: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()


def read_listing(body: bytes, limit: int) -> Listed:
    """The addresses in a sitemap, a sitemap of sitemaps, a feed or a plain list. What is none of these lists nothing.

    Raises:
        SourceError: damaged gzip data, or more than ``limit`` bytes in it.
    """
    if body.startswith(GZIP_MAGIC):
        body = gunzip(body, limit)
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        lines = body.decode("utf-8", "replace").splitlines()
        return Listed(tuple(line.strip() for line in lines if re.match(r"\s*https?://\S+\s*$", line))[:MAX_ENTRIES])
    pages: list[str] = []
    sitemaps: list[str] = []
    # No entities, no network, and elements are let go as they are read.
    walk = etree.iterparse(
        io.BytesIO(body), events=("end",), recover=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        for _, element in walk:
            name = etree.QName(element).localname if isinstance(element.tag, str) else ""
            parent = element.getparent()
            above = etree.QName(parent).localname if parent is not None and isinstance(parent.tag, str) else ""
            address = _address(element, name, above)
            if address:
                (sitemaps if above == "sitemap" else pages).append(address)
            if name in ("url", "sitemap", "item", "entry"):
                element.clear()
            if len(pages) + len(sitemaps) >= MAX_ENTRIES:
                break
    except etree.XMLSyntaxError:
        pass  # what was read before the damage stands
    return Listed(tuple(pages), tuple(sitemaps))


def _address(element: etree._Element, name: str, above: str) -> str | None:
    text = (element.text or "").strip()
    if name == "loc" and above in ("url", "sitemap"):
        return text or None
    if name == "link" and above == "item":  # RSS
        return text or None
    if name == "link" and above == "entry" and element.get("rel", "alternate") == "alternate":  # Atom
        return element.get("href")
    return None


__all__ = ["MAX_DEPTH", "MAX_ENTRIES", "Listed", "SourceError", "read_listing"]
