"""What one run leaves for the next: what it was asked for, and the parts that are worth keeping."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable
from pathlib import Path

import orjson

from flows.ledger import INDEX
from flows.parameters import BuildParameters
from flows.stages import Extracted, Parsed
from flows.survey import UsageError
from flows.workspace import Workspace
from pipeline.publish.durable import replace_text

UNUSED_DAYS = 7
"""How long a part stays that no page needs: a change that is taken back costs nothing until then."""


def remember(workspace: Workspace, parameters: BuildParameters) -> None:
    """Write down the sources of a run."""
    asked = {"sources": sorted(str(path.absolute()) for path in parameters.sources), "site": parameters.site}
    replace_text(workspace.last, orjson.dumps(asked).decode())


def recall(workspace: Workspace) -> tuple[list[Path], str | None]:
    """The sources of the last run and the site that it gave all pages.

    Raises:
        UsageError: there was no run.
    """
    try:
        asked = orjson.loads(workspace.last.read_bytes())
    except FileNotFoundError:
        raise UsageError(f"no run of the dataset {workspace.dataset!r} is known in {workspace.out}") from None
    return [Path(path) for path in asked["sources"]], asked["site"]


def clear(workspace: Workspace, parsed: Parsed, extracted: Extracted) -> None:
    """Remove sealed parts that none of the pages needs and that have not been needed for UNUSED_DAYS."""
    failed = {entry.key for entry in (*parsed.failed, *extracted.failed)}
    if not failed:  # a part that only holds failures is needed as long as a page fails
        _clear(workspace.parse, {part for part, _ in parsed.pages.values()})
        _clear(workspace.extract, {part.folder.parent for part in extracted.parts})


def _clear(folder: Path, needed: Iterable[Path]) -> None:
    now = time.time()
    kept = set(needed)
    for index in folder.glob(f"[!.]*/{INDEX}"):
        if index.parent in kept:
            index.touch()
        elif now - index.stat().st_mtime > UNUSED_DAYS * 86_400:
            shutil.rmtree(index.parent, ignore_errors=True)
