"""Files that survive a power cut: written, synced, and put in place in one step."""

from __future__ import annotations

import os
from pathlib import Path


def sync_file(path: Path) -> None:
    """Wait until the file's bytes are on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(path: Path) -> None:
    """Wait until the folder's entries are on disk (nothing to do where folders cannot be opened)."""
    if os.name == "posix":
        sync_file(path)


def sync_tree(root: Path) -> None:
    """Sync all files and folders below and with ``root``."""
    for folder, _, files in os.walk(root):
        for name in files:
            sync_file(Path(folder) / name)
        sync_folder(Path(folder))


def replace_text(path: Path, text: str) -> None:
    """Put ``text`` in place of the file at once: a reader sees the old or the new text, never a mixture."""
    staging = path.with_name(f".{path.name}.writing")
    with staging.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    staging.replace(path)
    sync_folder(path.parent)
