"""What an output folder holds: versions, and the work that is done, failed or stale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from flows.ledger import Failed, read_ledger
from flows.workspace import Workspace
from pipeline.publish.layout import current_version, versions


def inventory(out: Path, dataset: str = "") -> Iterator[str]:
    """Lines about one dataset or all of them; none where there is none."""
    for name in [dataset] if dataset else _datasets(out):
        workspace = Workspace(out, name)
        if workspace.root.is_dir() or versions(workspace.published):
            yield from _dataset(workspace)


def _datasets(out: Path) -> list[str]:
    work = Workspace(out, "x").root.parent
    held = {path.name for folder in (out, work) if folder.is_dir() for path in folder.iterdir() if path.is_dir()}
    return sorted(name for name in held if not name.startswith("."))


def _dataset(workspace: Workspace) -> Iterator[str]:
    current = current_version(workspace.published)
    yield workspace.dataset
    yield f"  current    {current.name if current else 'none'} (of {len(versions(workspace.published))})"
    for step, folder in (("parse", workspace.parse), ("extract", workspace.extract)):
        ledger = read_ledger(folder)
        yield f"  {step:<10} {len(ledger.done)} done, {len(ledger.failed)} failed"
        yield from _failures([failed for _, failed in ledger.failed.values()])


def _failures(failed: list[Failed]) -> Iterator[str]:
    for (error, message), count in sorted(Counter((f.error, f.message) for f in failed).items()):
        sources = sorted(f.source for f in failed if (f.error, f.message) == (error, message))
        yield f"    {sources[0]}{f' and {count - 1} more' if count > 1 else ''}: {error}: {message}"
