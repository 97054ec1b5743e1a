from __future__ import annotations

import gzip
import os
import pickle
from pathlib import Path

import pytest

from pipeline.sources.discover import SourceError, SourceProblem, SourceRef, list_sources, read_source

PAGE = b"<html><body><p>A sprain is a stretched ligament.</p></body></html>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "pages"
    (root / "knee").mkdir(parents=True)
    (root / "a.html").write_bytes(PAGE)
    (root / "knee" / "b.htm.gz").write_bytes(gzip.compress(PAGE))
    (root / "knee" / "c.md").write_text("# Knee\n\nText.")
    (root / "style.css").write_text("p {}")
    (root / ".git").mkdir()
    (root / ".git" / "d.html").write_bytes(PAGE)
    return root


def refs(*paths: Path) -> list[SourceRef]:
    found = list_sources(paths)
    assert all(isinstance(ref, SourceRef) for ref in found), found
    return [ref for ref in found if isinstance(ref, SourceRef)]


def problem(path: Path) -> SourceProblem:
    (found,) = list_sources([path])
    assert isinstance(found, SourceProblem)
    assert "\n" not in found.message
    return found


def test_folder_gives_relative_sources(folder: Path) -> None:
    found = refs(folder)
    assert [ref.source for ref in found] == ["a.html", "knee/b.htm.gz", "knee/c.md"]
    assert [ref.folder for ref in found] == ["pages", "knee", "knee"]
    assert [ref.media_type for ref in found] == ["text/html", "text/html", "text/markdown"]
    assert all(read_source(pickle.loads(pickle.dumps(ref))).body for ref in found)
    assert read_source(found[1]).body == PAGE


def test_the_way_of_typing_does_not_matter(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = list_sources([folder])
    monkeypatch.chdir(folder.parent)
    assert list_sources([Path("pages")]) == plain
    assert list_sources([Path("./pages/../pages/"), folder / "knee" / "c.md"]) == plain
    monkeypatch.chdir(folder)
    assert list_sources([Path()]) == plain


def test_single_file_is_known_by_its_name(folder: Path) -> None:
    assert [ref.source for ref in refs(folder / "knee" / "b.htm.gz")] == ["b.htm.gz"]


def test_missing_empty_and_foreign_are_wrong_usage(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "nowhere", tmp_path / "empty", folder / "style.css"):
        assert problem(path).given


def test_links_in_circles_end(folder: Path) -> None:
    (folder / "knee" / "up").symlink_to(folder)
    (folder / "self").symlink_to(folder / "self")
    assert len(refs(folder)) == 3
    (folder / "gone.html").symlink_to(folder / "nothing.html")
    (broken,) = [found for found in list_sources([folder]) if isinstance(found, SourceProblem)]
    assert broken.source == "gone.html"
    assert not broken.given


def test_same_name_in_two_folders_is_no_silent_loss(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.html").write_bytes(PAGE + b"2")
    found = list_sources([folder, other])
    assert found == list_sources([other, folder])
    assert [f.source for f in found if isinstance(f, SourceProblem)] == ["a.html"]


@pytest.mark.parametrize(
    ("name", "body", "says"),
    [
        ("x.html", b"%PDF-1.7 ...", "a PDF"),
        ("x.html", bytes(range(256)) * 20, "binary"),
        ("x.txt.gz", b"not packed", "not gzip"),
        ("x.txt.gz", gzip.compress(PAGE * 50)[:-12], "damaged"),
    ],
)
def test_what_is_no_page_is_refused_in_one_line(tmp_path: Path, name: str, body: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(body)
    (ref,) = refs(tmp_path / name)
    with pytest.raises(SourceError, match=says) as caught:
        read_source(ref)
    assert "\n" not in str(caught.value)
    assert str(tmp_path) not in str(caught.value)


def test_gzip_bomb_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bomb.html.gz").write_bytes(gzip.compress(bytes(70 * 1024 * 1024), 9))
    with pytest.raises(SourceError, match="more than"):
        read_source(refs(tmp_path / "bomb.html.gz")[0])


def test_file_that_vanished_or_may_not_be_read(folder: Path) -> None:
    ref = refs(folder)[0]
    Path(ref.path).chmod(0)
    if os.access(ref.path, os.R_OK):  # root reads everything
        Path(ref.path).unlink()
    with pytest.raises(SourceError):
        read_source(ref)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16", "utf-8-sig", "windows-1251", "shift_jis"])
def test_text_in_any_encoding_is_text(tmp_path: Path, codec: str) -> None:
    text = "Pain in the knee, " * 20 if codec == "utf-16-le" else "膝 " * 50 if codec == "shift_jis" else "Колено " * 50
    (tmp_path / "x.txt").write_bytes(text.encode(codec))
    assert read_source(refs(tmp_path / "x.txt")[0]).body == text.encode(codec)
