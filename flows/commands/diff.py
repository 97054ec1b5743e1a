"""``healthsift diff``: what changed between two versions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.telling import columns, print_lines, wrong_usage

if TYPE_CHECKING:
    from pipeline.publish.diff import Change, Difference

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def diff(
    before: Annotated[Path, typer.Argument(help="Folder of the older version, or of a dataset.", show_default=False)],
    after: Annotated[
        Path | None,
        typer.Argument(help="Folder of the newer version. Left out: what the dataset's last step changed."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="The whole difference as one JSON object.")] = False,
) -> None:
    """Show what was added (+), removed (-) and changed (~, field by field) from BEFORE to AFTER.

    With a dataset alone: from the version before the current one to the current one.
    """
    from pipeline.publish.diff import diff_versions
    from pipeline.publish.history import resolve_version, version_before

    with wrong_usage():
        if after is None:
            before, after = version_before(before), before
        found = diff_versions(resolve_version(before), resolve_version(after))
    print_lines([_json(found)] if json else _text(found))


def _json(found: Difference) -> str:
    import orjson

    content = {
        "before": found.before,
        "after": found.after,
        "by_kind": found.by_kind(),
        "by_site": found.by_site(),
        "changes": found.changes,
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2).decode()


def _text(found: Difference) -> list[str]:
    if not found:
        return [f"{found.before} and {found.after}: no difference"]
    lines = [line for change in found.changes for line in _lines(change)]
    for title, groups in (("by kind", found.by_kind()), ("by site", found.by_site())):
        rows: list[list[object]] = [[title, "added", "removed", "changed"]]
        rows += [[group, *(counts.get(what, 0) for what in _SIGNS)] for group, counts in groups.items()]
        lines += ["", *columns(rows)]
    return lines


def _lines(change: Change) -> list[str]:
    head = f"{_SIGNS[change.what]} {change.kind} {change.name!r}  {change.source} ({change.site})"
    return [head, *(f"    {name}: {old!r} -> {new!r}" for name, (old, new) in change.fields.items())]
