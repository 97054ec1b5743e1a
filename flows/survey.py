"""What there is to do: every page named, with the digest of its bytes; nothing is parsed yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.keys import page_digest, parse_key
from flows.ledger import Failed
from pipeline.sources.discover import list_sources, read_source
from pipeline.sources.refs import SourceError, SourceProblem, SourceRef


class UsageError(Exception):
    """What was asked for cannot be done; the message is one line for the person who asked."""


@dataclass(frozen=True, slots=True)
class PageTask:
    """One page's parse work: where it lies, the key of its result, and how it failed before."""

    ref: SourceRef
    key: str
    before: Failed | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """The pages found, sorted by source, and what was found that holds no page."""

    pages: tuple[PageTask, ...]
    problems: tuple[SourceProblem, ...]


def survey(sources: Sequence[Path], site: str | None) -> Survey:
    """List and hash the pages in the sources.

    Raises:
        UsageError: a path that was given does not exist or holds no pages.
    """
    pages: list[PageTask] = []
    problems: list[SourceProblem] = []
    for found in list_sources(sources):
        if isinstance(found, SourceProblem):
            if found.given:
                raise UsageError(found.message)
            problems.append(found)
            continue
        try:
            pages.append(PageTask(found, parse_key(page_digest(read_source(found)), site)))
        except SourceError as error:
            problems.append(SourceProblem(found.source, str(error)))
    return Survey(tuple(pages), tuple(problems))
