from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.sources.fetch.run import fetch
from pipeline.sources.fetch.settings import FetchSettings
from pipeline.store import log as log_module
from pipeline.store.record import Kind, Outcome
from pipeline.store.store import RawStore
from tests.sources.fetch.site import Reply, Site, html

Make = Callable[..., FetchSettings]
PAGES = 640  # more than twenty cut-off runs can fetch on a fast machine
KILLS = 20


def _child(settings: FetchSettings) -> None:
    log_module.SEAL_EVERY = 7  # so that sealing is hit as well
    fetch(settings)


def done_in(store: Path) -> set[str]:
    """The addresses that the log on disk says are done; also takes in the journal, as the next run will."""
    with RawStore(store) as kept:
        for row in kept.log.rows():
            if row.body_sha256:
                kept.bodies.get(row.body_sha256)
        return {row.url for row in kept.log.rows() if row.kind == Kind.PAGE and row.final}


def test_killed_at_twenty_random_moments_nothing_is_lost_or_fetched_twice(
    site: Site, settings: Make, tmp_path: Path
) -> None:
    chance = random.Random(20)
    site.pages = {
        f"/{n}": Reply(200, b"<p>%d</p>" % n * 50, {"content-type": "text/html"}, wait=0.004) for n in range(PAGES)
    }
    job = settings(*(site.url(f"/{n}") for n in range(PAGES)), per_host=2)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.sources.fetch.test_killed"])
    done: set[str] = set()
    for _ in range(KILLS):
        asked = len(site.log)
        child = context.Process(target=_child, args=(job,))
        child.start()
        while len(site.log) == asked and child.is_alive():
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.03))
        child.kill()  # a child that has already finished is left alone
        child.join()
        repeated = {site.url(line.path) for line in site.log[asked:]} & done
        assert not repeated
        now = done_in(tmp_path / "store")
        assert done <= now
        done = now
    asked = len(site.log)
    summary = fetch(job)
    assert summary.finished
    assert summary.resumed == len(done)
    assert not {site.url(line.path) for line in site.log[asked:]} & done
    assert done_in(tmp_path / "store") == {site.url(f"/{n}") for n in range(PAGES)}
    with RawStore(tmp_path / "store") as store:
        rows = [row for row in store.log.rows() if row.kind == Kind.PAGE]
        assert len(rows) == PAGES
        assert {row.outcome for row in rows} == {Outcome.STORED}
        assert len(list(store.bodies)) == len({row.body_sha256 for row in store.log.rows() if row.body_sha256})
        assert not list((tmp_path / "store").rglob(".tmp-*"))
    assert fetch(job).resumed == 0


def test_interrupted_it_ends_cleanly_and_goes_on(site: Site, settings: Make) -> None:
    site.pages = {f"/{n}": Reply(200, b"<p>x</p>", {"content-type": "text/html"}, wait=0.02) for n in range(30)}
    job = settings(*(site.url(f"/{n}") for n in range(30)), per_host=2)
    timer = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    try:
        first = fetch(job)
    finally:
        timer.cancel()
    assert first.stopped == "interrupted"
    assert 0 < first.pages < 30
    second = fetch(job)
    assert (second.pages + second.resumed, second.resumed) == (30, first.pages)


def test_a_crawl_that_broke_off_reads_its_links_from_the_store(site: Site, settings: Make) -> None:
    site.pages = {"/": html("start", "/a", "/b"), "/a": html("a", "/c"), "/b": html("b"), "/c": html("c", "/d")}
    job = {"depth": 2, "per_host": 1}
    assert fetch(settings(site.url(), **job, max_pages=2)).stopped == "budget"
    rest = fetch(settings(site.url(), **job))
    assert (rest.resumed, rest.pages) == (2, 2)
    assert sorted(site.paths()) == ["/", "/a", "/b", "/c"]


def test_no_event_loop_is_left_behind(site: Site, settings: Make) -> None:
    site.pages = {"/a": html("a")}
    fetch(settings(site.url("/a")))
    assert asyncio.run(asyncio.sleep(0, "fresh")) == "fresh"
