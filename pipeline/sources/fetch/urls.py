"""Addresses: one spelling each, what is on the same site, what the patterns let through."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit, urlunsplit

from courlan import normalize_url

MAX_CHARS = 2_000
_DEFAULT_PORTS = {"http": 80, "https": 443}


class BadUrlError(ValueError):
    """An address that is never asked; the message says why."""


def canonical(url: str, base: str | None = None) -> str:
    """The one spelling of an address under which it is fetched, logged and known.

    Without fragment, tracking parameters and default port; host in lower case; dots in the path resolved.

    Raises:
        BadUrlError: not http or https, no host, credentials inside, or too long.
    """
    text = "".join(char for char in url.strip() if ord(char) >= 32)
    try:
        text = urljoin(base, text) if base else text
        parts = urlsplit(text)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise BadUrlError(f"is no address: {error}") from None
    if parts.scheme.lower() not in _DEFAULT_PORTS:
        raise BadUrlError(f"{parts.scheme or 'no scheme'}: only http and https are fetched")
    if parts.username is not None or parts.password is not None:
        raise BadUrlError("holds credentials")
    if not host:
        raise BadUrlError("has no host")
    scheme = parts.scheme.lower()
    try:
        host = host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        raise BadUrlError("has a host that is no name") from None
    netloc = f"[{host}]" if ":" in host else host
    if port and port != _DEFAULT_PORTS[scheme]:
        netloc += f":{port}"
    path = urlsplit(urljoin(f"{scheme}://{netloc}", parts.path or "/")).path or "/"
    spelled = normalize_url(urlunsplit((scheme, netloc, path, parts.query, "")))
    if len(spelled) > MAX_CHARS:
        raise BadUrlError(f"has more than {MAX_CHARS:,} characters")
    return spelled


def without_credentials(url: str) -> str:
    """An address fit for a log or a message."""
    return re.sub(r"(?<=//)[^/@\s]*@", "", url)[:MAX_CHARS]


def host_of(url: str) -> str:
    """Host and port of a canonical address: the unit of politeness."""
    return urlsplit(url).netloc


def origin_of(url: str) -> str:
    """Scheme, host and port: the unit of robots.txt."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def site_of(url: str) -> str:
    """The site an address belongs to: its host, with or without www."""
    return host_of(url).removeprefix("www.")


class Patterns:
    """Include and exclude patterns over whole addresses; ``*`` stands for anything, ``?`` for one character."""

    def __init__(self, include: Sequence[str], exclude: Sequence[str]) -> None:
        self._include = [_compiled(pattern) for pattern in include]
        self._exclude = [_compiled(pattern) for pattern in exclude]

    def allow(self, url: str) -> bool:
        """Whether an address may be fetched as a page."""
        if any(pattern.match(url) for pattern in self._exclude):
            return False
        return not self._include or any(pattern.match(url) for pattern in self._include)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(fnmatch.translate(pattern))
