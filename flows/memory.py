"""What one run leaves for the next: what it was asked for, and the parts that are worth keeping."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import orjson

from flows.ledger import INDEX
from flows.parameters import BuildParameters
from flows.stages import Extracted, Parsed
from flows.survey import UsageError
from flows.workspace import Workspace
from pipeline.publish.durable import replace_text
from pipeline.publish.limits import Limits

UNUSED_DAYS = 7
"""How long a part stays that no page needs: a change that is taken back costs nothing until then."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run was asked for: its sources, the site that it gave all pages, and the limits it had to keep."""

    sources: tuple[Path, ...]
    site: str | None
    limits: Limits


def remember(workspace: Workspace, parameters: BuildParameters) -> None:
    """Write down what a run was asked for."""
    asked = {
        "sources": sorted(str(path.absolute()) for path in parameters.sources),
        "site": parameters.site,
        "limits": parameters.limits.model_dump(),
    }
    replace_text(workspace.last, orjson.dumps(asked).decode())


def recall(workspace: Workspace) -> Asked:
    """What the last run was asked for.

    Raises:
        UsageError: there was no run.
    """
    try:
        asked = orjson.loads(workspace.last.read_bytes())
    except FileNotFoundError:
        raise UsageError(f"no run of the dataset {workspace.dataset!r} is known in {workspace.out}") from None
    limits = Limits.model_validate(asked.get("limits", {}))  # runs of earlier releases kept none
    return Asked(tuple(map(Path, asked["sources"])), asked["site"], limits)


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
