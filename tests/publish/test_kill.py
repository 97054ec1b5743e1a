"""``kill -9`` at random moments of publishing, with a reader that polls: every read is a whole version.

``HEALTHSIFT_KILLS=100`` for the long run.
"""

import importlib
import multiprocessing
import os
import random
import signal
import threading
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.publish.layout import current_version, versions
from pipeline.publish.manifest import file_digest, read_manifest
from pipeline.publish.parts import write_part
from pipeline.publish.request import Part, PublishRequest
from pipeline.publish.version import publish
from tests.publish.made_up import page_rows

KILLS = int(os.environ.get("HEALTHSIFT_KILLS", "10"))
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["pipeline.publish.version"])


def publish_part(dataset: str, part: str) -> None:
    publish(PublishRequest(dataset=Path(dataset), parts=[Part(Path(part))]))


def publish_and_die(dataset: str, part: str, step: str, after: bool) -> None:
    """Die without any clean-up right before or after one of the steps that put a version in place."""
    where, name = step.rsplit(".", 1)
    owner = importlib.import_module(where.removesuffix(".Path"))
    owner = owner.Path if where.endswith(".Path") else owner
    inner = getattr(owner, name)

    def dies(*given: object) -> None:
        if after:
            inner(*given)
        os._exit(9)

    setattr(owner, name, dies)
    publish_part(dataset, part)


@pytest.mark.parametrize(
    ("step", "after"),
    [
        ("pipeline.publish.version.sync_tree", False),
        ("pathlib.Path.rename", False),
        ("pathlib.Path.rename", True),
        ("pathlib.Path.replace", False),
        ("pathlib.Path.replace", True),
    ],
)
def test_death_at_each_step_leaves_the_old_or_the_new_version_and_doubles_none(
    tmp_path: Path, step: str, after: bool
) -> None:
    dataset = tmp_path / "set"
    for i in range(2):
        write_part(tmp_path / f"part{i}", [page_rows("a.html", ("elbow pain", f"ache {i}"))])
    publish_part(str(dataset), str(tmp_path / "part0"))
    old = current_version(dataset)
    process = _PROCESSES.Process(target=publish_and_die, args=(str(dataset), str(tmp_path / "part1"), step, after))
    process.start()
    process.join()
    assert process.exitcode == 9
    swapped = after and step == "pathlib.Path.replace"
    assert (current_version(dataset) != old) == swapped
    publish_part(str(dataset), str(tmp_path / "part1"))
    assert len(versions(dataset)) == 2
    assert current_version(dataset) == dataset / versions(dataset)[-1]


class Reader(threading.Thread):
    """Reads the current version over and over and checks that it is whole."""

    def __init__(self, dataset: Path) -> None:
        super().__init__()
        self.dataset = dataset
        self.done = threading.Event()
        self.reads = 0
        self.seen: set[str] = set()
        self.broken: list[str] = []

    def run(self) -> None:
        while not self.done.is_set():
            try:
                version = current_version(self.dataset)
                assert version is not None
                manifest = read_manifest(version)
                for name, file in manifest["files"].items():
                    assert file_digest(version / name) == file["sha256"], name
                for table, count in manifest["counts"].items():
                    assert pq.read_metadata(version / f"{table}.parquet").num_rows == count, table
                self.seen.add(version.name)
            except Exception as error:
                self.broken.append(f"{type(error).__name__}: {error}")
            self.reads += 1
            time.sleep(0.002)


def test_no_kill_ever_shows_a_reader_half_a_version(tmp_path: Path) -> None:
    dataset = tmp_path / "set"
    parts = []
    for i in range(2):
        pages = [page_rows(f"{n}.html", ("elbow pain", f"ache {i}")) for n in range(20)]
        write_part(tmp_path / f"part{i}", pages)
        parts.append(tmp_path / f"part{i}")
    publish_part(str(dataset), str(parts[1]))
    usual = 0.0
    for _ in range(2):  # the first one also starts the fork server
        begun = time.monotonic()
        process = _PROCESSES.Process(target=publish_part, args=(str(dataset), str(parts[0])))
        process.start()
        process.join()
        usual = time.monotonic() - begun
        assert process.exitcode == 0
        parts.reverse()

    moments = random.Random(9)
    reader = Reader(dataset)
    reader.start()
    died = 0
    try:
        for i in range(1, KILLS + 1):
            process = _PROCESSES.Process(target=publish_part, args=(str(dataset), str(parts[i % 2])))
            process.start()
            process.join(moments.uniform(0, 1.3 * usual))
            if process.is_alive() and process.pid is not None:
                os.kill(process.pid, signal.SIGKILL)
            process.join()
            died += process.exitcode == -signal.SIGKILL
        for part in parts:  # the next run succeeds, whatever was left behind
            publish_part(str(dataset), str(part))
    finally:
        reader.done.set()
        reader.join()

    assert died > KILLS / 4
    assert reader.broken == []
    assert reader.reads > KILLS
    assert not list(dataset.glob(".staging*"))
    assert current_version(dataset) == dataset / versions(dataset)[-1]
    assert len(reader.seen) > 2
    names = pq.read_table(dataset / versions(dataset)[-1] / "symptoms.parquet")["name"].to_pylist()
    assert sorted(set(names)) == ["ache 1", "elbow pain"]
    assert len(names) == 40
    print(f"{KILLS} moments, {died} killed, {reader.reads} whole reads of {len(reader.seen)} versions")
