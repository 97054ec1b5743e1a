"""A web site on loopback with everything that goes wrong on real ones, and a log of its own."""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

Headers = dict[str, str]


@dataclass(frozen=True)
class Reply:
    """An answer; ``raw`` replaces it by bytes of its own, ``drip`` sends the body so slowly, ``endless`` for ever."""

    status: int = 200
    body: bytes = b""
    headers: Headers = field(default_factory=dict)
    raw: bytes | None = None
    wait: float = 0.0
    endless: bool = False


@dataclass(frozen=True)
class Asked:
    """One line of the site's log."""

    at: float
    path: str
    headers: Headers
    status: int


Page = Reply | Callable[[Headers, int], Reply]


def html(text: str, *links: str) -> Reply:
    """A small page."""
    anchors = "".join(f'<a href="{link}">{link}</a>' for link in links)
    body = f"<html><head><title>{text}</title></head><body><p>{text}</p>{anchors}</body></html>".encode()
    return Reply(200, body, {"content-type": "text/html; charset=utf-8"})


class Site:
    """Serves ``pages`` by path in a thread of its own. A callable page is given the request's headers and how
    often its path was asked before. A context manager; ``url`` makes addresses."""  # fmt: skip

    def __init__(self, pages: dict[str, Page] | None = None, tls: ssl.SSLContext | None = None) -> None:
        self.pages: dict[str, Page] = pages or {}
        self.log: list[Asked] = []
        self.open = 0
        self.most_open = 0
        self._tls = tls
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=512)
        self._counts: Counter[str] = Counter()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def host(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self._socket.getsockname()[1]}"

    def url(self, path: str = "/") -> str:
        """The address of a path."""
        return f"{'https' if self._tls else 'http'}://{self.host}{path}"

    def paths(self) -> list[str]:
        """What was asked, robots.txt aside."""
        return [asked.path for asked in self.log if asked.path != "/robots.txt"]

    def __enter__(self) -> Site:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._socket.close()

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(asyncio.start_server(self._talk, sock=self._socket, ssl=self._tls))
        self._loop.run_forever()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                at, path, headers = time.monotonic(), line.split()[1].decode(), {}
                while (header := await reader.readline()).strip():
                    name, _, value = header.decode("latin-1").partition(":")
                    headers[name.strip().lower()] = value.strip()
                self.open += 1
                self.most_open = max(self.most_open, self.open)
                try:
                    if not await self._answer(writer, at, path, headers):
                        break
                finally:
                    self.open -= 1
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _answer(self, writer: asyncio.StreamWriter, at: float, path: str, headers: Headers) -> bool:
        page = self.pages.get(path, Reply(404, b"nothing here"))
        reply = page(headers, self._counts[path]) if callable(page) else page
        self._counts[path] += 1
        self.log.append(Asked(at, path, headers, reply.status))
        if reply.wait:
            await asyncio.sleep(reply.wait)
        if reply.raw is not None:
            writer.write(reply.raw)
            await writer.drain()
            return False
        if reply.endless:
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n")
            while True:
                writer.write(b"<p>more and more and more</p>" * 1000)
                await writer.drain()
        lines = [f"HTTP/1.1 {reply.status} X", f"content-length: {len(reply.body)}"]
        lines += [f"{name}: {value}" for name, value in reply.headers.items()]
        body = b"" if reply.status == 304 else reply.body
        if reply.status == 304:
            lines.pop(1)
        writer.write("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)
        await writer.drain()
        return True


def fresh(body: str, etag: str = '"v1"', modified: str = "Tue, 03 Mar 2020 10:00:00 GMT") -> Page:
    """A page that answers 304 to those who have it."""

    def page(headers: Headers, _: int) -> Reply:
        if headers.get("if-none-match") == etag:
            return Reply(304, headers={"etag": etag})
        whole = html(body)
        return Reply(200, whole.body, {**whole.headers, "etag": etag, "last-modified": modified})

    return page


def packed(body: bytes) -> Reply:
    """A gzip body."""
    return Reply(200, gzip.compress(body, 9), {"content-type": "text/html", "content-encoding": "gzip"})
