from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.ledger import Done, Failed, Index, part_name, read_index, read_ledger, seal, sweep
from schemas.enums import Stage

WHEN = datetime(2024, 5, 1, tzinfo=UTC)


def _index(*keys: str) -> Index:
    return Index(done=tuple(Done(key, f"page_{key}", f"{key}.html", 3, 4) for key in keys))


def test_a_sealed_part_reads_back(tmp_path: Path) -> None:
    index = Index(_index("a").done, (Failed("b", "b.html", Stage.PARSE, "ParseError", "no page", WHEN, 2),))
    part = seal(tmp_path / "one", lambda _: index)
    assert read_index(part) == index
    ledger = read_ledger(tmp_path)
    assert ledger.done["a"] == (part, index.done[0])
    assert ledger.failed["b"] == (part, index.failed[0])


def test_nothing_is_seen_of_a_part_whose_writer_fails(tmp_path: Path) -> None:
    def write(part: Path) -> Index:
        (part / "pages.bin").write_bytes(b"half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        seal(tmp_path / "one", write)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_writer_left_is_no_part_and_is_swept(tmp_path: Path) -> None:
    (tmp_path / ".abc.123").mkdir()
    (tmp_path / ".abc.123" / "index.json").write_text("{")
    (tmp_path / ".abc.at").write_bytes(b"12345678")
    seal(tmp_path / "one", lambda _: _index("a"))
    assert list(read_ledger(tmp_path).done) == ["a"]
    sweep(tmp_path)
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    assert list(read_ledger(tmp_path).done) == ["a"]


def test_the_second_of_two_equal_parts_gives_way(tmp_path: Path) -> None:
    first = seal(tmp_path / part_name([("a", None), ("b", None)]), lambda _: _index("a", "b"))
    second = seal(tmp_path / part_name([("b", None), ("a", None)]), lambda _: _index("a", "b"))
    assert first == second
    assert len(list(tmp_path.iterdir())) == 1


def test_a_page_done_later_is_no_failure_any_more(tmp_path: Path) -> None:
    failed = Failed("a", "a.html", Stage.PARSE, "WorkerDied", "killed", WHEN)
    seal(tmp_path / "two", lambda _: Index(failed=(failed,)))
    seal(tmp_path / "one", lambda _: _index("a"))
    ledger = read_ledger(tmp_path)
    assert "a" in ledger.done
    assert not ledger.failed


def test_of_two_failures_the_later_attempt_counts(tmp_path: Path) -> None:
    for name, attempts in (("two", 2), ("one", 1)):
        failed = Failed("a", "a.html", Stage.PARSE, "ParseError", "no page", WHEN, attempts)
        seal(tmp_path / name, lambda _, failed=failed: Index(failed=(failed,)))
    assert read_ledger(tmp_path).failed["a"][1].attempts == 2
    assert part_name([("a", failed)]) != part_name([("a", None)])


def test_a_writer_that_was_swept_in_the_middle_seals_nothing(tmp_path: Path) -> None:
    def write(part: Path) -> Index:
        (part / "pages.bin").write_bytes(b"first half")
        sweep(tmp_path)
        (part / "signatures").mkdir(parents=True)
        return _index("a")

    with pytest.raises(FileNotFoundError):
        seal(tmp_path / "one", write)
    assert list(tmp_path.iterdir()) == []


def test_a_part_that_another_process_sealed_meanwhile_is_taken(tmp_path: Path) -> None:
    def write(_: Path) -> Index:
        seal(tmp_path / "one", lambda _: _index("a"))
        return _index("a")

    assert list(read_ledger(tmp_path).done) == []
    assert seal(tmp_path / "one", write) == tmp_path / "one"
    assert list(read_ledger(tmp_path).done) == ["a"]
    assert len(list(tmp_path.iterdir())) == 1
