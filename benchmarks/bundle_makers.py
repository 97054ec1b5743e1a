"""Makes text bundles of known borders out of the evaluation pages: inputs of bench_bundles.py."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import lxml.html

_BLOCK = {
    "p",
    "div",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "td",
    "th",
    "section",
    "article",
    "ul",
    "ol",
    "dt",
    "dd",
}
_SKIP = {"script", "style", "noscript", "template", "head", "svg", "iframe"}
# What pages leave between their articles; written for this benchmark.
_CHROME = (
    "Share this page\n\nPrint\n\nSubscribe to our newsletter\n\nYour e-mail *\n\nSend",
    "© 2021 Riverside Clinics. All rights reserved.\n\nPrivacy policy\n\nTerms of use\n\nContact us",
    "We use cookies to make this site work. By continuing you accept our cookie policy.\n\nAccept all\n\nSettings",
    "Home\n\nConditions\n\nTreatments\n\nOur doctors\n\nBook a visit",
    "Leave a request\n\nFirst name\n\nPhone *\n\nBy clicking Send I agree that my personal data are kept as the "
    "privacy policy of the clinic describes, and that somebody calls me back.\n\nWe use cookies to count visitors, and "
    "to remember what you chose. You can disable cookies in the settings of your browser at any time.",
    "arms\n\nback\n\nears\n\neyes\n\nfeet\n\nhands\n\nknees\n\nneck\n\nBook online\n\nName *\n\nCall us on 555 0100",
    "Read next\n\nWhy sleep matters\n\nTen foods for your heart\n\nUnsubscribe\n\nSitemap\n\n© Good Health Media",
    "",
)


@dataclass(frozen=True)
class Bundle:
    """A text and the offsets at which its second, third ... page begins; ``slack`` is how far before is fine too."""

    name: str
    text: str
    starts: tuple[int, ...]
    slack: int = 40


def articles(shared: Path, kind: str) -> list[str]:
    """Single articles as flattened text, each with its title line first."""
    return sorted({text for text in _KINDS[kind](shared) if len(text) > 900})


def bundles(texts: list[str], kind: str, count: int, seed: int, chrome: bool) -> list[Bundle]:
    """``count`` bundles of two to six articles, with or without page furniture between them."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        picked = chance.sample(texts, chance.randint(2, 6))
        text, starts, slack = "", [], 40
        for article in picked:
            if text:
                between = chance.choice(_CHROME) if chrome else ""
                slack = max(slack, len(between) + 40)
                text = f"{text}\n\n{between}\n\n" if between else f"{text}\n\n"
                starts.append(len(text))
            text += article
        made.append(Bundle(f"{kind}-{number}", text, tuple(starts), slack))
    return made


def flatten(body: bytes) -> str:
    """All the visible text of an HTML page, one block a line, with menus and footers: what naive dumps hold."""
    tree = lxml.html.document_fromstring(body, parser=lxml.html.HTMLParser(encoding="utf-8", huge_tree=True))
    lines: list[str] = []
    held: list[str] = []

    def close(bullet: str = "") -> None:
        text = " ".join("".join(held).split())
        held.clear()
        if text:
            lines.append(bullet + text)

    def walk(node: lxml.html.HtmlElement) -> None:
        if not isinstance(node.tag, str) or node.tag in _SKIP:
            held.append(node.tail or "")
            return
        block = node.tag in _BLOCK
        if block:
            close()
        held.append(node.text or "")
        for child in node:
            walk(child)
        if block:
            close("  • " if node.tag == "li" else "")
        held.append(node.tail or "")

    walk(tree)
    close()
    return "\n\n".join(lines)


def _medquad(shared: Path) -> Iterator[str]:
    for name in ("gard", "medlineplus"):
        path = shared / "pages" / "medquad" / f"{name}.jsonl.gz"
        for line in gzip.decompress(path.read_bytes()).decode().split("\n"):
            if not line:
                continue
            entry = json.loads(line)
            parts = [entry["focus"]]
            for pair in entry["qa"]:
                if len(entry["qa"]) > 1:
                    parts.append(re.sub(r"\s+\?", "?", pair["question"]))
                parts.extend(" ".join(piece.split()) for piece in re.split(r"\s{3,}", pair["answer"]) if piece.strip())
            yield "\n\n".join(parts)


def _wcxb(shared: Path) -> Iterator[str]:
    for line in gzip.decompress((shared / "pages" / "wcxb" / "gold.jsonl.gz").read_bytes()).decode().split("\n"):
        if not line:
            continue
        entry = json.loads(line)
        if entry["page_type"] != "article":
            continue
        html = gzip.decompress((shared / "pages" / "wcxb" / "html" / f"{entry['id']}.html.gz").read_bytes())
        title = re.search(r"<title[^>]*>([^<]+)", html.decode("utf-8", "replace"))
        head = " ".join(re.split(r" [|–—-] ", title[1])[0].split()) if title else ""
        text = entry["text"].strip()
        yield text if not head or text.startswith(head[:20]) else f"{head}\n\n{text}"


def _sites(shared: Path) -> Iterator[str]:
    for path in sorted((shared / "pages" / "sites").rglob("*.html.gz")):
        yield flatten(gzip.decompress(path.read_bytes()))


_KINDS = {"medquad": _medquad, "articles": _wcxb, "whole pages": _sites}
