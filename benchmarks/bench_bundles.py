"""How well text bundles are split into their pages, and how rarely a single page is torn apart.

Bundles of known borders are made from the evaluation pages (MedQuAD answers, article texts, whole flattened
web pages). Printed: recall and precision of borders over bundles, and the share of single pages left whole.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from bundle_makers import Bundle, articles, bundles

from pipeline.parse.text import parse_text

SHARED = Path(os.environ.get("HEALTHSIFT_SHARED", "../shared"))
VERBOSE = "--verbose" in sys.argv


def borders(text: str) -> list[int]:
    """Offsets at which parts after the first begin."""
    found, part = [], 0
    for block in parse_text(text, markdown=False):
        if block.part != part:
            part = block.part
            found.append(block.source_start or 0)
    return found


def score(made: list[Bundle]) -> tuple[int, int, int]:
    """Borders there, found, and found rightly."""
    there = found = right = 0
    for bundle in made:
        marks = borders(bundle.text)
        hits = {start for start in bundle.starts for mark in marks if start - bundle.slack <= mark <= start + 100}
        there, found, right = there + len(bundle.starts), found + len(marks), right + len(hits)
        if VERBOSE:
            for start in sorted(set(bundle.starts) - hits)[:1]:
                print(f"  missed {bundle.text[start - 60 : start + 120]!r}")
            for mark in marks:
                if not any(start - bundle.slack <= mark <= start + 100 for start in bundle.starts):
                    print(f"  wrong {bundle.text[mark - 60 : mark + 120]!r}")
    return there, found, right


def main() -> None:
    """Prints one line a kind of bundle."""
    if not SHARED.is_dir():
        print(f"no evaluation data at {SHARED}: nothing measured")
        return
    print(f"{'kind':28} {'borders':>8} {'recall':>7} {'precision':>9} {'singles whole':>14}")
    for kind in ("medquad", "articles", "whole pages"):
        texts = articles(SHARED, kind)
        singles = texts[:: max(1, len(texts) // 300)]
        torn = [text for text in singles if borders(text)]
        if VERBOSE:
            for text in torn:
                print(f"  torn at {[text[mark - 60 : mark + 80] for mark in borders(text)]}")
        whole = 1 - len(torn) / len(singles)
        for chrome in (False, True):
            there, found, right = score(bundles(texts, kind, 60, 7, chrome))
            name = f"{kind}{' + page furniture' if chrome else ''}"
            print(f"{name:28} {there:8} {right / there:7.3f} {right / max(1, found):9.3f} {whole:14.3f}")


if __name__ == "__main__":
    main()
