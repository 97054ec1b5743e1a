"""What an output folder holds: versions, and what of the work is done, stale, new or failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from flows.comparing import known_verdicts
from flows.ledger import Failed, Ledger, read_ledger
from flows.memory import recall
from flows.stages import extract_tasks, live_pages
from flows.survey import Survey, UsageError, survey
from flows.workspace import Workspace
from pipeline.publish.layout import current_version, versions

EXAMPLES = 5


def datasets(out: Path) -> list[str]:
    """The names of the datasets in an output folder, sorted."""
    work = Workspace(out, "any").root.parent
    held = {path.name for folder in (out, work) if folder.is_dir() for path in folder.iterdir() if path.is_dir()}
    return sorted(name for name in held if not name.startswith("."))


def inventory(workspace: Workspace) -> Iterator[str]:
    """Lines about one dataset; its sources are looked at as they are now.

    Raises:
        UsageError: there is no such dataset.
    """
    standing = versions(workspace.published)
    if not standing and not workspace.root.is_dir():
        raise UsageError(f"no dataset {workspace.dataset!r} in {workspace.out}")
    current = current_version(workspace.published)
    yield workspace.dataset
    yield f"  current    {current.name if current else 'none'} (of {len(standing)})"
    try:
        asked = recall(workspace)
        found = survey(asked.sources, asked.site)
    except UsageError as error:
        yield f"  sources    {error}"
        return
    yield from _steps(workspace, found)


def _steps(workspace: Workspace, found: Survey) -> Iterator[str]:
    parse = read_ledger(workspace.parse)
    yield _line("parse", ((task.key, task.ref.source) for task in found.pages), parse)
    pages = [task for task in found.pages if task.key in parse]
    failed = [parse.failed[task.key][1] for task in pages if task.key not in parse.done]
    parsed = live_pages(pages, parse)
    verdicts = known_verdicts(workspace, parsed)
    if len(pages) < len(found.pages) or verdicts is None:
        yield "  compare    stale"
        yield "  extract    follows from the comparison"
    else:
        extract = read_ledger(workspace.extract)
        tasks = extract_tasks(parsed, verdicts)
        yield "  compare    done"
        yield _line("extract", ((task.key, task.done.source) for task in tasks), extract)
        failed += [extract.failed[task.key][1] for task in tasks if task.key in extract.failed]
    yield from _failures(failed)


def _line(step: str, work: Iterable[tuple[str, str]], ledger: Ledger) -> str:
    """Counts of one step. A page whose key is unknown is stale where the ledger has its source, else new."""
    known = {done.source for _, done in ledger.done.values()} | {f.source for _, f in ledger.failed.values()}
    counts = Counter(
        "done" if key in ledger.done else "failed" if key in ledger.failed else "stale" if source in known else "new"
        for key, source in work
    )
    return f"  {step:<10} " + ", ".join(f"{counts[state]} {state}" for state in ("done", "stale", "new", "failed"))


def _failures(failed: list[Failed]) -> Iterator[str]:
    kinds = Counter((entry.stage.value, entry.error, entry.message, entry.attempts) for entry in failed)
    for kind, count in sorted(kinds.items()):
        sources = sorted(f.source for f in failed if (f.stage.value, f.error, f.message, f.attempts) == kind)
        stage, error, message, attempts = kind
        tried = f" (tried {attempts} times)" if attempts > 1 else ""
        more = f" and {count - EXAMPLES} more" if count > EXAMPLES else ""
        yield f"    {stage}: {error}: {message}{tried}: {', '.join(sources[:EXAMPLES])}{more}"
