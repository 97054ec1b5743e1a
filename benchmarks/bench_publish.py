"""A million records published, opened in pandas and diffed: seconds and peak memory, beside plain pandas.

The peer reads the same part files, concatenates, sorts and writes the same Parquet tables with pandas:
no checks, no references, no descriptions, everything in memory. Each step runs in a process of its own.
``--records N`` for another size.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

_SYMPTOMS, _TREATMENTS, _BATCH = 8, 5, 1_000
_PER_PAGE = 1 + _SYMPTOMS + _TREATMENTS + 1
_SUBJECTS = 1_000  # pages on one subject share its concepts: 15,000 of them in all
_KINDS = ("conditions", "symptoms", "treatments", "exercises")


def template() -> object:
    """The rows of one page: a condition, symptoms, treatments, an exercise, each with its quotes."""
    from pipeline.pages import PageRows
    from schemas import Block, Condition, Document, Evidence, Exercise, Page, Relation, Section, Symptom, Treatment

    lines = ["Stiff shoulder", *(f"Symptom number {i} is a feeling of type {i}." for i in range(_SYMPTOMS))]
    lines += [f"Treatment number {i} eases it." for i in range(_TREATMENTS)] + ["Pendulum swing: 10 repetitions."]
    lines += ["A paragraph that says at some length what is known of the matter and whom to ask. " * 4] * 4
    text = "\n".join(lines)
    common = {"document_id": "d", "page_id": "p"}
    rows = PageRows(
        Page(
            page_id="p",
            source="p",
            site="bench.example",
            verdict="article",
            media_type="text/html",
            encoding="utf-8",
            language="en",
            published_on=date(2024, 5, 1),
            raw_sha256="0" * 64,
            bytes=len(text),
        )
    )
    rows.documents = [
        Document(
            **{**common, "ordinal": 0, "kind": "condition_article", "language": "en"},
            text=text,
            word_count=len(text.split()),
        )
    ]
    rows.blocks = [
        Block(block_id=f"b{i}", **common, ordinal=i, kind="paragraph", text=line, heading_path=[], kept=True)
        for i, line in enumerate(lines)
    ]
    rows.sections = [
        Section(
            section_id="s",
            document_id="d",
            ordinal=0,
            level=1,
            heading_source="markup",
            kind="overview",
            start=0,
            end=len(text),
        )
    ]
    code = {"system": "MONDO", "code": "MONDO:1", "match": "exact", "confidence": 1.0}
    empty = {"body_sites": ["shoulder"], "codes": [code]}
    rows.conditions = [
        Condition(record_id="c", **common, name=lines[0], aliases=[], role="topic", concept_id="con_c", **empty)
    ]
    for i in range(_SYMPTOMS):
        name = f"Symptom number {i}"
        rows.symptoms.append(
            Symptom(
                record_id=f"y{i}",
                **common,
                name=name,
                kind="symptom",
                quality=[],
                radiates_to=[],
                negated=False,
                concept_id=f"con_y{i}",
                **empty,
            )
        )
        rows.relations.append(
            Relation(
                relation_id=f"r{i}",
                document_id="d",
                subject_id=f"y{i}",
                subject_text=name,
                predicate="symptom_of",
                object_id="c",
                object_text=lines[0],
                certainty="stated",
            )
        )
    rows.treatments = [
        Treatment(
            record_id=f"t{i}",
            **common,
            name=f"Treatment number {i}",
            type="drug",
            examples=[],
            cautions=["with food"],
            side_effects=[],
            negated=False,
            concept_id=f"con_t{i}",
            codes=[code],
        )
        for i in range(_TREATMENTS)
    ]
    lists = {
        key: [] for key in ("equipment", "muscles", "muscles_inferred", "body_regions", "progressions", "cautions")
    }
    rows.exercises = [
        Exercise(
            record_id="x",
            **common,
            name="Pendulum swing",
            position_inferred=False,
            steps=["Swing.", "Repeat."],
            reps={"min": 10, "max": 10},
            reps_basis="total",
            concept_id="con_x",
            **lists,
        )
    ]
    named = [(row.record_id, row.name) for table in _KINDS for row in getattr(rows, table)]
    quotes = [(key, None, name) for key, name in named] + [
        (None, r.relation_id, r.subject_text) for r in rows.relations
    ]
    for i, (record, relation, quote) in enumerate(quotes):
        start = text.index(quote)
        rows.evidence.append(
            Evidence(
                evidence_id=f"e{i}",
                record_id=record,
                relation_id=relation,
                document_id="d",
                field="name",
                quote=quote,
                start=start,
                end=start + len(quote),
                section_id="s",
                rule="bench",
                confidence=0.9,
            )
        )
    return rows


def make_parts(folder: Path, records: int, changed: bool = False) -> int:
    """Part files of that many records: the template with ids of its own for every page; returns the pages."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    from pipeline.publish.parts import OF_PAGE, PART_TABLES, write_part
    from schemas import TABLES

    write_part(folder / "template", [template()])  # type: ignore[list-item]
    pages = -(-records // _PER_PAGE)
    ids = [hashlib.sha256(str(i).encode()).hexdigest()[:20] for i in range(pages)]
    for begin in range(0, pages, _BATCH):
        part = folder / f"part{begin:08d}"
        part.mkdir()
        batch = ids[begin : begin + _BATCH]
        for table in PART_TABLES:
            path = folder / "template" / f"{table}.parquet"
            if not path.exists():
                continue
            one = pq.read_table(path)
            n = one.num_rows
            rows = pa.concat_tables([one] * len(batch)).combine_chunks()
            prefix = pa.array([page for page in batch for _ in range(n)])
            subject = pa.array([ids[(begin + i) % _SUBJECTS] for i in range(len(batch)) for _ in range(n)])
            own = {TABLES[table].key, *TABLES[table].references, OF_PAGE, "source"} - {"about"}
            for i, name in enumerate(rows.column_names):
                if name == "concept_id":
                    rows = rows.set_column(
                        i, rows.schema.field(i), pc.binary_join_element_wise(rows.column(i), subject, "_")
                    )
                elif name in own and pa.types.is_string(rows.schema.field(i).type):
                    joined = pc.binary_join_element_wise(prefix, rows.column(i), "_")
                    rows = rows.set_column(i, rows.schema.field(i), joined)
            if table == "symptoms" and changed and begin == 0:
                severity = pa.array(["mild"] + [None] * (rows.num_rows - 1), pa.string())
                rows = rows.set_column(rows.column_names.index("severity"), rows.schema.field("severity"), severity)
            pq.write_table(rows.sort_by(TABLES[table].key), part / f"{table}.parquet", compression="zstd")
    return pages


def publish_all(folder: Path, parts: str) -> str:
    """Publish all parts; returns the counts."""
    from pipeline.publish.request import Part, PublishRequest
    from pipeline.publish.version import publish

    found = [Part(path) for path in sorted((folder / parts).glob("part*"))]
    result = publish(PublishRequest(dataset=folder / "set", parts=found))
    return f"{sum(result.counts[kind] for kind in _KINDS):,} records, new version: {result.changed}"


def publish_peer(folder: Path, parts: str) -> str:
    """The same tables by plain pandas."""
    import pandas as pd

    from pipeline.publish.parts import PART_TABLES
    from schemas import TABLES

    target = folder / "peer"
    target.mkdir()
    for table in PART_TABLES:
        files = sorted((folder / parts).glob(f"part*/{table}.parquet"))
        if files:
            frame = pd.concat([pd.read_parquet(path, dtype_backend="pyarrow") for path in files])
            frame.sort_values(TABLES[table].key).to_parquet(target / f"{table}.parquet", compression="zstd")
    return ""


def open_records(folder: Path, _: str) -> str:
    """Open the four record tables and the evidence as frames."""
    from pipeline import open_dataset

    data = open_dataset(folder / "set")
    frames = [data.frame(table) for table in (*_KINDS, "evidence")]
    return f"{sum(map(len, frames)):,} rows"


def diff_all(folder: Path, _: str) -> str:
    """Compare the two versions."""
    from pipeline.publish.diff import diff_versions
    from pipeline.publish.layout import versions

    first, second = (folder / "set" / name for name in versions(folder / "set"))
    found = diff_versions(first, second)
    return f"{len(found.changes)} change"


def _child(work: Callable[[Path, str], str], folder: Path, parts: str, answer: multiprocessing.Queue[object]) -> None:
    begun = time.perf_counter()
    note = work(folder, parts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    answer.put((time.perf_counter() - begun, peak, note))


def measured(title: str, work: Callable[[Path, str], str], folder: Path, parts: str = "first") -> tuple[float, float]:
    """Run one step in a process of its own and print its line; returns seconds and peak GB."""
    context = multiprocessing.get_context("spawn")
    answer: multiprocessing.Queue[object] = context.Queue()
    process = context.Process(target=_child, args=(work, folder, parts, answer))
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(f"{title} failed")
    seconds, peak, note = answer.get()  # type: ignore[misc]
    print(f"{title:34} {seconds:8.1f} s  {peak:6.2f} GB peak  {note}", flush=True)
    return seconds, peak


def main() -> None:
    """Print one line a step and the ratios."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--records", type=int, default=1_000_000)
    records = arguments.parse_args().records
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "first").mkdir()
        (folder / "second").mkdir()
        pages = make_parts(folder / "first", records)
        make_parts(folder / "second", records, changed=True)
        print(f"{records:,} records on {pages:,} pages")
        ours = measured("publish, checked and described", publish_all, folder)
        measured("publish the same again", publish_all, folder)
        measured("publish with one symptom changed", publish_all, folder, "second")
        peer = measured("pandas: concat, sort, write", publish_peer, folder)
        measured("open records and quotes in pandas", open_records, folder)
        measured("diff of the two versions", diff_all, folder)
        print(f"ours to pandas: {ours[0] / peer[0]:.2f} of the time, {ours[1] / peer[1]:.2f} of the memory")


if __name__ == "__main__":
    main()
