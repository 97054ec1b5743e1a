"""One Prefect server for all tests that need one, and small folders of pages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.pages import write_pages


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[None]:
    """A server of the tests' own, with a database of its own: started by the first test that asks for it."""
    from flows.environment import tame_prefect

    tame_prefect(quiet=True)
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=180):
        yield


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Eight pages and a picture."""
    folder = write_pages(tmp_path / "pages", 8)
    (folder / "photo.html").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
    return folder


def tables(version: Path) -> dict[str, str]:
    """The hashes of a version's tables, without the one that holds times."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(version.glob("*.parquet"))
        if path.stem != "quarantine"
    }
