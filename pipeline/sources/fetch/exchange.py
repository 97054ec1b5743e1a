"""One request and its answer, within limits of time, size and type; nothing is decided about it here."""

from __future__ import annotations

import asyncio
import ssl
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import httpcore
import httpx

from pipeline.sources.fetch.decoding import BadEncodingError, BombError, Decoder, TooLargeError
from pipeline.sources.fetch.guard import Guard, UnsafeAddressError
from pipeline.sources.fetch.settings import FetchSettings
from pipeline.store.record import KEPT_HEADERS, Outcome

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/x-markdown"})
_DRAIN = 64 * 1024  # bytes of an unwanted body that are read to keep the connection
_MAX_HEADER = 1_000
_MAX_POOLS = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent. ``body`` is null where it was not read: a redirect, a 304, an unwanted type."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes | None = None

    def get(self, name: str) -> str | None:
        """A header by its lower-case name."""
        return next((value for key, value in self.headers if key == name), None)

    @property
    def media_type(self) -> str | None:
        """The type the server states, without parameters."""
        return (self.get("content-type") or "").partition(";")[0].strip().lower() or None

    @property
    def charset(self) -> str | None:
        """The charset the server states, right or wrong."""
        for part in (self.get("content-type") or "").split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset":
                return value.strip().strip("\"'")[:40] or None
        return None


class Failure(Exception):  # noqa: N818  (an outcome of a request, not a fault of this program)
    """A request that has no usable answer. ``answer`` is what there was of one."""

    def __init__(self, outcome: Outcome, message: str, answer: Answer | None = None) -> None:
        super().__init__(message)
        self.outcome, self.answer = outcome, answer


class Exchanger:
    """Asks over kept connections to checked addresses. An async context manager."""

    def __init__(self, settings: FetchSettings, user_agent: str) -> None:
        self._settings = settings
        self._user_agent = user_agent
        self._guard = Guard(settings.allow_networks)
        self._ssl = httpx.create_ssl_context(trust_env=False)
        # One pool a host: a pool looks at all its connections for every request.
        self._pools: OrderedDict[bytes, httpcore.AsyncConnectionPool] = OrderedDict()
        self._timeouts = {
            "connect": settings.connect_timeout,
            "read": settings.read_timeout,
            "write": settings.read_timeout,
            "pool": settings.page_timeout,
        }

    async def __aenter__(self) -> Exchanger:
        return self

    async def __aexit__(self, *_: object) -> None:
        for pool in self._pools.values():
            await pool.aclose()

    async def ask(
        self,
        url: str,
        extra: Mapping[str, str],
        limit: int,
        types: frozenset[str] | None,
        answered: Callable[[], None],
    ) -> Answer:
        """The answer to a GET. ``types`` are the media types whose body is read (None: any);
        ``answered`` is called when the head of the answer is there.

        Raises:
            Failure: no answer, or one that breaks a limit.
        """
        place = httpx.URL(url)
        headers = [
            (b"Host", place.netloc),
            (b"User-Agent", self._user_agent.encode("ascii", "ignore")),
            (b"Accept", b"text/html,application/xhtml+xml,text/plain;q=0.8,application/xml;q=0.7,*/*;q=0.1"),
            (b"Accept-Encoding", b"gzip, deflate"),
            *((name.encode(), value.encode("latin-1", "ignore")) for name, value in extra.items()),
        ]
        request = httpcore.Request(
            "GET",
            httpcore.URL(scheme=place.raw_scheme, host=place.raw_host, port=place.port, target=place.raw_path),
            headers=headers,
            extensions={"timeout": self._timeouts},
        )
        try:
            async with asyncio.timeout(self._settings.page_timeout):
                response = await (await self._pool(place.netloc)).handle_async_request(request)
                answered()
                try:
                    return await _read(response, limit, types)
                finally:
                    await response.aclose()
        except UnsafeAddressError as error:
            raise Failure(Outcome.UNSAFE, str(error)) from None
        except (TimeoutError, httpcore.TimeoutException) as error:
            raise Failure(Outcome.TIMEOUT, type(error).__name__) from None
        except httpcore.ConnectError as error:
            raise Failure(*_unconnected(error)) from None
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise Failure(Outcome.BROKEN, f"{type(error).__name__}: {error}") from None

    async def _pool(self, host: bytes) -> httpcore.AsyncConnectionPool:
        """The host's kept connections; those of hosts that have been quiet the longest are let go."""
        pool = self._pools.pop(host, None)
        if pool is None:
            places = self._settings.per_host
            pool = httpcore.AsyncConnectionPool(
                ssl_context=self._ssl,
                max_connections=places,
                max_keepalive_connections=places,
                keepalive_expiry=15.0,
                network_backend=self._guard,
            )
        self._pools[host] = pool
        if len(self._pools) > _MAX_POOLS:
            quiet = (name for name, other in self._pools.items() if all(c.is_idle() for c in other.connections))
            oldest = next(quiet, host)
            if oldest != host:
                await self._pools.pop(oldest).aclose()
        return pool


async def _read(response: httpcore.Response, limit: int, types: frozenset[str] | None) -> Answer:
    pairs = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in response.headers]
    kept = tuple((name, value[:_MAX_HEADER]) for name, value in pairs if name in KEPT_HEADERS)
    answer = Answer(response.status, kept)
    media_type = answer.media_type
    wanted = response.status == 200 and (types is None or media_type is None or media_type in types)
    if not wanted:
        await _drain(response, pairs)
        return answer
    length = next((value for name, value in pairs if name == "content-length"), "")
    if length.isdigit() and int(length) > limit:
        raise Failure(Outcome.TOO_LARGE, f"{int(length):,} bytes are announced", answer)
    try:
        decoder = Decoder(next((value for name, value in pairs if name == "content-encoding"), ""), limit)
        async for piece in response.aiter_stream():
            decoder.feed(piece)
        return Answer(response.status, kept, decoder.finish())
    except BombError as error:
        raise Failure(Outcome.BOMB, f"unpacks to {error}", answer) from None
    except TooLargeError as error:
        raise Failure(Outcome.TOO_LARGE, str(error), answer) from None
    except BadEncodingError as error:
        raise Failure(Outcome.BROKEN, str(error), answer) from None


async def _drain(response: httpcore.Response, pairs: Sequence[tuple[str, str]]) -> None:
    """Reads a small body that nobody wants, so that the connection can be used again."""
    length = next((value for name, value in pairs if name == "content-length"), "")
    if length.isdigit() and int(length) <= _DRAIN:
        async for _ in response.aiter_stream():
            pass


def _unconnected(error: httpcore.ConnectError) -> tuple[Outcome, str]:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return Outcome.CERTIFICATE, str(getattr(cause, "verify_message", "") or cause)
        cause = cause.__cause__ or cause.__context__
    text = str(error)
    return (Outcome.CERTIFICATE if "CERTIFICATE" in text.upper() else Outcome.UNREACHABLE), text or "no connection"
