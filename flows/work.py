"""The work of one batch, as worker processes do it: imports the pipeline and never Prefect.

Each function takes a small picklable order and leaves one sealed part; a page that fails by itself is
listed in the part as failed. What is given back is the part's folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from flows.calm import calm_collector
from flows.keys import page_digest, parse_key
from flows.ledger import Done, Failed, Index, part_name, seal
from flows.survey import PageTask
from flows.watch import Watch
from pipeline.dedupe.verdicts import PageVerdicts
from schemas.enums import Stage

PAGES = "pages.bin"
SIGNATURES = "signatures"
ROWS = "rows"


@dataclass(frozen=True, slots=True)
class ParseOrder:
    """Pages to parse into one part below ``folder``. ``site`` overrides the site of every page."""

    folder: Path
    tasks: tuple[PageTask, ...]
    site: str | None = None
    stall_seconds: float = 0


@dataclass(frozen=True, slots=True)
class ExtractTask:
    """One page's extract work: the key of its result, where its parsed form lies, what the compare pass found."""

    key: str
    parsed: Path
    done: Done
    verdicts: PageVerdicts
    before: Failed | None = None


@dataclass(frozen=True, slots=True)
class ExtractOrder:
    """Pages to extract into one part below ``folder``."""

    folder: Path
    tasks: tuple[ExtractTask, ...]
    stall_seconds: float = 0


@dataclass(frozen=True, slots=True)
class PartitionOrder:
    """One partition of the compare pass (see ``pipeline.dedupe.compare``)."""

    live: Path
    partition: int
    partitions: int
    out: Path


@dataclass(frozen=True, slots=True)
class ConcludeOrder:
    """The end of the compare pass: the partitions' folders to one table of verdicts."""

    live: Path
    folders: tuple[Path, ...]
    out: Path


PageOrder = ParseOrder | ExtractOrder
Order = PageOrder | PartitionOrder | ConcludeOrder


def part_of(order: PageOrder) -> Path:
    """The part that the order leaves."""
    return order.folder / part_name((task.key, task.before) for task in order.tasks)


def mark_of(order: PageOrder) -> Path:
    """The file in which the worker marks the page that it is on."""
    return order.folder / f".{part_of(order).name}.at"


def run_order(order: Order) -> Path:
    """Do what is ordered; gives the sealed part, or the folder or file that the compare pass made."""
    if isinstance(order, ParseOrder):
        return _parse(order)
    if isinstance(order, ExtractOrder):
        return _extract(order)
    if isinstance(order, PartitionOrder):
        from pipeline.dedupe.compare import compare_partition

        return compare_partition(order.live, order.partition, order.partitions, order.out)
    from pipeline.dedupe.conclude import conclude

    return conclude(order.live, order.folders, order.out)


def failure(task: PageTask | ExtractTask, stage: Stage, error: str, message: str) -> Failed:
    """The entry of a page that failed: one line, whatever the exception said."""
    source = task.ref.source if isinstance(task, PageTask) else task.done.source
    before = task.before
    return Failed(
        key=task.key,
        source=source,
        stage=stage,
        error=error,
        message=" ".join(message.split())[:500],
        first_seen=before.first_seen if before else datetime.now(UTC),
        attempts=before.attempts + 1 if before else 1,
    )


def _parse(order: ParseOrder) -> Path:
    from dataclasses import replace

    from pipeline.dedupe.signature_files import write_signatures
    from pipeline.dedupe.signatures import PageSignature, sign_page
    from pipeline.packing import pack
    from pipeline.sources.discover import SourceError, read_source
    from pipeline.steps import parse_page

    def write(part: Path) -> Index:
        done: list[Done] = []
        failed: list[Failed] = []
        signed: dict[str, PageSignature] = {}
        offset = 0
        with (part / PAGES).open("wb") as file:
            for task in Watch(mark_of(order), order.stall_seconds).each(order.tasks):
                try:
                    raw = read_source(task.ref)
                    if parse_key(page_digest(raw), order.site) != task.key:
                        raise SourceError("changed while the run was on; the next run takes it up")
                    cleaned = parse_page(replace(raw, site=order.site) if order.site else raw)
                    data = pack(cleaned)
                    page_id = cleaned.page.page_id
                    if page_id not in signed:  # of two pages of one address the first stays
                        signed[page_id] = sign_page(cleaned.page, cleaned.cleaning, cleaned.document_ids)
                except Exception as error:  # whatever a page does to the parser is that page's failure
                    failed.append(failure(task, Stage.PARSE, type(error).__name__, str(error)))
                    continue
                file.write(data)
                done.append(Done(task.key, page_id, task.ref.source, offset, len(data)))
                offset += len(data)
        write_signatures(signed.values(), part / SIGNATURES)
        return Index(tuple(done), tuple(failed))

    with calm_collector():
        return seal(part_of(order), write)


def _extract(order: ExtractOrder) -> Path:

    from pipeline.packing import unpack
    from pipeline.pages import PageRows
    from pipeline.publish.parts import write_part
    from pipeline.steps import extract_page
    from pipeline.vocabulary.load import load_vocabulary

    vocabulary = load_vocabulary()

    def write(part: Path) -> Index:
        failed: list[Failed] = []

        def rows() -> Iterator[PageRows]:
            read = _Reader()
            for task in Watch(mark_of(order), order.stall_seconds).each(order.tasks):
                try:
                    yield extract_page(unpack(read(task)), task.verdicts, vocabulary)
                except Exception as error:
                    failed.append(failure(task, Stage.EXTRACT, type(error).__name__, str(error)))

        written = write_part(part / ROWS, rows())
        by_page = {task.done.page_id: task for task in order.tasks}
        for refusal in written.refused:
            failed.append(failure(by_page[refusal.page_id], Stage.PUBLISH, "Refused", refusal.message))
        done = (Done(by_page[page].key, page, by_page[page].done.source) for page in written.page_ids)
        return Index(tuple(done), tuple(failed))

    with calm_collector():
        return seal(part_of(order), write)


class _Reader:
    """Reads the parsed form of pages; a part file stays open for a run of its pages."""

    def __init__(self) -> None:
        self._part: Path | None = None
        self._file: BinaryIO | None = None

    def __call__(self, task: ExtractTask) -> bytes:
        if self._file is None or self._part != task.parsed:
            self.close()
            self._part, self._file = task.parsed, (task.parsed / PAGES).open("rb")
        self._file.seek(task.done.offset)
        return self._file.read(task.done.length)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
