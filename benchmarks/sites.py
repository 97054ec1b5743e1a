"""How clean whole sites come out: the residue of their repeated lines and what is kept of their own prose."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path, PurePosixPath
from types import ModuleType

from compare_run import compare_folder

SHARED = Path(os.environ.get("HEALTHSIFT_SHARED", "../shared"))


def site_figures() -> dict[str, float]:
    """``SITE.residue`` and ``SITE.own_prose_kept`` of each site folder, as ``score_site.py`` computes them."""
    figures: dict[str, float] = {}
    for folder in sorted(path for path in (SHARED / "pages" / "sites").iterdir() if path.is_dir()):
        score = score_site(folder)
        figures |= {f"{folder.name}.{name}": float(score[name]) for name in ("residue", "own_prose_kept")}
    return figures


def score_site(folder: Path) -> dict[str, float]:
    """The scores of one site, its pages taken through the steps up to the verdicts in this process."""
    texts = {PurePosixPath(one.page.source).name: one.text() for one in compare_folder(folder)}
    scorer = _scorer()
    scorer.published = lambda _: {name: text + "\n" for name, text in texts.items() if text}  # type: ignore[attr-defined]
    scores: dict[str, float] = scorer.score(Path(), folder)
    return scores


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_site", SHARED / "bench" / "score_site.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    print(json.dumps(site_figures(), indent=1))
