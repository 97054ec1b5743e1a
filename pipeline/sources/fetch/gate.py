"""One host's gate: how many at a time, how long between two, and rests that the host asked for."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

CLOSE_AFTER = 5  # failures in a row to reach the host at all


class Gate:
    """Lets requests to one host through. ``delay`` is the least time between two, in seconds."""

    def __init__(self, delay: float, per_host: int) -> None:
        self.delay = delay
        self.closed: str | None = None  # why the host is left alone for the rest of the run
        self._places = asyncio.Semaphore(per_host)
        self._turn = asyncio.Lock()
        self._next = 0.0
        self._failures = 0

    @asynccontextmanager
    async def passing(self) -> AsyncIterator[Callable[[], None]]:
        """Waits for its turn; the caller calls what it gets as soon as the host has answered.

        With a delay, the next request waits for that answer and then for the delay: measured at the
        host, two requests are never closer together, however late the first one arrived.
        """
        async with self._places:
            await self._turn.acquire()
            held = True

            def answered() -> None:
                nonlocal held
                if held:
                    held = False
                    self._next = max(self._next, time.monotonic() + self.delay)
                    self._turn.release()

            try:
                while (wait := self._next - time.monotonic()) > 0:
                    await asyncio.sleep(wait)
                if not self.delay:
                    answered()
                yield answered
            finally:
                answered()

    def rest(self, seconds: float) -> None:
        """Nobody passes for so long."""
        self._next = max(self._next, time.monotonic() + seconds)

    def note(self, reached: bool) -> None:
        """Counts whether the host could be reached; after too many failures in a row it is left alone."""
        self._failures = 0 if reached else self._failures + 1
        if self._failures >= CLOSE_AFTER and not self.closed:
            self.closed = f"not reached {CLOSE_AFTER} times in a row"
