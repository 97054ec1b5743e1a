from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import pickle
import tarfile
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.sources.discover import (
    SourceError,
    SourceProblem,
    SourceRef,
    iter_sources,
    list_sources,
    read_source,
)
from pipeline.sources.load import load
from pipeline.store.store import RawStore

PAGE = b"<html><body><p>Rest helps a sprain.</p></body></html>"
FILES = {"a.html": PAGE, "knee/b.txt": b"Text of a page.", "style.css": b"p{}", "knee/c.md.gz": gzip.compress(b"# C")}


def read(path: Path) -> dict[str, bytes]:
    """All pages of one path by source; problems by their message."""
    found: dict[str, bytes] = {}
    for ref in list_sources([path]):
        found[ref.source] = (
            read_source(pickle.loads(pickle.dumps(ref))).body if isinstance(ref, SourceRef) else ref.message.encode()
        )
    return found


def archive(path: Path) -> Path:
    """``FILES`` as an archive of the kind its name says."""
    if path.name.endswith(".zip"):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, body in FILES.items():
                packed.writestr(name, body)
        return path
    with tarfile.open(path, "w" if path.suffix == ".tar" else "w:gz") as tar:
        for name, body in FILES.items():
            info = tarfile.TarInfo(name)
            info.size = len(body)
            tar.addfile(info, io.BytesIO(body))
    return path


@pytest.mark.parametrize("name", ["x.zip", "x.tar", "x.tar.gz", "x.tgz"])
def test_an_archive_is_like_the_folder_it_holds(tmp_path: Path, name: str) -> None:
    expected = {"a.html": PAGE, "knee/b.txt": b"Text of a page.", "knee/c.md.gz": b"# C"}
    path = archive(tmp_path / name)
    assert read(path) == expected
    assert read(tmp_path) == {f"{name}/{source}": body for source, body in expected.items()}
    refs = [ref for ref in list_sources([path]) if isinstance(ref, SourceRef)]
    assert [ref.folder for ref in refs] == ["x", "knee", "knee"]
    assert [read_source(ref).body for ref in reversed(refs)] == list(reversed(expected.values()))


