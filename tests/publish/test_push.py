"""A version goes elsewhere whole: files first, CURRENT last."""

import shutil
import socket
import time
import urllib.request
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

import fsspec
import pytest

from pipeline.publish.history import resolve_version, roll_back
from pipeline.publish.manifest import read_manifest
from pipeline.publish.push import push
from pipeline.publish.reader import open_dataset
from pipeline.publish.request import PublishError


@pytest.fixture
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    system = fsspec.filesystem("memory")
    system.store.clear()
    yield system
    system.store.clear()


def test_all_files_arrive_and_current_is_written_last(
    made_once: Path, memory: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = resolve_version(made_once)
    order: list[str] = []
    put, pipe = type(memory).put_file, type(memory).pipe_file
    monkeypatch.setattr(type(memory), "put_file", lambda s, a, b, **k: (order.append(b), put(s, a, b, **k)))
    monkeypatch.setattr(type(memory), "pipe_file", lambda s, a, *b, **k: (order.append(a), pipe(s, a, *b, **k)))
    assert push(version, "memory://data/set") == f"memory:///data/set/{version.name}"
    assert memory.cat_file("/data/set/CURRENT").decode().strip() == version.name
    for name in read_manifest(version)["files"]:
        assert memory.cat_file(f"/data/set/{version.name}/{name}") == (version / name).read_bytes()
    assert [path.rpartition("/")[2] for path in order[-2:]] == ["manifest.json", "CURRENT"]


def test_what_stands_is_not_sent_again_and_current_follows(
    dataset: Path, memory: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = resolve_version(dataset)
    push(first, "memory://data/set")
    older = roll_back(dataset)
    push(older, "memory://data/set")
    monkeypatch.setattr(type(memory), "put_file", lambda *_, **__: pytest.fail("sent again"))
    push(first, "memory://data/set")
    assert memory.cat_file("/data/set/CURRENT").decode().strip() == first.name


def test_a_reader_of_a_pushed_folder_never_sees_current_half_written(dataset: Path, tmp_path: Path) -> None:
    newer = resolve_version(dataset)
    older = roll_back(dataset)
    push(older, str(tmp_path / "there"))
    with (tmp_path / "there" / "CURRENT").open() as opened:
        push(newer, str(tmp_path / "there"))
        assert opened.read() == f"{older.name}\n"  # another file took its place; this one was not written over
    assert open_dataset(tmp_path / "there").version == newer.name


def test_a_push_that_broke_off_leaves_no_current_and_can_be_run_again(
    made_once: Path, memory: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = resolve_version(made_once)
    put = type(memory).put_file

    def fails(system: fsspec.AbstractFileSystem, source: str, target: str, **given: object) -> None:
        if target.endswith("plans.parquet"):
            raise OSError("the line is cut\nfor good")
        put(system, source, target, **given)

    with monkeypatch.context() as patch:
        patch.setattr(type(memory), "put_file", fails)
        with pytest.raises(PublishError, match="the line is cut for good"):
            push(version, "memory://data/set")
    assert not memory.exists("/data/set/CURRENT")
    assert not memory.exists(f"/data/set/{version.name}/manifest.json")
    push(version, "memory://data/set")
    assert memory.exists("/data/set/CURRENT")


def test_a_pushed_folder_can_be_opened(made_once: Path, tmp_path: Path) -> None:
    push(resolve_version(made_once), str(tmp_path / "elsewhere"))
    assert len(open_dataset(tmp_path / "elsewhere").symptoms) == 3


def test_a_spoiled_version_or_another_one_of_its_name_is_refused(
    dataset: Path, tmp_path: Path, memory: fsspec.AbstractFileSystem
) -> None:
    version = resolve_version(dataset)
    spoiled = tmp_path / version.name
    shutil.copytree(version, spoiled)
    (spoiled / "pages.parquet").write_bytes(b"")
    with pytest.raises(PublishError, match="not the file that the manifest names"):
        push(spoiled, "memory://data/set")
    memory.pipe_file(f"/data/set/{version.name}/manifest.json", b"{}")
    with pytest.raises(PublishError, match="another version of this name"):
        push(version, "memory://data/set")


def test_an_unknown_address_is_one_line(made_once: Path) -> None:
    with pytest.raises(PublishError, match="cannot push to nowhere://x") as caught:
        push(resolve_version(made_once), "nowhere://x")
    assert "\n" not in str(caught.value)


def serve(port: int) -> None:
    from moto.server import main

    main(["-H", "127.0.0.1", "-p", str(port)])


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an S3 server of our own on this machine."""
    pytest.importorskip("moto.server")
    pytest.importorskip("s3fs")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = get_context("spawn").Process(target=serve, args=(port,), daemon=True)
    server.start()
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1)
            break
        except OSError:
            time.sleep(0.1)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
    fsspec.filesystem("s3", skip_instance_cache=True).mkdir("shelf")
    yield "s3://shelf/set"
    server.terminate()
    server.join()


@pytest.mark.validators
def test_push_to_an_s3_server(dataset: Path, s3: str, tmp_path: Path) -> None:
    newest = resolve_version(dataset)
    assert push(newest, s3) == f"{s3}/{newest.name}"
    older = roll_back(dataset)
    push(older, s3)
    system = fsspec.filesystem("s3", skip_instance_cache=True)
    assert system.cat_file("shelf/set/CURRENT").decode().strip() == older.name
    system.get("shelf/set/", str(tmp_path / "back"), recursive=True)
    assert open_dataset(tmp_path / "back").version == older.name
    assert (tmp_path / "back" / newest.name / "pages.parquet").read_bytes() == (newest / "pages.parquet").read_bytes()
