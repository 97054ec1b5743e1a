"""The versions of a dataset: listing them, going back, and removing old ones."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.publish.layout import (
    CURRENT,
    MANIFEST,
    STAGING,
    current_version,
    publisher_lock,
    set_current,
    sweep_staging,
    versions,
)
from pipeline.publish.manifest import read_manifest
from pipeline.publish.request import PublishError


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version as it is listed: name, rows by table, the release of the code and of the schema."""

    name: str
    current: bool
    created: str
    schema_version: str
    code_version: str
    counts: dict[str, int]


def resolve_version(path: Path) -> Path:
    """The version that ``path`` names: a version's own folder, or a dataset's folder for its current one.

    Raises:
        PublishError: there is neither.
    """
    if (path / MANIFEST).is_file():
        return path
    if (path / CURRENT).is_file():
        version = current_version(path)
        if version is not None:
            return version
    raise PublishError(f"{path} is neither a dataset nor a version of one")


def list_versions(dataset: Path) -> list[VersionLine]:
    """Every version, oldest first.

    Raises:
        PublishError: there is no dataset.
    """
    _standing(dataset)
    current = current_version(dataset)
    lines = []
    for name in versions(dataset):
        manifest = read_manifest(dataset / name)
        lines.append(
            VersionLine(
                name=name,
                current=current is not None and current.name == name,
                created=manifest["created"],
                schema_version=manifest["schema_version"],
                code_version=manifest["code_version"],
                counts=manifest["counts"],
            )
        )
    return lines


def roll_back(dataset: Path, version: str | None = None) -> Path:
    """Make another version the one to read: ``version``, or the one before the current; nothing is removed.

    Raises:
        PublishError: there is no such version, or none before the current one.
    """
    with publisher_lock(_standing(dataset)):
        names = versions(dataset)
        current = current_version(dataset)
        if version is None and current is not None and current.name == names[0] != names[-1]:
            raise PublishError(f"{dataset} has no version before the current one; name {names[-1]} to go to the newest")
        if version is None:
            version = version_before(dataset).name
        if version not in names:
            raise PublishError(f"{dataset} has no version {version}")
        set_current(dataset, version)
        return dataset / version


def version_before(dataset: Path) -> Path:
    """The version before the current one.

    Raises:
        PublishError: there is no dataset, or no such version.
    """
    current = current_version(_standing(dataset))
    older = [name for name in versions(dataset) if current is not None and name < current.name]
    if not older:
        raise PublishError(f"{dataset} has no version before the current one")
    return dataset / older[-1]


def prune(dataset: Path, keep: int) -> Sequence[str]:
    """Remove all but the newest ``keep`` versions, never the current one; returns the names of those removed.

    A version leaves in one step: no reader finds half of one.

    Raises:
        PublishError: there is no dataset, or ``keep`` is below 1.
    """
    if keep < 1:
        raise PublishError("at least one version is kept")
    with publisher_lock(_standing(dataset)):
        current = current_version(dataset)
        removed = [name for name in versions(dataset)[:-keep] if current is None or name != current.name]
        for name in removed:
            gone = dataset / f"{STAGING}removed-{name}"
            (dataset / name).rename(gone)
            shutil.rmtree(gone)
        sweep_staging(dataset)
        return removed


def _standing(dataset: Path) -> Path:
    if not (dataset / CURRENT).is_file():
        raise PublishError(f"{dataset} is no dataset: it has no {CURRENT}")
    return dataset