@pytest.mark.parametrize("name", ["x.zip", "x.tar.gz", "x.warc.gz", "x.jsonl.gz"])
def test_a_damaged_holder_is_a_problem_of_one_line(tmp_path: Path, name: str) -> None:
    whole = archive(tmp_path / "w.zip" if "zip" in name else tmp_path / "w.tar.gz").read_bytes()
    (tmp_path / name).write_bytes(whole[: len(whole) // 2])
    problems = [found for found in list_sources([tmp_path / name]) if isinstance(found, SourceProblem)]
    assert problems
    assert all("\n" not in problem.message and len(problem.message) < 300 for problem in problems)


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.html", bytes(70 * 1024 * 1024))
    (ref,) = list_sources([tmp_path / "x.zip"])
    assert isinstance(ref, SourceRef)
    with pytest.raises(SourceError, match="larger"):
        read_source(ref)


def test_json_lines(tmp_path: Path) -> None:
    lines = [
        {"url": "https://example.org/a", "html": PAGE.decode(), "fetched_at": "2024-01-02T03:04:05+00:00"},
        {"id": 7, "text": "Säure\nund mehr"},
        {"markdown": "# M", "url": "not an address"},
        {"question": "nothing to read"},
    ]
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n{broken\n\n"
    (tmp_path / "x.jsonl.gz").write_bytes(gzip.compress(text.encode()))
    found = read(tmp_path / "x.jsonl.gz")
    assert found["https://example.org/a"] == PAGE
    assert found["7"] == "Säure\nund mehr".encode()
    assert found["3"] == b"# M"
    assert b"no html, markdown or text" in found["4"]
    assert b"not JSON" in found["5"]
    raw = [read_source(ref) for ref in list_sources([tmp_path / "x.jsonl.gz"]) if isinstance(ref, SourceRef)]
    assert [page.media_type for page in raw] == ["text/markdown", "text/plain", "text/html"]
    assert raw[2].fetched_at is not None
    assert raw[2].folder == "x"


def warc(path: Path, count: int = 3, *, gzipped: bool = True, revisits: bool = True) -> Path:
    """An archive as crawlers write it: requests, responses, a redirect, a picture, revisits, a resource."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=gzipped)

        def add(
            url: str, kind: str, body: bytes, media_type: str = "text/html; charset=utf-8", status: str = "200 OK"
        ) -> None:
            http = StatusAndHeaders(status, [("Content-Type", media_type), ("ETag", '"e"')], protocol="HTTP/1.1")
            date = {"WARC-Date": "2023-04-05T06:07:08Z"}
            record = writer.create_warc_record(
                url, kind, io.BytesIO(body), len(body), warc_headers_dict=date,
                http_headers=http if kind in ("response", "revisit") else None, warc_content_type=media_type,
            )  # fmt: skip
            writer.write_record(record)

        add("https://example.org/robots.txt", "response", b"User-agent: *", "text/plain")
        add("https://example.org/moved", "response", b"", "text/html", "301 Moved")
        add("https://example.org/pic", "response", b"\xff\xd8\xff", "image/jpeg")
        for number in range(count):
            add(f"https://example.org/{number}", "response", PAGE + str(number).encode())
        add("https://example.org/0", "response", PAGE + b"later")
        add("https://example.org/res", "resource", b"A text.", "text/plain")
        if revisits:
            sha1 = "sha1:" + base64.b32encode(hashlib.sha1(PAGE + b"1").digest()).decode()
            for url, original in (("https://example.org/same", "https://example.org/1"), ("https://example.org/1", "")):
                writer.write_record(writer.create_revisit_record(url, sha1, original or url, "2023-04-05T06:07:08Z"))
            writer.write_record(
                writer.create_revisit_record(
                    "https://example.org/lost", "sha1:XX", "https://example.net/", "2020-01-01T00:00:00Z"
                )
            )
    return path


@pytest.mark.parametrize("form", ["x.warc", "x.warc.gz", "one piece"])
def test_warc_of_any_form(tmp_path: Path, form: str) -> None:
    path = tmp_path / ("x.warc.gz" if form == "one piece" else form)
    warc(path, gzipped=form == "x.warc.gz")
    if form == "one piece":
        path.write_bytes(gzip.compress(path.read_bytes()))
    found = read(path)
    base = "https://example.org/"
    assert found.pop(base + "lost") == b"is a revisit of a capture that is not in this archive"
    assert found == {
        base + "0": PAGE + b"later",
        base + "1": PAGE + b"1",
        base + "2": PAGE + b"2",
        base + "res": b"A text.",
        base + "same": PAGE + b"1",
    }
    (ref,) = [ref for ref in list_sources([path]) if ref.source == base + "2"]
    page = read_source(ref) if isinstance(ref, SourceRef) else None
    assert page is not None
    assert (page.url, page.status, page.charset) == (base + "2", 200, "utf-8")
    assert page.fetched_at is not None
    assert page.fetched_at.isoformat() == "2023-04-05T06:07:08+00:00"


def test_wet(tmp_path: Path) -> None:
    with (tmp_path / "x.warc.wet.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        body = b"Schmerzen im Knie\nRuhe hilft."
        writer.write_record(
            writer.create_warc_record("https://example.org/k", "conversion", io.BytesIO(body), len(body), "text/plain")
        )
    (ref,) = list_sources([tmp_path / "x.warc.wet.gz"])
    assert isinstance(ref, SourceRef)
    page = read_source(ref)
    assert (page.body, page.media_type, page.charset) == (body, "text/plain", "utf-8")


def test_a_warc_is_read_at_constant_memory(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = warc(tmp_path / f"{count}.warc.gz", count, revisits=False)
        tracemalloc.start()
        seen = sum(isinstance(found, SourceRef) for found in iter_sources([path]))
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert seen == count + 2
        return top

    peak(20)  # what is set up once
    assert peak(1200) < peak(200) + 200_000  # a thousand references would be a megabyte


def test_load_takes_anything_in_once(tmp_path: Path) -> None:
    archive(tmp_path / "x.zip")
    warc(tmp_path / "y.warc.gz")
    with RawStore(tmp_path / "store") as store:
        first = load([tmp_path / "x.zip", tmp_path / "y.warc.gz"], store)
        assert (first.pages, first.bodies) == (3 + 6, 3 + 5)
        assert [problem.source for problem in first.problems] == ["https://example.org/lost"]
        rows = len(list(store.log.rows()))
        load([tmp_path / "x.zip", tmp_path / "y.warc.gz"], store)
        assert len(list(store.log.rows())) <= rows + 2  # two captures of one address take turns
    urls = {f"https://example.org/{name}" for name in ("0", "1", "2", "res", "same")}
    assert {ref.source for ref in list_sources([tmp_path / "store"])} == {"a.html", "knee/b.txt", "knee/c.md.gz"} | urls
    pages = {ref.source: read_source(ref) for ref in list_sources([tmp_path / "store"]) if isinstance(ref, SourceRef)}
    assert pages["knee/b.txt"].url is None
    assert pages["knee/b.txt"].folder == "knee"
    assert pages["https://example.org/1"].charset == "utf-8"


def test_a_store_without_pages_is_wrong_usage(tmp_path: Path) -> None:
    with RawStore(tmp_path / "store"):
        pass
    (problem,) = list_sources([tmp_path / "store"])
    assert isinstance(problem, SourceProblem)
    assert problem.given
