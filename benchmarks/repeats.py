"""What marking repeats inside a page costs and gains: WCXB token F1 and the records of the seed, without and with."""

from __future__ import annotations

from pathlib import Path
from statistics import mean

from content import GOLD
from wcxb import labelled, token_f1

from pipeline.clean.cleaning import Cleaning
from pipeline.clean.page import clean
from pipeline.dedupe.verdicts import NOTHING
from pipeline.dedupe.within import mark_repeats
from pipeline.extract.normal import normal_name
from pipeline.pages import CleanedPage
from pipeline.parse.blocks import ParsedPage
from pipeline.parse.page import parse
from pipeline.sources.discover import SourceRef, list_sources, read_source
from pipeline.steps import extract_page
from pipeline.structure.identity import document_ids
from pipeline.vocabulary.load import load_vocabulary

SEEDS = GOLD.parent / "seeds"
_SHOWN = 12


def _text(page: ParsedPage, cleaning: Cleaning) -> str:
    return "\n".join(block.text for block, reason in zip(page.blocks, cleaning.reasons, strict=True) if reason is None)


def wcxb_effect() -> list[tuple[float, float, str, str]]:
    """F1 without and with marking, page and type: of the pages on which anything is marked."""
    rows = []
    for labels in labelled():
        page = parse(labels.raw())
        cleaning = clean(page)
        before = _text(page, cleaning)
        mark_repeats(page, cleaning)
        after = _text(page, cleaning)
        f1 = token_f1(before, labels.text)[2]
        rows.append((f1, token_f1(after, labels.text)[2] if before != after else f1, labels.page_id, labels.kind))
    return rows


def records(path: Path, marking: bool) -> set[tuple[str, str]]:
    """Kind and normal name of every record of the pages below ``path``."""
    names = set()
    for ref in list_sources([path]):
        assert isinstance(ref, SourceRef)
        page = parse(read_source(ref))
        cleaning = clean(page)
        if marking:
            mark_repeats(page, cleaning)
        rows = extract_page(CleanedPage(page, cleaning, document_ids(page, cleaning)), NOTHING, load_vocabulary())
        for kind in ("conditions", "symptoms", "treatments", "exercises"):
            names |= {(kind, normal_name(row.name)) for row in getattr(rows, kind)}
    return names


def main() -> None:
    """Print both effects."""
    rows = wcxb_effect()
    print(f"WCXB, {len(rows)} pages: F1 {mean(r[0] for r in rows):.4f} without, {mean(r[1] for r in rows):.4f} with")
    changed = sorted((row for row in rows if row[0] != row[1]), key=lambda row: row[1] - row[0])
    gained = sum(row[1] > row[0] for row in changed)
    print(f"better on {gained} pages, worse on {len(changed) - gained}; the worst:")
    for before, after, page, kind in changed[:_SHOWN]:
        print(f"  {after - before:+.4f}  {page} {kind}")
    without, marked = records(SEEDS, False), records(SEEDS, True)
    print(f"seed: {len(without)} records by kind and name without marking, {len(marked)} with")
    print("  lost:", ", ".join(f"{kind} {name!r}" for kind, name in sorted(without - marked)) or "none")


if __name__ == "__main__":
    main()
