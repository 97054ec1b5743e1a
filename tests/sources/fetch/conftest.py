from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.sources.fetch.settings import FetchSettings
from pipeline.store.record import FetchRecord
from pipeline.store.store import RawStore
from tests.sources.fetch.site import Site


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as served:
        yield served


@pytest.fixture
def settings(tmp_path: Path) -> Callable[..., FetchSettings]:
    """Settings for loopback: no delay, short waits; any of them can be given."""

    def make(*urls: str, **given: object) -> FetchSettings:
        plain: dict[str, object] = {
            "store": tmp_path / "store",
            "contact": "tests@example.org",
            "urls": urls,
            "delay": 0.0,
            "per_host": 4,
            "backoff": 0.01,
            "read_timeout": 0.5,
            "page_timeout": 1.0,
            "allow_networks": ("127.0.0.1/32",),
        }
        return FetchSettings.model_validate({**plain, **given})

    return make


@pytest.fixture
def rows(tmp_path: Path) -> Callable[[], list[FetchRecord]]:
    """The log of the store that ``settings`` names."""

    def read() -> list[FetchRecord]:
        with RawStore(tmp_path / "store") as store:
            return list(store.log.rows())

    return read
