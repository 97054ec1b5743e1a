"""Keys of work: what users add to the extract step redoes that step and no other."""

import importlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows import keys as keys_module
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


NO_VALUES = {"__init__", "durable", "limits", "quality", "request", "terms"}
"""Modules of publishing that workers load and that put no value into a row."""


def test_a_change_of_any_code_that_makes_rows_makes_them_stale() -> None:
    loads = "import sys, pipeline.steps, pipeline.publish.parts, pipeline.vocabulary.load, pipeline.extract.run"
    tells = "print(*(m.__file__ for n, m in list(sys.modules.items()) if n.split('.')[0] in ('pipeline', 'schemas')))"
    done = subprocess.run([sys.executable, "-c", f"{loads}; {tells}"], capture_output=True, text=True, check=True)
    covered = {
        file for step in ("parse", "extract") for path in keys_module._CODE[step] for file in keys_module._files(path)
    }
    loaded = {Path(name) for name in done.stdout.split() if name != "None"}
    assert len(loaded) > 50
    missing = {path for path in loaded - covered if not (path.parent.name == "publish" and path.stem in NO_VALUES)}
    assert {path.name for path in missing} <= {"__init__.py"}
