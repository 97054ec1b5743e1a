#!/usr/bin/env python3
"""Slots beside the labels: treatment types and condition roles on the labelled pages, all slots on the seed.

    python benchmarks/slots.py [--missed]

Only records whose name hits a labelled item count, so that a figure tells how slots are read, not how
names are found. The pages come from the folder that ``HEALTHSIFT_SHARED`` names.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from records import SHARED, documents_of, predict, scorer

SYMPTOM_SLOTS = ("body_site", "laterality", "quality", "severity", "onset", "course", "frequency", "radiates_to")
_COLUMNS = {"body_site": "body_sites"}


def pairs(gold: Mapping[str, Any], page: Mapping[str, Any], table: str) -> Iterable[tuple[Any, Any]]:
    """Labelled items with the record that hits each."""
    hits, *_ = scorer().match(gold[table], page[table])
    for index, item in enumerate(gold[table]):
        if hits[index]:
            yield item, page[table][min(hits[index])]


def page_slots(missed: bool) -> dict[str, float]:
    """Shares of right types and roles on the labelled pages."""
    predictions = predict(documents_of(SHARED / "gold" / "dev" / "pages"), {}, {})
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for path in sorted((SHARED / "gold" / "dev").glob("*.gold.json")):
        gold = json.loads(path.read_text())
        page = predictions.get(gold["file"]) or predictions[PurePosixPath(gold["file"]).name]
        for table, slot in (("treatments", "type"), ("conditions", "role")):
            for item, record in pairs(gold, page, table):
                if item.get(slot):
                    of[slot] += 1
                    right[slot] += item[slot] == record[slot]
                    if missed and item[slot] != record[slot]:
                        print(f"{slot}\t{record['name']}\twant {item[slot]}\tgot {record[slot]}")
        for item, record in pairs(gold, page, "conditions"):
            names = scorer().names(item)
            aliases = [scorer().normalise(alias) for alias in record["aliases"]]
            of["alias"] += len(aliases)
            right["alias"] += sum(alias in names for alias in aliases)
            if missed:
                for alias in aliases:
                    if alias not in names:
                        print(f"alias\t{record['name']}\t{alias}")
    return {f"dev.{slot}": right[slot] / max(of[slot], 1) for slot in sorted(of)}


def values_of(value: object) -> set[str]:
    """A label's or a record's value as a set of words: lists are joined, "x; y" is two."""
    parts = value if isinstance(value, list) else [] if value is None else str(value).replace("_", " ").split(";")
    return {scorer().normalise(str(part)) for part in parts if part}


def _condition(item: Any, record: Any) -> Iterable[tuple[str, set[str], set[str]]]:
    aliases = [alias["name"] for alias in item.get("aliases") or () if alias["required"]]
    yield "aliases", values_of(aliases), values_of(record["aliases"])
    yield "definition", stated(item.get("definition")), stated(record["definition"])
    yield "condition_sites", values_of(item.get("body_sites") or []), values_of(record["body_sites"])


def _symptom(item: Any, record: Any) -> Iterable[tuple[str, set[str], set[str]]]:
    for slot in SYMPTOM_SLOTS:
        yield slot, values_of(item["attributes"].get(slot)), values_of(record[_COLUMNS.get(slot, slot)])


def _treatment(item: Any, record: Any) -> Iterable[tuple[str, set[str], set[str]]]:
    examples = [example["name"] for example in item.get("examples") or ()]
    yield "examples", values_of(examples), values_of(record["examples"])
    yield "type", values_of(item["type"]), values_of(record["type"])
    yield "cautions", stated(item.get("cautions")), stated(record["cautions"])


LABELS = {"conditions": _condition, "symptoms": _symptom, "treatments": _treatment}


def stated(value: object) -> set[str]:
    """Whether a text slot is filled at all; how it is worded is not compared."""
    return {"stated"} if value else set()


def seed_slots(missed: bool) -> dict[str, float]:
    """F1 of each slot on the seed, over the records whose names hit a label."""
    full = json.loads((SHARED / "gold" / "seed" / "seed.gold.json").read_text())
    pages = documents_of(SHARED / "seeds")
    (documents,), (page,) = pages.values(), predict(pages, {}, {}).values()
    letter = {
        document.document_id: article["doc_id"]
        for document in documents
        for article in full["documents"]
        if article["title"]["quote"] in document.text and article["doc_id"] in "ABC"
    }
    counts: dict[str, list[int]] = {}

    def count(slot: str, name: str, want: set[str], got: set[str]) -> None:
        held = counts.setdefault(slot, [0, 0, 0])
        same = {g for g in got if any(g == w or g in w.split() or w in g for w in want)}
        held[0] += min(len(same), len(want))
        held[1] += len(got - same)
        held[2] += max(len(want) - len(same), 0)
        if missed and (want or got) and not (len(same) == len(want) == len(got)):
            print(f"{slot}\t{name}\twant {sorted(want)}\tgot {sorted(got)}")

    for table in ("conditions", "symptoms", "treatments"):
        for doc in "ABC":
            labelled = [{**item, "accept": item.get("accept_names")} for item in full[table] if item["doc_id"] == doc]
            records = [record for record in page[table] if letter.get(record["document_id"]) == doc]
            for item, record in pairs({table: labelled}, {table: records}, table):
                for slot, want, got in LABELS[table](item, record):
                    count(slot, record["name"], want, got)
    return {f"seed.{slot}": scorer().prf(*counted)[2] for slot, counted in sorted(counts.items())}


def main() -> int:
    """Print the figures, and what is wrong where ``--missed`` is given."""
    if not (Path(SHARED) / "gold").is_dir():
        print(f"no evaluation data at {SHARED}: set HEALTHSIFT_SHARED", file=sys.stderr)
        return 2
    missed = "--missed" in sys.argv
    for name, figure in {**page_slots(missed), **seed_slots(missed)}.items():
        print(f"{name:28} {figure:8.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
