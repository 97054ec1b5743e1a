"""What the store and the datasets hold of a page or a site: found by every name that the pages table knows it by."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyarrow.parquet as pq

from flows.inventory import datasets
from flows.ledger import INDEX, read_index
from flows.survey import UsageError
from flows.workspace import Workspace
from pipeline.ids import stable_id
from pipeline.parse.encoding import decode
from pipeline.parse.page import ParseError, parse
from pipeline.publish.layout import versions
from pipeline.sources.discover import read_source
from pipeline.sources.fetch.urls import BadUrlError, canonical
from pipeline.sources.kept import pages_in_store
from pipeline.sources.refs import SourceError, SourceRef
from pipeline.store.forget import Forgotten, forget, matcher
from pipeline.store.store import RawStore, is_store


def forget_everywhere(target: str, store: Path, out: Path | None) -> list[str]:
    """Take the target out of a store and out of the work of the datasets in ``out``; lines that say what was found.

    Raises:
        UsageError: there is no store, or nothing anywhere goes by that name.
        StoreError: the store is in use.
    """
    stored = is_store(store)
    if not stored and out is None:
        raise UsageError(f"{store} is no raw store")
    workspaces = [Workspace(out, name) for name in datasets(out)] if out else []
    forgotten = Forgotten()
    if stored:
        names = _own_names(store, target)
        with RawStore(store) as kept:
            for row in (row for workspace in workspaces for _, rows in _published(workspace, target) for row in rows):
                known = kept.index.get(row["source"])
                if known and known.body_sha256 == row["raw_sha256"]:  # else another page of this name
                    names.add(row["source"])
            forgotten = forget(kept, target, names)
    lines = [f"store     {len(forgotten.urls)} addresses, {forgotten.rows} log rows, {forgotten.bodies} bodies removed"]
    found = forgotten.rows
    for workspace in workspaces:
        page_ids = {stable_id("page", url) for url in forgotten.urls}
        for version, rows in _published(workspace, target, forgotten):
            page_ids |= {row["page_id"] for row in rows}
            lines.append(f"held by   {version}")
            found += 1
        parts = _forget_work(workspace, page_ids, matcher(target))
        lines.append(f"work      {parts} parts of {workspace.dataset} removed; the next run makes them anew")
        found += parts
    if not found:
        places = " or ".join(str(place) for place in (store if stored else None, out) if place)
        raise UsageError(f"no page and no site {target!r} in {places}")
    return lines


def _own_names(store: Path, target: str) -> set[str]:
    """The addresses and file names of a store that the target means beyond its own spelling.

    A page that was kept without an address is known by what it says of itself too: its canonical address
    and its site, as the pages table has it.
    """
    names: set[str] = set()
    with suppress(BadUrlError):
        names.add(canonical(target))
    meant, site = matcher(target), _site(target)
    host = (urlsplit(target).hostname or "") if site is None else site
    for ref in pages_in_store(store):
        if not isinstance(ref, SourceRef) or ref.url is not None:
            continue
        try:
            raw = read_source(ref)
            text, _ = decode(raw.body, raw.charset)
            if host not in f"{ref.folder}\n{text}".lower():  # spares reading the pages that cannot be meant
                continue
            page = parse(raw)
        except (SourceError, ParseError):
            continue
        if meant(page.canonical_url or "") or (site and _site(page.site) == site):
            names.add(ref.source)
    return names


def _published(
    workspace: Workspace, target: str, forgotten: Forgotten | None = None
) -> Iterator[tuple[Path, list[dict[str, Any]]]]:
    """The published versions that hold a page of the target, or one just forgotten, oldest first, with those rows."""
    meant, site = matcher(target), _site(target)
    page_ids = {stable_id("page", url) for url in forgotten.urls} if forgotten else set()
    digests = forgotten.digests if forgotten else frozenset()
    for name in versions(workspace.published):
        version = workspace.published / name
        columns = ["page_id", "source", "url", "site", "raw_sha256"]
        rows = [
            row
            for row in pq.read_table(version / "pages.parquet", columns=columns).to_pylist()
            if any(row[column] and meant(row[column]) for column in ("url", "source"))
            or (site and _site(row["site"] or "") == site)
            or (row["page_id"] in page_ids and row["raw_sha256"] in digests)
        ]
        if rows:
            yield version, rows


def _site(name: str) -> str | None:
    """A site in its one spelling; null for an address."""
    return None if "://" in name else name.lower().strip("/").removeprefix("www.")


def _forget_work(workspace: Workspace, page_ids: set[str], meant: Callable[[str], bool]) -> int:
    """Removes the sealed parts that hold one of the pages; the other pages in them are done again by the next run.

    Results of the compare pass go altogether: they are made of all pages. Gives the number of parts.
    """
    removed = 0
    for step in (workspace.parse, workspace.extract):
        for path in sorted(step.glob(f"[!.]*/{INDEX}")):
            index = read_index(path.parent)
            if any(done.page_id in page_ids or meant(done.source) for done in index.done):
                shutil.rmtree(path.parent)
                removed += 1
    if removed:
        shutil.rmtree(workspace.compare, ignore_errors=True)
    return removed
