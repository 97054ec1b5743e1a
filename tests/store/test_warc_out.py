from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from warcio.checker import Checker

from pipeline.sources.discover import list_sources, read_source
from pipeline.sources.load import load
from pipeline.sources.refs import SourceRef
from pipeline.store.errors import StoreError
from pipeline.store.record import FetchRecord, Kind
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


def test_what_is_exported_is_what_loading_brings_back(tmp_path: Path, keep: Keep) -> None:
    with RawStore(tmp_path / "one") as store:
        keep(store, "https://example.org/robots.txt", "User-agent: *", 0, kind=Kind.ROBOTS)
        keep(store, "https://example.org/map.xml", "<urlset/>", 1, kind=Kind.SITEMAP)
        keep(store, A, "<p>old</p>", 2)
        keep(store, A, "<p>old</p>", 3, run="r2", outcome="same")  # no news
        keep(store, B, "<p>else</p>", 4)
        keep(store, A, "<p>new</p>", 5, run="r3")
        keep(store, A, "<p>else</p>", 6, run="r4")  # what another address had
        keep(store, A, "<p>old</p>", 7, run="r5")  # back again
        first = export_warc(store, tmp_path / "one.warc")
    assert (first.responses, first.revisits) == (3, 2)
    with RawStore(tmp_path / "two") as store:
        assert load([tmp_path / "one.warc"], store).pages == 5
        assert export_warc(store, tmp_path / "two.warc") == first
    assert (tmp_path / "one.warc").read_bytes() == (tmp_path / "two.warc").read_bytes()
    for holder in ("one", "two", "one.warc"):
        pages = {ref.url: read_source(ref) for ref in list_sources([tmp_path / holder]) if isinstance(ref, SourceRef)}
        assert {url: page.body for url, page in pages.items()} == {A: b"<p>old</p>", B: b"<p>else</p>"}


@pytest.mark.parametrize("name", ["pages.txt", "pages.gz", "warc"])
def test_a_name_that_no_warc_file_has_is_refused(tmp_path: Path, keep: Keep, name: str) -> None:
    with RawStore(tmp_path / "one") as store:
        keep(store, A, "<p>old</p>")
        with pytest.raises(StoreError, match=f"{name}: the name of a WARC file ends in .warc or .warc.gz"):
            export_warc(store, tmp_path / name)
        export_warc(store, tmp_path / "x.warc")
    assert not (tmp_path / name).exists()
    (tmp_path / "x.warc").rename(tmp_path / "x.txt")
    with RawStore(tmp_path / "two") as store:
        (problem,) = load([tmp_path / "x.txt"], store).problems
    assert "is a WARC archive (its name has to end in .warc or .warc.gz)" in problem.message
