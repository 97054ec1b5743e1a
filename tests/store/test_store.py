from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.store import log as log_module
from pipeline.store.bodies import Bodies
from pipeline.store.errors import StoreError
from pipeline.store.forget import forget
from pipeline.store.record import FetchRecord, Outcome
from pipeline.store.store import INDEX, RawStore, pages_in

Keep = Callable[..., FetchRecord]
A, B, C = "https://example.org/a", "https://example.org/b", "https://www.example.com/c"


def test_equal_bodies_are_kept_once_and_whole(tmp_path: Path) -> None:
    bodies = Bodies(tmp_path)
    digest, new = bodies.put(b"<p>knee</p>")
    assert (bodies.put(b"<p>knee</p>"), new) == ((digest, False), True)
    assert bodies.get(digest) == b"<p>knee</p>"
    (tmp_path / digest[:2] / ".tmp-left").write_bytes(b"half")
    assert (bodies.sweep(), list(bodies)) == (1, [digest])


def test_a_damaged_or_missing_body_is_an_error(tmp_path: Path) -> None:
    bodies = Bodies(tmp_path)
    digest, _ = bodies.put(b"a" * 100)
    other, _ = bodies.put(b"b" * 100)
    bodies.path(digest).write_bytes(bodies.path(other).read_bytes())
    with pytest.raises(StoreError, match="damaged"):
        bodies.get(digest)
    bodies.path(digest).write_bytes(b"no zstd")
    with pytest.raises(StoreError, match="cannot be read"):
        bodies.get(digest)
    with pytest.raises(StoreError, match="not in the store"):
        bodies.get("0" * 64)


def test_rows_come_back_as_they_were(tmp_path: Path, keep: Keep) -> None:
    with RawStore(tmp_path) as store:
        rows = [keep(store, A, "a", redirects=("301 https://example.org/x",)), keep(store, B, None, outcome="timeout")]
        assert list(store.log.rows()) == rows
    with RawStore(tmp_path) as store:
        assert list(store.log.rows()) == rows
        assert [row.seq for row in rows] == [1, 2]
        assert keep(store, C, "c").seq == 3


def test_a_killed_writer_loses_no_row(tmp_path: Path, keep: Keep) -> None:
    store = RawStore(tmp_path)
    rows = [keep(store, A, "a"), keep(store, B, "b")]
    store.index._base.rollback()  # as when the process is gone: nothing sealed, nothing committed
    store._lock.release()
    with (tmp_path / "log" / "open.jsonl").open("ab") as journal:
        journal.write(b'{"seq": 3, "url": "https://exa')
    with RawStore(tmp_path) as again:
        assert list(again.log.rows()) == rows
        assert [known.url for known in again.index.pages()] == [A, B]
        assert keep(again, C, "c").seq == 3
    with RawStore(tmp_path) as third:
        assert [row.url for row in third.log.rows()] == [A, B, C]


def test_killed_between_sealing_and_emptying_the_journal(tmp_path: Path, keep: Keep) -> None:
    with RawStore(tmp_path) as store:
        keep(store, A, "a")
        journal = (tmp_path / "log" / "open.jsonl").read_bytes()
    (tmp_path / "log" / "open.jsonl").write_bytes(journal)
    (tmp_path / "log" / ".tmp-000000000009.parquet").write_bytes(b"half")
    with RawStore(tmp_path) as store:
        assert [row.seq for row in store.log.rows()] == [1]
        assert keep(store, B, "b").seq == 2
    assert not list((tmp_path / "log").glob(".tmp*"))


