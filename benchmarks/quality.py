#!/usr/bin/env python3
"""Measure the quality figures and hold them against the floors.

    python benchmarks/quality.py [GROUP...] [--raise]

Groups are ``content`` (main content and cleaning), ``sites`` (what is left of a site's repeated
lines), ``records`` (records, relations and exercises on the labelled pages), ``topics`` and
``sections`` (kinds of texts without headings). The pages come from the folder that
``HEALTHSIFT_SHARED`` names. Prints each figure, its floor and the change; exits 1 when
a figure fell below its floor. ``--raise`` writes better figures into ``floors.json``; nothing here
lowers one: that takes an edit of the file by hand, which a review sees.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.json")
SHARED = Path(os.environ.get("HEALTHSIFT_SHARED", "../shared"))
GROUPS = {
    "content": ("content", "content_figures"),
    "sites": ("sites", "site_figures"),
    "records": ("records", "record_figures"),
    "topics": ("topics", "topic_figures"),
    "sections": ("sections", "section_figures"),
}
LOWER_IS_BETTER = ("residue", "traps", "repeats")
TOLERANCE = 0.0005  # rounding of the figures, not noise: all of them are deterministic


def figures_of(group: str) -> dict[str, float]:
    """The figures of one group, measured now."""
    module, function = GROUPS[group]
    measure: Callable[[], dict[str, float]] = getattr(importlib.import_module(module), function)
    return measure()


def gain(name: str, figure: float, floor: float) -> float:
    """How much better than its floor a figure is; negative: worse."""
    return floor - figure if name.rsplit(".", 1)[-1].startswith(LOWER_IS_BETTER) else figure - floor


def check(group: str, floors: dict[str, float], update: bool) -> bool:
    """Print one group beside its floors; true if none fell. With ``update``, ``floors`` is raised in place."""
    held = True
    figures = figures_of(group)
    for name, figure in sorted(figures.items()):
        floor = floors.get(name)
        change = 0.0 if floor is None else gain(name, figure, floor)
        fell = change < -TOLERANCE
        held = held and not fell
        was = "no floor" if floor is None else f"floor {floor:.4f}  {change:+.4f}"
        print(f"{group:8} {name:44} {figure:8.4f}  {was}{'  FELL' if fell else ''}")
        if update and (floor is None or change > 0):
            floors[name] = round(figure, 4)
    for name in sorted(floors.keys() - figures.keys()):
        print(f"{group:8} {name:44} not measured  FELL")
        held = False
    return held


def main() -> int:
    """Measure, print, compare."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("groups", nargs="*", metavar="GROUP", help=f"one of {', '.join(GROUPS)}; all by default")
    args.add_argument("--raise", dest="update", action="store_true", help="write better figures into floors.json")
    given = args.parse_args()
    if unknown := sorted(set(given.groups) - set(GROUPS)):
        args.error(f"no such group: {', '.join(unknown)}")
    if not (SHARED / "gold").is_dir():
        print(f"no evaluation data at {SHARED}: set HEALTHSIFT_SHARED", file=sys.stderr)
        return 2
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    held = [check(group, floors.setdefault(group, {}), given.update) for group in given.groups or GROUPS]
    if given.update:
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n")
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
