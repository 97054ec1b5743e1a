"""Vocabularies that users add: compiled to the same table, kept in a cache folder, asked before the shipped one."""

from __future__ import annotations

import os
import re
from pathlib import Path

from pipeline.vocabulary.compile import compile_table
from pipeline.vocabulary.formats import read_concepts
from pipeline.vocabulary.handwritten import stop_words
from pipeline.vocabulary.store import QUICK, TABLE_FILE, TableError, digest, pack, unpack, write_atomically

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
SHIPPED = Path(__file__).parent / "data"
SHIPPED_NAME = "healthsift"


def user_folder() -> Path:
    """Where users' tables are kept: ``$HEALTHSIFT_VOCABULARIES``, else below the user's cache folder."""
    if stated := os.environ.get("HEALTHSIFT_VOCABULARIES"):
        return Path(stated)
    cache = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else Path.home() / ".cache") / "healthsift" / "vocabularies"


def user_tables() -> list[tuple[str, bytes]]:
    """Name and content of each user's table, by name."""
    folder = user_folder()
    if not folder.is_dir():
        return []
    return [(path.stem, path.read_bytes()) for path in sorted(folder.glob("*.zst"))]


def _path(name: str) -> Path:
    if not _NAME.fullmatch(name) or name == SHIPPED_NAME:
        raise ValueError(f"{name!r} is no name for a vocabulary: letters, digits, dots, dashes; not {SHIPPED_NAME!r}")
    return user_folder() / f"{name}.zst"


def add_vocabulary(name: str, file: Path) -> int:
    """Compile a file; returns how many concepts it has. Nothing changes when it cannot be read.

    Raises:
        ValueError: the name or the file is wrong; the message names the line.
        OSError: the file cannot be opened.
    """
    path = _path(name)
    concepts = read_concepts(file)
    write_atomically(path, pack(compile_table(concepts, stop_words()), QUICK))
    return len(concepts)


def remove_vocabulary(name: str) -> None:
    """Remove a user's vocabulary.

    Raises:
        ValueError: there is none of that name.
    """
    path = _path(name)
    if not path.is_file():
        raise ValueError(f"no vocabulary is called {name!r}")
    path.unlink()


def list_vocabularies() -> list[tuple[str, str, int | str]]:
    """Name, version and number of forms of the tables in use; a damaged one says so."""
    tables = [(SHIPPED_NAME, (SHIPPED / TABLE_FILE).read_bytes()), *user_tables()]
    found: list[tuple[str, str, int | str]] = []
    for name, packed in tables:
        try:
            found.append((name, digest(packed), unpack(packed).forms))
        except TableError as error:
            found.append((name, "damaged", str(error)))
    return found
