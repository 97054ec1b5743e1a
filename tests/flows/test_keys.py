"""Keys of work: what users add to the extract step redoes that step and no other."""

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.keys import extract_key, step_version
from pipeline.dedupe.verdicts import NOTHING
from pipeline.extract.installed import installed_extractors, installed_versions

_CODE = """
from pipeline.extract.found import Extraction

class Nothing:
    name, version = "nothing", {version!r}

    def extract(self, document, vocabulary):
        return Extraction()
"""


def _forget() -> None:
    step_version.cache_clear()
    installed_extractors.cache_clear()
    sys.modules.pop("made_up_extractor", None)
    importlib.invalidate_caches()


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str], None]]:
    """Installs a package with one extractor, in a version of the package and one of the extractor."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def put(package: str, extractor: str) -> None:
        (tmp_path / "made_up_extractor.py").write_text(_CODE.format(version=extractor))
        folder = tmp_path / "made_up_extractor.dist-info"
        folder.mkdir(exist_ok=True)
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: made-up-extractor\nVersion: {package}\n")
        (folder / "entry_points.txt").write_text("[healthsift.extractors]\nnothing = made_up_extractor:Nothing\n")
        _forget()

    yield put
    _forget()


def test_an_extractor_added_or_upgraded_redoes_the_extract_step_alone(install: Callable[[str, str], None]) -> None:
    _forget()
    keys, parse = [extract_key("page", NOTHING)], step_version("parse")
    for package, extractor in (("1.0", "1"), ("1.1", "1"), ("1.1", "2")):
        install(package, extractor)
        assert [found.version for found in installed_extractors() if found.name == "nothing"] == [extractor]
        keys.append(extract_key("page", NOTHING))
    assert len(set(keys)) == len(keys)
    assert step_version("parse") == parse
    assert "nothing made_up_extractor:Nothing made-up-extractor==1.1 nothing 2" in installed_versions()
    install("1.0", "1")
    assert extract_key("page", NOTHING) == keys[1]
