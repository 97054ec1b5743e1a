"""The frontier: which addresses are still to be asked, one queue a host, and when to stop."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.sources.fetch.asking import Asker
from pipeline.sources.fetch.links import links_in
from pipeline.sources.fetch.progress import FetchProgress
from pipeline.sources.fetch.settings import FetchSettings
from pipeline.sources.fetch.sitemaps import MAX_DEPTH, SourceError, read_listing
from pipeline.sources.fetch.urls import BadUrlError, Patterns, canonical, host_of, origin_of, site_of
from pipeline.store.errors import StoreError
from pipeline.store.record import Kind, Outcome
from pipeline.store.store import RawStore

_HTML = frozenset({"text/html", "application/xhtml+xml", None})


@dataclass(frozen=True, slots=True)
class Item:
    """An address to ask. ``depth`` counts the links (sitemaps: the levels) that led here; ``site`` is where a crawl
    stays, null for an address that was given."""  # fmt: skip

    url: str
    kind: Kind
    depth: int = 0
    site: str | None = None


@dataclass(slots=True)
class _Host:
    queue: deque[Item] = field(default_factory=deque)
    workers: int = 0


class Crawl:
    """One run over its frontier."""

    def __init__(
        self, settings: FetchSettings, store: RawStore, asker: Asker, run_id: str, progress: FetchProgress
    ) -> None:
        self._settings, self._store, self._asker = settings, store, asker
        self._run_id, self._progress = run_id, progress
        self._patterns = Patterns(settings.include, settings.exclude)
        self._seen: set[tuple[str, Kind]] = set()
        self._hosts: dict[str, _Host] = {}
        self._origins: set[str] = set()
        self._started = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._idle = asyncio.Event()
        self._failure: BaseException | None = None
        self.stopped: str | None = None

    async def run(self) -> None:
        """Asks until nothing is left or the budget is used up."""
        for url in self._settings.sitemaps:
            self._add(Item(canonical(url), Kind.SITEMAP))
        for url in self._settings.urls:
            self._add(Item(canonical(url), Kind.PAGE))
        timer = asyncio.get_running_loop().call_later(self._settings.max_seconds or 10**9, self._out_of_time)
        try:
            while self._tasks:
                await self._idle.wait()
                self._idle.clear()
                if self._failure:
                    raise self._failure
            if self._progress.waiting > 0:
                self.stopped = self.stopped or "budget"
        finally:
            timer.cancel()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _add(self, item: Item) -> None:
        if (item.url, item.kind) in self._seen:
            return
        self._seen.add((item.url, item.kind))
        if item.kind is Kind.PAGE and not self._patterns.allow(item.url) and not self._leads_on(item):
            return
        host = self._hosts.setdefault(host_of(item.url), _Host())
        host.queue.append(item)
        self._progress.waiting += 1
        if host.workers < self._settings.per_host and not self.stopped:
            host.workers += 1
            task = asyncio.create_task(self._work(host))
            self._tasks.add(task)
            task.add_done_callback(self._ended)

    def _leads_on(self, item: Item) -> bool:
        """A start page of a crawl is read for its links even if the patterns do not want it as a page."""
        return item.site is None and self._settings.depth > 0

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            self._failure = self._failure or error
        self._idle.set()

    async def _work(self, host: _Host) -> None:
        try:
            while host.queue and not self.stopped and not self._is_spent():
                item = host.queue.popleft()
                await self._do(item)
                self._progress.waiting -= 1
        finally:
            host.workers -= 1

    async def _do(self, item: Item) -> None:
        known = self._store.known(item.url)
        if known and known.run_id == self._run_id and known.done and known.kind == item.kind:
            # This run asked before it broke off; what the answer led to is read from the store.
            self._progress.resumed += 1
            good = Outcome(known.outcome).good
            digest, charset, media_type, final_url = known.body_sha256, known.charset, known.media_type, known.final_url
        else:
            self._started += item.kind is Kind.PAGE
            record = await self._asker.get(item.url, item.kind, self._scope(item))
            if record is None:
                self._progress.deferred += 1
                return
            good = Outcome(record.outcome).good
            known = self._store.known(item.url)
            digest, charset, media_type, final_url = (
                (known.body_sha256, known.charset, known.media_type, known.final_url) if known else (None,) * 4
            )
        if self._settings.robots_sitemaps:
            await self._robots_sitemaps(item)
        if good and digest and final_url:
            self._go_on(item, digest, charset, media_type, final_url)
        elif item.kind is Kind.SITEMAP and known:
            self._progress.lists.append(f"{item.url} could not be had: {known.outcome}")

    def _go_on(self, item: Item, digest: str, charset: str | None, media_type: str | None, final_url: str) -> None:
        """Takes in the addresses that an answer leads to."""
        follow = item.kind is Kind.PAGE and item.depth < self._settings.depth and media_type in _HTML
        if item.kind is not Kind.SITEMAP and not follow:
            return
        try:
            body = self._store.bodies.get(digest)
            if item.kind is Kind.SITEMAP:
                self._read_sitemap(item, body, final_url)
                return
        except (StoreError, SourceError) as error:  # a damaged list leads nowhere; its bytes are kept and logged
            if item.kind is Kind.SITEMAP:
                self._progress.lists.append(f"{item.url} {error}")
            return
        site = item.site or site_of(final_url)
        for url in links_in(body, final_url, charset):
            if site_of(url) == site and self._patterns.allow(url):
                self._add(Item(url, Kind.PAGE, item.depth + 1, site))

    def _read_sitemap(self, item: Item, body: bytes, final_url: str) -> None:
        listed = read_listing(body, self._settings.max_sitemap_bytes)
        site = site_of(final_url)
        if not listed.pages and not listed.sitemaps:
            self._progress.lists.append(f"{item.url} lists no addresses: is it a sitemap, a feed or a plain list?")
        led = False
        for address in listed.pages:
            if (url := _spelled(address, final_url)) and site_of(url) == site and self._patterns.allow(url):
                # Pages of a list are its leaves: their links are not followed.
                led = True
                self._add(Item(url, Kind.PAGE, self._settings.depth, site))
        if listed.pages and not led:
            self._progress.lists.append(f"{item.url} lists no page of its own site that the patterns let through")
        if item.depth < MAX_DEPTH:
            for address in listed.sitemaps:
                if (url := _spelled(address, final_url)) and site_of(url) == site:
                    self._add(Item(url, Kind.SITEMAP, item.depth + 1, site))

    async def _robots_sitemaps(self, item: Item) -> None:
        origin = origin_of(item.url)
        if origin in self._origins or item.site is not None:
            return
        self._origins.add(origin)
        for address in (await self._asker.rules(item.url)).sitemaps:
            if (url := _spelled(address, item.url)) and site_of(url) == site_of(item.url):
                self._add(Item(url, Kind.SITEMAP, 1, site_of(item.url)))

    def _scope(self, item: Item) -> Callable[[str], bool]:
        """Whether a redirect may lead to an address: a crawl stays on its site, an excluded page stays excluded."""

        def allowed(target: str) -> bool:
            if item.kind is Kind.PAGE and not self._patterns.allow(target) and not self._leads_on(item):
                return False
            return item.site is None or site_of(target) == item.site

        return allowed

    def _is_spent(self) -> bool:
        """Whether the budget lets no more requests begin; those under way are brought to their end."""
        settings = self._settings
        return (settings.max_pages is not None and self._started >= settings.max_pages) or (
            settings.max_total_bytes is not None and self._progress.bytes >= settings.max_total_bytes
        )

    def _out_of_time(self) -> None:
        self.stopped = self.stopped or "budget"
        for task in self._tasks:
            task.cancel()


def _spelled(address: str, base: str) -> str | None:
    try:
        return canonical(address, base)
    except BadUrlError:
        return None
