"""What robots.txt says to us, as RFC 9309 has it."""

from __future__ import annotations

from dataclasses import dataclass, field

from protego import Protego

from pipeline.store.record import Outcome

TOKEN = "healthsift"
MAX_BYTES = 512 * 1024  # RFC 9309, 2.5: at least 500 KiB are read
_MAX_DELAY = 3600.0


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one origin. ``reachable`` is false where they could not be had: then nothing is allowed.

    ``inner`` tells that they were not even asked for, because the origin is at a private address.
    """

    reachable: bool = True
    delay: float = 0.0
    sitemaps: tuple[str, ...] = ()
    inner: bool = False
    _parsed: Protego | None = field(default=None, repr=False)

    def allow(self, url: str) -> bool:
        """Whether the address may be asked."""
        return self.reachable and (self._parsed is None or bool(self._parsed.can_fetch(url, TOKEN)))


def rules_of(outcome: Outcome, body: bytes | None) -> Rules:
    """The rules that follow from an attempt to get robots.txt.

    A robots.txt that is not there (404, and any other 4xx but 429) forbids nothing; a server that fails or
    cannot be reached forbids everything (RFC 9309, 2.3.1).
    """
    if body is not None:
        parsed = Protego.parse(body[:MAX_BYTES].decode("utf-8-sig", "replace"))
        delay = parsed.crawl_delay(TOKEN)
        rate = parsed.request_rate(TOKEN)
        paced = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return Rules(True, min(_MAX_DELAY, max(float(delay or 0), paced)), tuple(parsed.sitemaps), _parsed=parsed)
    unlimited = (Outcome.MISSING, Outcome.REFUSED_BY_SERVER, Outcome.BAD_REDIRECT, Outcome.WRONG_TYPE)
    return Rules(reachable=outcome in unlimited, inner=outcome is Outcome.UNSAFE)
