"""Exercises: free-exercise-db in five layouts, and the speed of the dose grammar.

    python benchmarks/bench_exercises.py

Reads ``HEALTHSIFT_SHARED`` (default ../shared); without it only the grammar is timed.
"""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

from exercises import LAYOUTS, Tally, load_entries, read_back, tally

from pipeline.extract.dose import read_dose
from pipeline.vocabulary.load import load_vocabulary

ARTICLES = 1
ENTRIES = 50


def layouts(path: Path) -> None:
    """Print what is read back from each layout."""
    vocabulary = load_vocabulary()
    entries = load_entries(path)
    titles = ("found", "steps", "order", "equipment", "stated m.", "primary m.", "false", "ms each")
    print(f"{'layout':10}  " + "  ".join(f"{title:>9}" for title in titles))
    for name, render in LAYOUTS.items():
        counts, pick, spent = Tally(), random.Random(7), 0.0
        for _ in range(ARTICLES):
            chosen = pick.sample(entries, ENTRIES)
            media_type, text = render(chosen)
            began = time.perf_counter()
            records = read_back(media_type, text, vocabulary)
            spent += time.perf_counter() - began
            tally(chosen, records, vocabulary, counts)
        true, false, missed = counts.equipment
        figures = (
            counts.found / counts.entries,
            counts.steps_right / max(counts.found, 1),
            counts.order_right / max(counts.found, 1),
            2 * true / max(2 * true + false + missed, 1),
            counts.muscles[0] / max(counts.muscles[1], 1),
            counts.muscles[2] / max(counts.muscles[3], 1),
        )
        row = "  ".join(f"{figure:9.3f}" for figure in figures)
        print(f"{name:10}  {row}  {counts.false:9d}  {spent / counts.entries * 1e3:9.1f}")


def grammar() -> None:
    """Print how many sentences a second the dose grammar reads."""
    sentences = [f"Hold for {n} seconds, then repeat {n + 2} times on each side." for n in range(2, 90)]
    for sentence in sentences:
        read_dose(sentence)
    began = time.perf_counter()
    for sentence in sentences:
        read_dose(sentence)
    print(f"dose grammar: {len(sentences) / (time.perf_counter() - began):,.0f} dosed sentences a second")


if __name__ == "__main__":
    data = Path(os.environ.get("HEALTHSIFT_SHARED", "../shared")) / "pages/exercises/free-exercise-db.json"
    if data.is_file():
        layouts(data)
    else:
        print("no free-exercise-db: set HEALTHSIFT_SHARED")
    grammar()
