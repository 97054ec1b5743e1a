"""Keys of work: what a page's result depends on, as one hash, so that equal work is done once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pipeline
import schemas
from pipeline.dedupe.verdict_files import verdict_digest
from pipeline.dedupe.verdicts import PageVerdicts
from pipeline.extract.installed import installed_versions
from pipeline.sources.raw import RawPage
from pipeline.vocabulary.user import user_tables

_PIPELINE = Path(pipeline.__file__).parent
_SCHEMAS = Path(schemas.__file__).parent

# The code (and data beside it) that a step's results follow from: a change there makes the step's
# parts stale, and those of the steps that read them.
_CODE: dict[str, tuple[Path, ...]] = {
    "parse": tuple(
        _PIPELINE / name
        for name in ("ids.py", "pages.py", "packing.py", "sources", "parse", "clean", "dedupe", "structure/identity.py")
    ),
    "compare": (_PIPELINE / "dedupe",),
    "extract": (
        _SCHEMAS,
        *(
            _PIPELINE / name
            for name in ("ids.py", "pages.py", "steps.py", "rows.py", "structure", "extract", "vocabulary")
        ),
        # what a part is written through: contact data is taken out, broken pages are refused
        *(_PIPELINE / "publish" / name for name in ("parts.py", "scrub.py", "contacts.py", "page_checks.py")),
    ),
    "publish": (_SCHEMAS, _PIPELINE / "publish", _PIPELINE / "link"),
}
_PACKAGES: dict[str, tuple[str, ...]] = {
    "parse": ("beautifulsoup4", "lxml", "py3langid", "rensa", "trafilatura"),
    "compare": ("duckdb",),
    "extract": ("daachorse", "pydantic", "rapidfuzz", "sentencex"),
    "publish": ("duckdb", "pyarrow"),
}


def digest(*parts: str | bytes) -> str:
    """The sha256 of the parts in hex; where one part ends and the next begins counts."""
    hashed = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        hashed.update(len(data).to_bytes(8, "big"))
        hashed.update(data)
    return hashed.hexdigest()


@cache
def step_version(step: str) -> str:
    """The version of a step: a hash of its code, its data and the packages whose answers it passes on.

    The extract step's holds the users' vocabularies and extractors too: one added or upgraded redoes it.

    Computed and not written down, so that no change can be forgotten.

    Raises:
        KeyError: there is no such step.
    """
    files = sorted(file for path in _CODE[step] for file in _files(path))
    contents = [part for file in files for part in (file.name, file.read_bytes())]
    packages = [f"{name}=={version(name)}" for name in _PACKAGES[step]]
    return digest(step, *contents, *packages, *(_added() if step == "extract" else ()))


def _added() -> Sequence[str | bytes]:
    """What users have added to the extract step: vocabularies by content, extractors by name and version."""
    return [*(part for pair in user_tables() for part in pair), *installed_versions()]


def _files(path: Path) -> Sequence[Path]:
    if path.is_file():
        return [path]
    return [file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts]


def page_digest(raw: RawPage) -> str:
    """What identifies the input of the parse step: the bytes, and all that their origin says of them."""
    fetched = raw.fetched_at.isoformat() if raw.fetched_at else ""
    place = (raw.source, raw.media_type, raw.folder, raw.url or "")
    origin = (*place, raw.charset or "", raw.site or "", str(raw.status), fetched)
    return digest(raw.body, *origin)


def parse_key(page: str, site: str | None) -> str:
    """The key of one page's parse work; ``page`` is its ``page_digest``."""
    return digest("parse", step_version("parse"), page, site or "")


def extract_key(parsed: str, verdicts: PageVerdicts) -> str:
    """The key of one page's extract work: its parse key and its own verdict rows."""
    return digest("extract", step_version("extract"), parsed, verdict_digest(verdicts))
