"""``healthsift forget``: take an address or a site out of everything that the next version is made of."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.telling import print_lines, wrong_usage


def forget(
    target: Annotated[str, typer.Argument(help="An address (https://...) or a site (example.org).")],
    store: Annotated[Path, typer.Option(help="Folder of the raw store.")] = Path("raw/store"),
    out: Annotated[Path | None, typer.Option(help="Folder of the published datasets.")] = None,
) -> None:
    """Remove raw bytes, log rows and finished work of TARGET; name the published versions that still hold it."""
    from flows.forgetting import forget_work, holders
    from flows.inventory import datasets
    from flows.survey import UsageError
    from flows.workspace import Workspace
    from pipeline.ids import stable_id
    from pipeline.store.errors import StoreError
    from pipeline.store.forget import Forgotten
    from pipeline.store.forget import forget as remove
    from pipeline.store.store import RawStore, is_store

    forgotten = Forgotten((), 0, 0)
    with wrong_usage():
        try:
            if is_store(store):
                with RawStore(store) as kept:
                    forgotten = remove(kept, target)
            elif out is None:
                raise UsageError(f"{store} is no raw store")
        except StoreError as error:
            raise UsageError(str(error)) from None
    lines = [f"store     {len(forgotten.urls)} addresses, {forgotten.rows} log rows, {forgotten.bodies} bodies removed"]
    for workspace in [Workspace(out, name) for name in datasets(out)] if out else []:
        page_ids = {stable_id("page", url) for url in forgotten.urls}
        lines += [f"held by   {version}" for version in holders(workspace, target, page_ids)]
        parts = forget_work(workspace, page_ids)
        lines.append(f"work      {parts} parts of {workspace.dataset} removed; the next run makes them anew")
    print_lines(lines)
