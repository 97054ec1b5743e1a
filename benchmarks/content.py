"""Quality figures of parsing and cleaning: main content on WCXB, snippets on the labelled health pages."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from wcxb import FOLDER, Labelled, labelled, squash, token_f1

from pipeline.clean.cleaning import Cleaning
from pipeline.clean.page import clean
from pipeline.dedupe.within import mark_repeats
from pipeline.parse.blocks import ParsedPage
from pipeline.parse.page import parse
from pipeline.sources.raw import RawPage

GOLD = FOLDER.parent.parent / "gold"
_TYPES = {".md": "text/markdown", ".txt": "text/plain"}


@dataclass(frozen=True, slots=True)
class Missed:
    """A snippet on the wrong side: its page, whether it should be kept, and what it says."""

    file: str
    keep: bool
    text: str


def clean_text(raw: RawPage) -> str:
    """The page's kept blocks, one a line: parse, clean and repeats within the page, as a run does them."""
    page = parse(raw)
    return text_of(page, clean(page))


def text_of(page: ParsedPage, cleaning: Cleaning) -> str:
    """The page's kept blocks, one a line, without repeats within the page."""
    mark_repeats(page, cleaning)
    return "\n".join(block.text for block, reason in zip(page.blocks, cleaning.reasons, strict=True) if reason is None)


def snippets(gold: Path, pages: Path) -> tuple[dict[str, float], list[Missed]]:
    """Shares of ``keep`` snippets kept and ``drop`` snippets dropped, with the snippets that failed.

    Args:
        gold: one ``*.gold.json`` file, or a folder of them.
        pages: the folder of the pages that they label.
    """
    missed: list[Missed] = []
    counts = {"keep": [0, 0], "drop": [0, 0]}
    for file in [gold] if gold.is_file() else sorted(gold.glob("*.gold.json")):
        label = json.loads(file.read_text("utf-8"))
        path = pages / label["file"]
        body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        text = _bare(clean_text(RawPage(path.name, body, _TYPES.get(path.suffix, "text/html"), pages.name)))
        for keep, wanted in ((True, label["keep"]), (False, [row["text"] for row in label["drop"]])):
            for snippet in wanted:
                right = (_bare(snippet) in text) is keep
                count = counts["keep" if keep else "drop"]
                count[0] += right
                count[1] += 1
                if not right:
                    missed.append(Missed(label["file"], keep, snippet))
    return {name: right / max(total, 1) for name, (right, total) in counts.items()}, missed


def wcxb_scores(texts: dict[str, str], pages: tuple[Labelled, ...]) -> dict[str, float]:
    """Mean token F1 overall and by page type, and the shares of snippets kept and dropped."""
    by_kind: dict[str, list[float]] = {}
    kept: list[bool] = []
    dropped: list[bool] = []
    for page in pages:
        text = texts[page.page_id]
        f1 = token_f1(text, page.text)[2]
        for kind in ("f1", f"f1.{page.kind}"):
            by_kind.setdefault(kind, []).append(f1)
        line = squash(text)
        kept += [squash(snippet) in line for snippet in page.keep]
        dropped += [squash(snippet) not in line for snippet in page.drop]
    figures = {kind: mean(values) for kind, values in sorted(by_kind.items())}
    return {**figures, "with": mean(kept), "without": mean(dropped)}


def content_figures() -> dict[str, float]:
    """All figures that ``make quality`` holds against their floors."""
    pages = labelled()
    figures = wcxb_scores({page.page_id: clean_text(page.raw()) for page in pages}, pages)
    figures = {f"wcxb.{name}": value for name, value in figures.items()}
    for name, gold, folder in (
        ("dev", GOLD / "dev", GOLD / "dev" / "pages"),
        ("seed", GOLD / "seed" / "seed.page.gold.json", GOLD.parent / "seeds"),
    ):
        figures.update({f"{name}.{kind}": share for kind, share in snippets(gold, folder)[0].items()})
    return figures


def _bare(text: str) -> str:
    return "".join(text.split())
