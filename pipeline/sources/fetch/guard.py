"""No request goes to an inner address: names are resolved here, checked, and only what was checked is connected to."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import time
from collections.abc import Iterable, Sequence

import httpcore

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_KEEP = 300.0  # seconds that a resolved name is kept
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class UnsafeAddressError(Exception):
    """A name that leads to a private, loopback, link-local or otherwise inner address."""


def is_public(address: Address) -> bool:
    """Whether an address is on the open internet; an IPv4 address inside an IPv6 one counts as itself."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


class Guard(httpcore.AsyncNetworkBackend):
    """A network backend that connects only to public addresses and to the networks that a setting allows.

    The check stands behind name resolution and covers every connection, so redirects and names that
    change their address between two look-ups are covered too.
    """

    def __init__(self, allow_networks: Sequence[str] = ()) -> None:
        self._inner = httpcore.AnyIOBackend()
        self._allowed = [ipaddress.ip_network(network) for network in allow_networks]
        self._resolved: dict[str, tuple[float, list[str]]] = {}

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connects to the first of a name's addresses that answers.

        Raises:
            UnsafeAddressError: one of the name's addresses may not be asked.
            httpcore.ConnectError: the name is unknown, or nothing answers.
        """
        failure: Exception | None = None
        for address in await self._resolve(host, timeout):
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError("the name has no address")

    async def sleep(self, seconds: float) -> None:
        """Waits, for the connection pool."""
        await asyncio.sleep(seconds)

    async def _resolve(self, host: str, timeout: float | None) -> list[str]:
        known = self._resolved.get(host)
        if known and known[0] > time.monotonic():
            return known[1]
        try:
            async with asyncio.timeout(timeout):
                found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except TimeoutError:
            raise httpcore.ConnectTimeout("name resolution took too long") from None
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"name not found: {error}") from None
        addresses = list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))
        for text in addresses:
            self._check(host, ipaddress.ip_address(text))
        self._resolved[host] = (time.monotonic() + _KEEP, addresses)
        return addresses

    def _check(self, host: str, address: Address) -> None:
        allowed = any(address in network for network in self._allowed)
        if not allowed and not is_public(address):
            raise UnsafeAddressError(f"{host} is at the inner address {address}")
