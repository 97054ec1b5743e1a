"""The door of the fetcher: settings in, a summary out, everything else in the raw store."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import orjson

from pipeline.sources.fetch.asking import Asker
from pipeline.sources.fetch.crawl import Crawl
from pipeline.sources.fetch.exchange import Exchanger
from pipeline.sources.fetch.progress import FetchProgress, FetchSummary
from pipeline.sources.fetch.robots import TOKEN
from pipeline.sources.fetch.settings import FetchSettings
from pipeline.sources.fetch.urls import canonical
from pipeline.store.record import FetchRecord
from pipeline.store.store import RawStore

OnProgress = Callable[[FetchProgress], None]


def fetch(settings: FetchSettings, on_progress: OnProgress | None = None) -> FetchSummary:
    """Fetches what the settings say into their raw store.

    A run that broke off (killed, interrupted, out of budget, hosts that asked to come later) is gone on
    with by the next call for the same work: what it has done is not asked again. Ctrl-C and SIGTERM end
    the run cleanly, with ``stopped`` set. ``on_progress`` is called after every logged outcome.

    Raises:
        BadUrlError: an address that was given is none.
        StoreError: the folder is no store, or in use.
    """
    for url in (*settings.urls, *settings.sitemaps):
        canonical(url)
    with RawStore(settings.store) as store:
        run_file = store.root / "runs" / f"{settings.job}.json"
        run_id = _run_id(run_file)
        progress = FetchProgress()
        stopped = asyncio.run(_fetch(settings, store, run_id, progress, on_progress))
        summary = FetchSummary(
            run_id=run_id,
            pages=progress.pages,
            new=progress.new,
            changed=progress.changed,
            unchanged=progress.unchanged,
            resumed=progress.resumed,
            deferred=progress.deferred,
            bytes=progress.bytes,
            requests=progress.requests,
            errors=dict(sorted(progress.errors.items())),
            seconds=progress.seconds,
            stopped=stopped,
            lists=tuple(progress.lists),
        )
        if summary.finished:
            store.log.seal()
            run_file.unlink(missing_ok=True)
        return summary


def user_agent(contact: str) -> str:
    """Who asks, and whom to write to."""
    return f"{TOKEN}/{version('healthsift')} (+{contact})"


async def _fetch(
    settings: FetchSettings, store: RawStore, run_id: str, progress: FetchProgress, on_progress: OnProgress | None
) -> str | None:
    """Why the run stopped before its time, or None."""

    def noted(record: FetchRecord, new: bool) -> None:
        progress.note(record, new)
        if on_progress:
            on_progress(progress)

    def requested() -> None:
        progress.requests += 1

    task = asyncio.current_task()
    if task is not None:
        # Not the main thread, or a system without signals: then only Ctrl-C's own way is left.
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    async with Exchanger(settings, user_agent(settings.contact)) as exchanger:
        crawl = Crawl(settings, store, Asker(settings, store, exchanger, run_id, noted, requested), run_id, progress)
        try:
            await crawl.run()
        except asyncio.CancelledError:
            return "interrupted"
        return crawl.stopped


def _run_id(path: Path) -> str:
    """The id of the run that broke off, or of a new one."""
    with contextlib.suppress(FileNotFoundError, orjson.JSONDecodeError, KeyError):
        return str(orjson.loads(path.read_bytes())["run_id"])
    run_id = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{uuid.uuid4().hex[:6]}"
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".tmp")
    temporary.write_bytes(orjson.dumps({"run_id": run_id}))
    temporary.replace(path)
    return run_id
