"""What an output folder holds: versions, and what of the work is done, stale, new or failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

from flows.comparing import known_verdicts
from flows.ledger import Failed, Ledger, read_ledger
from flows.memory import recall
from flows.stages import extract_tasks, live_pages
from flows.survey import Survey, UsageError, survey
from flows.workspace import Workspace
from pipeline.publish.layout import CURRENT, current_version, versions
from pipeline.sources.refs import SourceProblem

EXAMPLES = 5


def datasets(out: Path) -> list[str]:
    """The names of the datasets in an output folder, sorted: those with a version, or with a run behind them."""
    published = {path.parent.name for path in out.glob(f"[!.]*/{CURRENT}")}
    begun = {path.parent.name for path in Workspace(out, "*").root.parent.glob(f"*/{Workspace(out, '*').last.name}")}
    return sorted(published | begun)


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
    yield from _unread(found.problems)
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


def _unread(problems: Sequence[SourceProblem]) -> Iterator[str]:
    if problems:
        yield f"  sources    {len(problems)} cannot be read"
    for message, group in _grouped((problem.message, problem.source) for problem in problems):
        yield f"    {message}: {group}"


def _failures(failed: list[Failed]) -> Iterator[str]:
    entries = (((f.stage.value, f.error, f.message, f.attempts), f.source) for f in failed)
    for (stage, error, message, attempts), group in _grouped(entries):
        tried = f" (tried {attempts} times)" if attempts > 1 else ""
        yield f"    {stage}: {error}: {message}{tried}: {group}"


_Kind = TypeVar("_Kind", str, tuple[str, str, str, int])


def _grouped(entries: Iterable[tuple[_Kind, str]]) -> Iterator[tuple[_Kind, str]]:
    """Each kind of failure with the first sources of it and how many more there are."""
    for kind, group in groupby(sorted(entries), key=itemgetter(0)):
        sources = [source for _, source in group]
        more = f" and {len(sources) - EXAMPLES} more" if len(sources) > EXAMPLES else ""
        yield kind, f"{', '.join(sources[:EXAMPLES])}{more}"
