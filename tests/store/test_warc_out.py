from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from warcio.checker import Checker

from pipeline.sources.load import load
from pipeline.store.record import FetchRecord
from pipeline.store.store import RawStore
from pipeline.store.warc_out import export_warc

Keep = Callable[..., FetchRecord]
A, B, C = "https://example.org/a", "https://example.org/b", "https://example.org/c"


class Args:
    """What ``warcio check`` takes."""

    verbose = False

    def __init__(self, path: Path) -> None:
        self.inputs = [str(path)]


@pytest.mark.parametrize("name", ["out.warc.gz", "out.warc"])
def test_the_export_passes_the_check_and_comes_back_equal(tmp_path: Path, keep: Keep, name: str) -> None:
    with RawStore(tmp_path / "one") as store:
        keep(store, A, "<p>knee – pain</p>", 0)
        keep(store, B, "<p>hip</p>" * 500, 1)
        keep(store, C, "<p>knee – pain</p>", 2)
        keep(store, A, None, 3, outcome="missing")
        bodies = {digest: store.bodies.get(digest) for digest in store.bodies}
        pages = [(k.url, k.body_sha256, k.fetched_at, k.charset, k.etag) for k in store.index.pages()]
        first = export_warc(store, tmp_path / name)
        assert (first.responses, first.revisits) == (2, 1)
        data = (tmp_path / name).read_bytes()
        export_warc(store, tmp_path / name)
        assert (tmp_path / name).read_bytes() == data
    assert Checker(Args(tmp_path / name)).process_all() == 0
    with RawStore(tmp_path / "two") as store:
        assert load([tmp_path / name], store).problems == []
        assert {digest: store.bodies.get(digest) for digest in store.bodies} == bodies
        assert [(k.url, k.body_sha256, k.fetched_at, k.charset, k.etag) for k in store.index.pages()] == pages
        export_warc(store, tmp_path / f"again-{name}")
    # The times, bodies and headers that the store keeps all come back.
    assert (tmp_path / f"again-{name}").read_bytes() == data
