#!/usr/bin/env python3
"""Main content on the WCXB pages: healthsift's parse and clean steps beside its peers, in one run.

    python benchmarks/bench_content.py [--every N]

Prints mean token F1 overall and by page type, the shares of ``with`` snippets kept and ``without`` snippets
dropped, pages a second (by the median CPU time) and the ratio of speeds to trafilatura's. The peers come with the
extra ``peers``, which `make bench-content` installs; those that are missing are left out. healthsift's time is that
of its parse and clean steps. The block classifier has learned from these pages; its figures on pages it has not
seen are those that train_content.py prints.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
from collections.abc import Callable
from statistics import median

from content import text_of, wcxb_scores
from wcxb import FOLDER, Labelled, labelled

from pipeline.clean.cleaning import Cleaning
from pipeline.clean.page import clean
from pipeline.parse.blocks import ParsedPage
from pipeline.parse.encoding import decode
from pipeline.parse.page import parse
from pipeline.sources.raw import RawPage


def trafilatura(page: Labelled, html: bytes) -> str:
    """Trafilatura's default extraction, without comments."""
    import trafilatura as peer

    return peer.extract(html, include_comments=False, url=page.url) or ""


def resiliparse(_: Labelled, html: bytes) -> str:
    """Resiliparse's main content."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    return str(extract_plain_text(bytes_to_str(html, detect_encoding(html)), main_content=True))


def readability(_: Labelled, html: bytes) -> str:
    """readability-lxml's summary as text."""
    from lxml.html import fromstring
    from readability import Document

    return str(fromstring(Document(decode(html)[0]).summary()).text_content())


def justext(_: Labelled, html: bytes) -> str:
    """The good paragraphs of justext, English stop words."""
    import justext as peer

    return "\n".join(p.text for p in peer.justext(html, peer.get_stoplist("English")) if not p.is_boilerplate)


def healthsift(page: Labelled, html: bytes) -> tuple[ParsedPage, Cleaning]:
    """Parse and clean; what is kept is written out afterwards, without repeats."""
    parsed = parse(RawPage(f"{page.page_id}.html", html, "text/html", "wcxb", url=page.url))
    return parsed, clean(parsed)


Read = str | tuple[ParsedPage, Cleaning]
Reader = Callable[[Labelled, bytes], Read]
READERS: dict[str, Reader] = {
    "healthsift": healthsift,
    "trafilatura": trafilatura,
    "resiliparse": resiliparse,
    "readability": readability,
    "justext": justext,
}


def measure(read: Reader, pages: tuple[Labelled, ...]) -> tuple[dict[str, float], float]:
    """The figures of one reader and its median seconds of CPU a page; a page that it cannot read is empty."""
    texts: dict[str, str] = {}
    seconds: list[float] = []
    for page in pages:
        html = page.html()
        found: Read = ""
        start = time.process_time()
        try:
            found = read(page, html)
        except Exception as error:
            print(f"{page.page_id}: {type(error).__name__}", file=sys.stderr)
        seconds.append(time.process_time() - start)
        texts[page.page_id] = found if isinstance(found, str) else text_of(*found)
    return wcxb_scores(texts, pages), median(seconds)


def main() -> int:
    """Measure every reader that is there."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--every", type=int, default=1, help="read every N-th page only")
    every = arguments.parse_args().every
    if not FOLDER.is_dir():
        print(f"no pages at {FOLDER}: set HEALTHSIFT_SHARED", file=sys.stderr)
        return 0
    pages = labelled()[::every]
    speed: dict[str, float] = {}
    for name, read in READERS.items():
        if name != "healthsift" and importlib.util.find_spec(name) is None:
            print(f"{name:12} not installed")
            continue
        figures, speed[name] = measure(read, pages)
        shown = " ".join(f"{figure} {value:.4f}" for figure, value in figures.items())
        print(f"{name:12} {1 / speed[name]:7.1f} pages/s  {shown}", flush=True)
    if "trafilatura" in speed:
        for name, seconds in speed.items():
            print(f"{name:12} {speed['trafilatura'] / seconds:6.2f} times trafilatura's speed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
