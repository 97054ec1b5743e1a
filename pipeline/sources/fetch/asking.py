"""One address to one logged outcome: robots.txt, politeness, redirects, tries again."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from pipeline.sources.fetch.exchange import PAGE_TYPES, REDIRECTS, Answer, Exchanger, Failure
from pipeline.sources.fetch.gate import Gate
from pipeline.sources.fetch.robots import MAX_BYTES as ROBOTS_BYTES
from pipeline.sources.fetch.robots import Rules, rules_of
from pipeline.sources.fetch.settings import FetchSettings
from pipeline.sources.fetch.urls import BadUrlError, canonical, host_of, origin_of, without_credentials
from pipeline.store.index import Known
from pipeline.store.record import FetchRecord, Kind, Outcome
from pipeline.store.store import RawStore

_AGAIN = frozenset({Outcome.BUSY, Outcome.SERVER_ERROR, Outcome.TIMEOUT, Outcome.BROKEN, Outcome.UNREACHABLE})
_UNREACHED = frozenset({Outcome.TIMEOUT, Outcome.UNREACHABLE, Outcome.CERTIFICATE})
_MAX_BACKOFF = 60.0


@dataclass(slots=True)
class Attempt:
    """What one attempt has met so far."""

    url: str
    final_url: str
    redirects: list[str] = field(default_factory=list)
    robots: str | None = None


class Asker:
    """Asks for addresses and logs every outcome; holds what is shared: gates, robots rules, the run."""

    def __init__(
        self, settings: FetchSettings, store: RawStore, exchanger: Exchanger, run_id: str,
        noted: Callable[[FetchRecord, bool], None], requested: Callable[[], None],
    ) -> None:  # fmt: skip
        self._settings = settings
        self._store = store
        self._exchanger = exchanger
        self._run_id = run_id
        self._noted, self._requested = noted, requested
        self._places = asyncio.Semaphore(settings.connections)
        self._gates: dict[str, Gate] = {}
        self._rules: dict[str, asyncio.Task[Rules]] = {}

    def gate(self, url: str) -> Gate:
        """The gate of an address's host."""
        host = host_of(url)
        gate = self._gates.get(host)
        if gate is None:
            gate = self._gates[host] = Gate(self._settings.delay, self._settings.per_host)
        return gate

    async def rules(self, url: str) -> Rules:
        """The robots rules for an address, fetched once a run and origin, or kept from the last day."""
        origin = origin_of(url)
        task = self._rules.get(origin)
        if task is None:
            task = self._rules[origin] = asyncio.create_task(self._read_rules(origin))
        return await asyncio.shield(task)

    async def get(self, url: str, kind: Kind, in_scope: Callable[[str], bool]) -> FetchRecord | None:
        """Asks for an address until there is an outcome to keep; None where its host is to be left alone.

        ``in_scope`` says whether a redirect may lead to an address.
        """
        for number in range(1, self._settings.attempts + 1):
            gate = self.gate(url)
            if gate.closed:
                return None
            attempt = Attempt(url, url)
            answer: Answer | None
            message: str | None = None
            try:
                answer = await self._follow(attempt, kind, in_scope)
                outcome = _outcome_of(answer)
            except Failure as failure:
                answer, outcome, message = failure.answer, failure.outcome, str(failure)
            gate.note(outcome not in _UNREACHED)
            wait = self._wait(outcome, answer, number)
            if wait is not None and wait > self._settings.max_wait:
                gate.closed = f"asks to come back in {wait:,.0f} s"
                self._log(attempt, kind, outcome, answer, number, False, message)
                return None
            final = outcome not in _AGAIN or number == self._settings.attempts
            record = self._log(attempt, kind, outcome, answer, number, final, message)
            if final:
                return record
            if outcome is Outcome.BUSY:
                gate.rest(wait or 0.0)  # the whole host rests, not this address alone
            else:
                await asyncio.sleep(wait or 0.0)
        return None

    async def _follow(self, attempt: Attempt, kind: Kind, in_scope: Callable[[str], bool]) -> Answer:
        """The answer at the end of the redirects."""
        known = self._store.known(attempt.url) if kind is not Kind.ROBOTS else None
        seen = {attempt.url}
        while True:
            if kind is not Kind.ROBOTS:
                await self._check_robots(attempt)
            answer = await self._ask(attempt.final_url, kind, known)
            if answer.status not in REDIRECTS:
                return answer
            target = _target(attempt.final_url, answer)
            attempt.redirects.append(f"{answer.status} {target}")
            if target in seen:
                raise Failure(Outcome.BAD_REDIRECT, "redirects in a circle", answer)
            if len(seen) > self._settings.max_redirects:
                raise Failure(Outcome.BAD_REDIRECT, f"more than {self._settings.max_redirects} redirects", answer)
            if not in_scope(target):
                raise Failure(Outcome.OUT_OF_SCOPE, f"leads to {target}", answer)
            seen.add(target)
            attempt.final_url = target

    async def _check_robots(self, attempt: Attempt) -> None:
        rules = await self.rules(attempt.final_url)
        if rules.inner:
            raise Failure(Outcome.UNSAFE, "is at an inner address that is not among the networks allowed")
        if not rules.reachable:
            attempt.robots = "unreachable"
            raise Failure(Outcome.ROBOTS_UNREACHABLE, "robots.txt cannot be had: nothing is asked")
        if not rules.allow(attempt.final_url):
            attempt.robots = "forbidden"
            raise Failure(Outcome.ROBOTS, "robots.txt forbids it")
        attempt.robots = "allowed"

    async def _ask(self, url: str, kind: Kind, known: Known | None) -> Answer:
        settings = self._settings
        extra: Mapping[str, str] = {}
        if known and known.body_sha256 and known.misses == 0 and known.final_url == url:
            extra = _conditions(known)
        limit = {
            Kind.PAGE: settings.max_page_bytes,
            Kind.SITEMAP: settings.max_sitemap_bytes,
            Kind.ROBOTS: ROBOTS_BYTES,
        }
        async with self.gate(url).passing() as answered, self._places:
            self._requested()
            try:
                return await self._exchanger.ask(
                    url, extra, limit[kind], PAGE_TYPES if kind is Kind.PAGE else None, answered
                )
            finally:
                answered()

    def _wait(self, outcome: Outcome, answer: Answer | None, number: int) -> float | None:
        """Seconds until the next try: what the server asks for, else a doubling time with jitter."""
        if outcome not in _AGAIN:
            return None
        asked = _retry_after(answer) if answer else None
        if asked is not None:
            return asked
        longest: float = min(_MAX_BACKOFF, self._settings.backoff * 2 ** (number - 1))
        return longest * random.uniform(0.5, 1.0)

    def _log(
        self, attempt: Attempt, kind: Kind, outcome: Outcome, answer: Answer | None, number: int, final: bool,
        message: str | None,
    ) -> FetchRecord:  # fmt: skip
        old = self._store.known(attempt.url)
        digest, size = None, None
        if outcome is Outcome.STORED and answer and answer.body is not None:
            digest, _ = self._store.bodies.put(answer.body)
            size = len(answer.body)
            if old and old.body_sha256 == digest:
                outcome = Outcome.SAME
        record = FetchRecord(
            url=attempt.url,
            kind=kind,
            outcome=outcome,
            fetched_at=datetime.now(UTC),
            run_id=self._run_id,
            final_url=attempt.final_url,
            redirects=tuple(attempt.redirects),
            attempt=number,
            final=final,
            status=answer.status if answer else None,
            headers=tuple((name, without_credentials(value)) for name, value in answer.headers) if answer else (),
            etag=answer.get("etag") if answer else None,
            last_modified=answer.get("last-modified") if answer else None,
            media_type=answer.media_type if answer else None,
            charset=answer.charset if answer else None,
            body_sha256=digest,
            body_bytes=size,
            robots=attempt.robots,
            error=without_credentials(message)[:300] if message else None,
        )
        numbered = self._store.add(record)
        self._noted(numbered, old is None or old.body_sha256 is None)
        return numbered

    async def _read_rules(self, origin: str) -> Rules:
        url = f"{origin}/robots.txt"
        known = self._store.known(url)
        if known and known.done and (known.run_id == self._run_id or self._is_fresh(known)):
            good = Outcome(known.outcome).good
            body = self._store.bodies.get(known.body_sha256) if good and known.body_sha256 else None
            rules = rules_of(Outcome(known.outcome), body)
            if rules.reachable:
                return self._paced(url, rules)
        record = await self.get(url, Kind.ROBOTS, lambda _: True)
        outcome = Outcome(record.outcome) if record else Outcome.UNREACHABLE
        body = self._store.bodies.get(record.body_sha256) if record and record.body_sha256 else None
        return self._paced(url, rules_of(outcome, body))

    def _paced(self, url: str, rules: Rules) -> Rules:
        gate = self.gate(url)
        gate.delay = max(gate.delay, rules.delay)
        return rules

    def _is_fresh(self, known: Known) -> bool:
        if not known.checked_at or not Outcome(known.outcome).good:
            return False
        age = datetime.now(UTC) - datetime.fromisoformat(known.checked_at)
        return age.total_seconds() < self._settings.robots_max_age


def _outcome_of(answer: Answer) -> Outcome:
    status = answer.status
    if status == 200:
        return Outcome.STORED if answer.body is not None else Outcome.WRONG_TYPE
    if status == 304:
        return Outcome.NOT_MODIFIED
    if status in (404, 410):
        return Outcome.MISSING
    if status in (429, 503):
        return Outcome.BUSY
    if 400 <= status < 500:
        return Outcome.REFUSED_BY_SERVER
    return Outcome.SERVER_ERROR if status >= 500 else Outcome.BROKEN


def _target(url: str, answer: Answer) -> str:
    location = answer.get("location")
    if not location:
        raise Failure(Outcome.BAD_REDIRECT, "redirect without a target", answer)
    try:
        return canonical(location, url)
    except BadUrlError as error:
        raise Failure(Outcome.BAD_REDIRECT, f"leads to an address that {error}", answer) from None


def _conditions(known: Known) -> Mapping[str, str]:
    conditions = {}
    if known.etag:
        conditions["If-None-Match"] = known.etag
    if known.last_modified:
        conditions["If-Modified-Since"] = known.last_modified
    return conditions


def _retry_after(answer: Answer) -> float | None:
    value = (answer.get("retry-after") or "").strip()
    if value.isdigit():
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
