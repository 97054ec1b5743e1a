"""``manifest.json``: what a version is made of, with the hash of every file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.publish.layout import MANIFEST
from pipeline.publish.request import CheckFigure

VOLATILE = {"quarantine": ("first_seen", "attempts")}
"""Columns that change from run to run without a change of content."""


def file_digest(path: Path) -> str:
    """The sha256 of a file's bytes in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def describe_files(version: Path) -> dict[str, dict[str, object]]:
    """Bytes and sha256 of every file of a version but the manifest, by relative path, sorted."""
    files = sorted(p for p in version.rglob("*") if p.is_file() and p.name != MANIFEST)
    return {
        path.relative_to(version).as_posix(): {"bytes": path.stat().st_size, "sha256": file_digest(path)}
        for path in files
    }


def describe_checks(figures: Sequence[CheckFigure]) -> dict[str, dict[str, float]]:
    """Each check's figure: bad rows, and the measured value with its limit where there is one."""
    described: dict[str, dict[str, float]] = {}
    for figure in figures:
        described[figure.check] = {"bad": figure.bad}
        if figure.value is not None and figure.limit is not None:
            described[figure.check] |= {"value": figure.value, "limit": figure.limit}
    return described


def write_manifest(version: Path, content: Mapping[str, object]) -> None:
    """Write the manifest, the last file of a version."""
    text = json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False)
    (version / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")


def read_manifest(version: Path) -> dict[str, Any]:
    """The manifest of a version as plain JSON values."""
    manifest: dict[str, Any] = json.loads((version / MANIFEST).read_text(encoding="utf-8"))
    return manifest
