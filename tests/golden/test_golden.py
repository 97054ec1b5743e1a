"""Golden pairs: each sample page and the records that a careful reader expects of it.

``tests/golden/<source>.yaml`` belongs to ``raw/samples/<source>``; a new pair needs no code here.
``optional`` names may be found or not; ``never`` names and all others must not be found. What is
expected and not yet reached stands under ``gaps``, word for word: nothing may be added to what
falls short without being written down there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import yaml

HERE = Path(__file__).parent
SAMPLES = HERE.parent.parent / "raw" / "samples"
SOURCES = sorted(str(p.relative_to(HERE))[: -len(".yaml")] for p in HERE.rglob("*.yaml"))
SLOTS = ("number", "position", "reps", "reps_basis", "sets", "hold_seconds")
CURATIVE = {"treats", "relieves", "manages"}

Rows = list[dict[str, Any]]
Expected = dict[str, Any]


class Sample:
    """The published rows of one sample page."""

    def __init__(self, version: Path, source: str) -> None:
        self.version = version
        self.pages = [p for p in self.table("pages") if p["source"] == source]
        self.page_ids = {p["page_id"] for p in self.pages}
        self.documents = [d for d in self.table("documents") if d["page_id"] in self.page_ids]
        kept = {d["document_id"] for d in self.documents if d["duplicate_of"] is None}
        self.text = "\n".join(d["text"] for d in self.documents if d["document_id"] in kept)

    def table(self, name: str) -> Rows:
        return pq.read_table(self.version / f"{name}.parquet").to_pylist()

    def records(self, kind: str) -> Rows:
        return [r for r in self.table(kind) if r["page_id"] in self.page_ids]


def fold(name: str) -> str:
    return re.sub(r"\s+", " ", name.lower().replace("-", " ")).strip()


def squash(text: str) -> str:
    return re.sub(r"\s+", "", text)


def wordings(expected: str) -> set[str]:
    """An expected name may be given in several wordings: "tenderness | tenderness below the elbow"."""
    return {fold(wording) for wording in expected.split("|")}


def called(record: dict[str, Any]) -> set[str]:
    return {fold(record["name"]), *(fold(alias) for alias in record.get("aliases") or [])}


def page(sample: Sample, expected: Expected) -> Iterator[str]:
    if expected.get("quarantined"):
        if sample.pages or not any("photo" in q["source"] for q in sample.table("quarantine")):
            yield "is not in quarantine"
        return
    (found,) = sample.pages
    for column in ("verdict", "language"):
        want = expected.get(column, "en")
        if found[column] != want:
            yield f"{column} is {found[column]}, not {want}"


def cleaning(sample: Sample, expected: Expected) -> Iterator[str]:
    text = squash(sample.text)
    yield from (f"lost: {s}" for s in expected.get("keep", []) if squash(s) not in text)
    yield from (f"not once: {s}" for s in expected.get("once", []) if text.count(squash(s)) != 1)
    dropped = [b for b in sample.table("blocks") if b["page_id"] in sample.page_ids and not b["kept"]]
    for snippet, reason in (expected.get("drop") or {}).items():
        reasons = {b["reason"] for b in dropped if squash(snippet) in squash(b["text"])}
        if squash(snippet) in text:
            yield f"leaked: {snippet}"
        elif not reasons & {reason, "site_template"}:
            yield f"dropped as {', '.join(sorted(reasons))}, not {reason}: {snippet}"


def records(sample: Sample, expected: Expected) -> Iterator[str]:
    for kind in ("conditions", "symptoms", "treatments"):
        found = [r for r in sample.records(kind) if not r.get("negated")]
        wanted = {name: wordings(name) for name in expected.get(kind, [])}
        allowed = set().union(*wanted.values(), {fold(n) for n in expected.get("optional", [])})
        yield from (f"{kind} missed: {n}" for n, want in wanted.items() if not any(want & called(r) for r in found))
        yield from (f"{kind} false: {r['name']}" for r in found if not called(r) & allowed)
        column = {"conditions": "role", "treatments": "type"}.get(kind)
        for name, value in expected[kind].items() if column and kind in expected else ():
            values = {r[column] for r in found if called(r) & wanted[name]}
            if values and value not in values:
                yield f"{name} is {', '.join(sorted(values))}, not {value}"
    everything = [r for k in ("conditions", "symptoms", "treatments") for r in sample.records(k)]
    negated = {fold(r["name"]) for r in everything if r.get("negated")}
    yield from (f"not negated: {n}" for n in expected.get("negated", []) if fold(n) not in negated)
    names = {fold(r["name"]) for r in everything}
    yield from (f"never: {n}" for n in expected.get("never", []) if fold(n) in names)


def relations(sample: Sample, expected: Expected) -> Iterator[str]:
    documents = {d["document_id"] for d in sample.documents}
    found = {
        (fold(r["subject_text"]), r["predicate"], fold(r["object_text"]))
        for r in sample.table("relations")
        if r["document_id"] in documents
    }
    for subject, predicate, object_ in expected.get("relations", []):
        accepted = CURATIVE if predicate in CURATIVE else {predicate}
        ends = {(s, p, o) for p in accepted for s in wordings(subject) for o in wordings(object_)}
        if not ends & found:
            yield f"relation missed: {subject} {predicate} {object_}"


def exercises(sample: Sample, expected: Expected) -> Iterator[str]:
    found = {r["name"]: r for r in sample.records("exercises")}
    wanted = {e["name"]: e for e in expected.get("exercises", [])}
    yield from (f"exercise false: {name}" for name in sorted(found.keys() - wanted.keys()))
    for name, want in wanted.items():
        if name not in found:
            yield f"exercise missed: {name}"
            continue
        got = found[name]
        for slot in SLOTS:
            value = [got[slot]["min"], got[slot]["max"]] if isinstance(got[slot], dict) else got[slot]
            if value != want.get(slot):
                yield f"{name}: {slot} is {value}, not {want.get(slot)}"
        if want.get("per_side") and not got["per_side"]:
            yield f"{name}: not per side"
        if not got["steps"]:
            yield f"{name}: no steps"
    plans = [(len(p["exercise_ids"]), p["minutes"]) for p in sample.records("plans")]
    for want in expected.get("plans", []):
        minutes = dict(zip(("min", "max"), want["minutes"], strict=True))
        if (want["exercises"], minutes) not in plans:
            yield f"plan missed: {want}"


def repeats(sample: Sample, expected: Expected) -> Iterator[str]:
    if kept := expected.get("duplicate_of"):
        kept_ids = {d["document_id"] for d in Sample(sample.version, kept).documents}
        if not sample.documents or {d["duplicate_of"] for d in sample.documents} - kept_ids:
            yield f"is no copy of {kept}"


def test_every_sample_has_a_pair() -> None:
    assert sorted(str(p.relative_to(SAMPLES)) for p in SAMPLES.rglob("*") if p.is_file()) == SOURCES


@pytest.mark.parametrize("source", SOURCES)
def test_nothing_falls_short_but_known_gaps(samples_version: Path, source: str) -> None:
    expected: Expected = yaml.safe_load((HERE / f"{source}.yaml").read_text(encoding="utf-8"))
    sample = Sample(samples_version, source)
    asked = (page,) if expected.get("quarantined") else (page, cleaning, records, relations, exercises, repeats)
    complaints = [complaint for ask in asked for complaint in ask(sample, expected)]
    assert [c for c in complaints if c not in expected.get("gaps", [])] == []