@pytest.mark.parametrize("how", ["gone", "damaged"])
def test_the_index_is_made_anew_from_the_log(
    tmp_path: Path, keep: Keep, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(log_module, "SEAL_EVERY", 2)
    with RawStore(tmp_path) as store:
        for number, url in enumerate((A, B, C, A)):
            keep(store, url, f"body {number}", at=number)
        before = list(store.index.urls())
    if how == "gone":
        (tmp_path / INDEX).unlink()
    else:
        (tmp_path / INDEX).write_bytes(b"no database at all" * 1000)
    with RawStore(tmp_path) as store:
        assert list(store.index.urls()) == before
        assert len(store.log.parts()) == 2


def test_gone_after_two_runs_that_miss_it(tmp_path: Path, keep: Keep) -> None:
    with RawStore(tmp_path) as store:
        keep(store, A, "a")
        keep(store, A, None, 1, run="r2", outcome=Outcome.MISSING)
        keep(store, A, None, 2, run="r2", outcome=Outcome.MISSING)
        assert [known.url for known in store.index.pages()] == [A]
        keep(store, A, None, 3, run="r3", outcome=Outcome.SERVER_ERROR)
        keep(store, A, None, 4, run="r4", outcome=Outcome.MISSING)
        assert list(store.index.pages()) == []
        keep(store, A, "a", 5, run="r5", outcome=Outcome.SAME)
        (known,) = store.index.pages()
        assert known.fetched_at == "2024-05-06T07:08:09.123456+00:00"
        assert known.checked_at == "2024-05-06T07:13:09.123456+00:00"


def test_two_addresses_that_lead_to_one_page_are_one_page(tmp_path: Path, keep: Keep) -> None:
    with RawStore(tmp_path) as store:
        keep(store, A, "old", 0)
        record = keep(store, B, "new", 1)
        store.add(FetchRecord.from_row({**record.row(), "url": C, "final_url": A}))
        assert [(known.final_url, known.url) for known in store.index.pages()] == [(A, C), (B, B)]


def test_one_writer_at_a_time_but_readers_always(tmp_path: Path, keep: Keep) -> None:
    with RawStore(tmp_path) as store:
        keep(store, A, "a")
        store.index.commit()
        with pytest.raises(StoreError, match="in use"):
            RawStore(tmp_path)
        assert [known.url for known in pages_in(tmp_path)] == [A]


def test_a_folder_with_other_things_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("x")
    with pytest.raises(StoreError, match="not a raw store"):
        RawStore(tmp_path)


def test_forget_removes_rows_index_and_bodies_nobody_else_holds(
    tmp_path: Path, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_module, "SEAL_EVERY", 3)
    with RawStore(tmp_path) as store:
        for url, body in ((A, "only a"), (B, "shared"), (C, "shared"), (C, "only c"), (B, "only b")):
            keep(store, url, body)
        done = forget(store, "example.org")
        assert (done.urls, done.rows, done.bodies) == ((A, B), 3, 2)
        assert [row.url for row in store.log.rows()] == [C, C]
        assert [known.url for known in store.index.urls()] == [C]
        assert len(list(store.bodies)) == 2
        done = forget(store, C)
        assert (done.rows, done.bodies, list(store.bodies)) == (2, 2, [])
        assert forget(store, C).rows == 0
    with RawStore(tmp_path) as store:
        assert keep(store, A, "back").seq == 6
        assert [known.url for known in store.index.pages()] == [A]


@pytest.mark.parametrize("target", ["example.org", "www.example.org", "EXAMPLE.org"])
def test_a_site_is_its_host_with_or_without_www(tmp_path: Path, keep: Keep, target: str) -> None:
    with RawStore(tmp_path) as store:
        for url in (A, "https://www.example.org/d", "https://notexample.org/", C):
            keep(store, url, url)
        assert forget(store, target).urls == (A, "https://www.example.org/d")


@pytest.mark.parametrize(
    ("target", "removed"),
    [
        ("127.0.0.1", ["http://127.0.0.1/c", "http://127.0.0.1:8791/a", "http://127.0.0.1:9000/b"]),
        ("127.0.0.1:8791", ["http://127.0.0.1:8791/a"]),
        ("127.0.0.1:80", ["http://127.0.0.1/c"]),
        ("::1", ["http://[::1]:8791/a"]),
        ("[::1]:8791", ["http://[::1]:8791/a"]),
        ("knees/a.html", ["knees/a.html"]),
    ],
)
def test_a_host_is_meant_with_or_without_a_port_and_a_file_by_its_name(
    tmp_path: Path, keep: Keep, target: str, removed: list[str]
) -> None:
    with RawStore(tmp_path) as store:
        for port, path in ((":8791", "a"), (":9000", "b"), ("", "c")):
            keep(store, f"http://127.0.0.1{port}/{path}", path + port)
        keep(store, "http://[::1]:8791/a", "six")
        keep(store, "knees/a.html", "file")
        assert forget(store, target).urls == tuple(removed)
