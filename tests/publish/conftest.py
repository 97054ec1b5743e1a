"""Datasets made once for all tests of this room; waiting for the disk is left out."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.publish.made_up import page_rows, publish_pages


@pytest.fixture(autouse=True, scope="session")
def no_waiting_for_the_disk() -> Iterator[None]:
    """What is published in tests need not survive a power cut."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    for symptom in ("elbow pain", "numbness", "stiffness"):
        publish_pages(folder, page_rows("a.html", (symptom,)), page_rows("b.html", ("elbow pain", "weak grip")))
    return folder / "set"


@pytest.fixture
def dataset(made_once: Path, tmp_path: Path) -> Path:
    """A dataset of three versions of two pages that differ in one symptom, to do with as one likes."""
    shutil.copytree(made_once, tmp_path / "set")
    return tmp_path / "set"
