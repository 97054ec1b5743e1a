"""free-exercise-db entries as articles in five layouts, and what is read back from them.

The entries' texts come from the shared evaluation data; nothing of them is kept in the project.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.clean.page import clean
from pipeline.dedupe.verdicts import PageVerdicts
from pipeline.dedupe.within import mark_repeats
from pipeline.extract.exercises import extract_exercises
from pipeline.extract.found import Found
from pipeline.parse.page import parse
from pipeline.sources.raw import RawPage
from pipeline.structure.build import build_documents
from pipeline.structure.identity import document_ids
from pipeline.vocabulary.terms import Vocabulary
from schemas.enums import RecordKind

_STOP = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One exercise of the data set; ``equipment`` and ``muscle`` are null where it names none."""

    name: str
    steps: tuple[str, ...]
    equipment: str | None
    muscles: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """Counts of one layout."""

    entries: int = 0
    found: int = 0
    false: int = 0
    steps_right: int = 0
    order_right: int = 0
    equipment: list[int] = field(default_factory=lambda: [0, 0, 0])  # true, false, missed
    muscles: list[int] = field(
        default_factory=lambda: [0, 0, 0, 0]
    )  # recalled from the text, stated there, told at all, all


def load_entries(path: Path) -> list[Entry]:
    """The entries that have instructions."""
    entries = []
    for raw in json.loads(path.read_text(encoding="utf-8")):
        steps = tuple(" ".join(step.split()) for step in raw["instructions"] if step.strip())
        if steps:
            entries.append(Entry(raw["name"], steps, raw["equipment"], tuple(raw["primaryMuscles"])))
    return entries


def headings(entries: Sequence[Entry]) -> tuple[str, str]:
    """A heading each, with an ordered list of steps."""
    body = "".join(
        f"<h2>{html.escape(e.name)}</h2><ol>{''.join(f'<li>{html.escape(s)}</li>' for s in e.steps)}</ol>"
        for e in entries
    )
    return "text/html", f"<article><h1>Exercises for the gym</h1>{body}</article>"


def numbered(entries: Sequence[Entry]) -> tuple[str, str]:
    """Plain text: a numbered line, then a paragraph."""
    parts = [f"{i}. {e.name}\n\n{' '.join(e.steps)}" for i, e in enumerate(entries, 1)]
    return "text/plain", "Exercises for the gym\n\n" + "\n\n".join(parts) + "\n"


def cards(entries: Sequence[Entry]) -> tuple[str, str]:
    """Cards: a bold name in a box, then paragraphs."""
    boxes = []
    for entry in entries:
        steps = "".join(f"<p>{html.escape(step)}</p>" for step in entry.steps)
        boxes.append(f'<div class="card"><p><strong>{html.escape(entry.name)}</strong></p>{steps}</div>')
    return "text/html", f"<article><h1>Exercises for the gym</h1>{''.join(boxes)}</article>"


def table(entries: Sequence[Entry]) -> tuple[str, str]:
    """A table of names and instructions."""
    body = "".join(f"<tr><td>{html.escape(e.name)}</td><td>{html.escape(' '.join(e.steps))}</td></tr>" for e in entries)
    head = "<tr><th>Exercise</th><th>How to do it</th></tr>"
    return "text/html", f"<article><h1>Exercises for the gym</h1><table>{head}{body}</table></article>"


def flattened(entries: Sequence[Entry]) -> tuple[str, str]:
    """Plain text that has lost its headings: a line for the name, one for the steps."""
    parts = [f"{e.name}\n\n{' '.join(e.steps)}" for e in entries]
    return "text/plain", "Exercises for the gym\n\n" + "\n\n".join(parts) + "\n"


LAYOUTS: dict[str, Callable[[Sequence[Entry]], tuple[str, str]]] = {
    "headings": headings,
    "numbered": numbered,
    "cards": cards,
    "table": table,
    "flattened": flattened,
}


def read_back(media_type: str, text: str, vocabulary: Vocabulary) -> list[Found]:
    """The exercises that the pipeline finds in a page."""
    source = "page.html" if media_type == "text/html" else "page.txt"
    page = parse(RawPage(source=source, body=text.encode(), media_type=media_type, folder="bench"))
    cleaning = clean(page)
    mark_repeats(page, cleaning)
    documents = build_documents(page, cleaning, PageVerdicts(), document_ids(page, cleaning))
    records = [record for document in documents for record in extract_exercises(document, vocabulary).records]
    return [record for record in records if record.kind is RecordKind.EXERCISE]


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def tally(entries: Sequence[Entry], records: Sequence[Found], vocabulary: Vocabulary, into: Tally) -> None:
    """Compare what was found with the entries, by name.

    Steps are right where at least 8 in 10 of the entry's sentences are steps (tips and descriptions among
    them are rightly none); their order is that of the sentences that are.
    """
    by_name = {_words(record.name): record for record in records}
    into.entries += len(entries)
    wanted = {_words(entry.name) for entry in entries} | {_words(re.sub(r"\(.*?\)", "", e.name)) for e in entries}
    wanted |= {_words(re.split(r"\s[-–]\s|[:,(]", e.name)[0]) for e in entries}
    into.false += sum(name not in wanted for name in by_name)
    for entry in entries:
        record = by_name.get(_words(entry.name)) or by_name.get(_words(re.sub(r"\(.*?\)", "", entry.name)))
        if record is None:
            continue
        into.found += 1
        sentences = [_words(one) for step in entry.steps for one in _STOP.split(step) if _words(one)]
        steps = [_words(one) for step in record.values["steps"] for one in _STOP.split(step) if _words(one)]
        kept = [one for one in sentences if one in steps]
        into.steps_right += len(kept) >= 0.8 * len(sentences)
        places = [steps.index(one) for one in kept]
        into.order_right += places == sorted(places) and bool(places)
        _equipment(entry, record, into)
        text = " ".join((entry.name, *entry.steps))
        for muscle in entry.muscles:
            stated = {e.name for match in vocabulary.find(text) for e in match.entries if e.kind == "muscle"}
            into.muscles[2] += muscle in record.values["muscles"] + record.values["muscles_inferred"]
            into.muscles[3] += 1
            if muscle in stated:
                into.muscles[1] += 1
                into.muscles[0] += muscle in record.values["muscles"]


def _equipment(entry: Entry, record: Found, into: Tally) -> None:
    """Equipment of the data set's own list; a chair or a wall is no error where it names none."""
    own = {
        "barbell",
        "dumbbell",
        "kettlebells",
        "bands",
        "cable",
        "machine",
        "medicine ball",
        "exercise ball",
        "foam roll",
        "e-z curl bar",
    }
    got = {name for name in record.values["equipment"] if name in own}
    want = {entry.equipment} & own
    if want:
        into.equipment[0] += len(got & want)
        into.equipment[2] += len(want - got)
    if want or entry.equipment == "body only":
        into.equipment[1] += len(got - want)
