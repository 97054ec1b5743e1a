#!/usr/bin/env python3
"""Sentences a second for all record kinds in one process, beside EDS-NLP and medspaCy on the same texts.

    python benchmarks/bench_extract.py [--profile]

Ours reads everything: sections' subjects, conditions, symptoms, treatments, exercises, plans and relations,
with ids, codes and evidence. The peers tag terms only (those that our vocabulary finds in these texts) with
negation. CPU seconds, so that a busy machine does not count; all rates are over the sentences that we cut.
``make bench-extract`` installs the peers into environments of their own; a peer that is not there is left
out. The texts are the labelled pages where ``$HEALTHSIFT_SHARED`` has them, else the samples.
"""

from __future__ import annotations

import cProfile
import json
import pstats
import subprocess
import sys
import time
from pathlib import Path

from records import SHARED, documents_of

from flows.calm import calm_collector
from pipeline.extract.exercises import extract_exercises
from pipeline.extract.ground import ground
from pipeline.extract.reading import read
from pipeline.extract.run import extract
from pipeline.structure.document import Document
from pipeline.vocabulary.load import load_vocabulary
from pipeline.vocabulary.terms import Vocabulary

ROUNDS = 3
PEERS = Path(sys.prefix) / "peers"
KINDS = ("condition", "symptom", "drug", "treatment")


def read_all(documents: list[Document], vocabulary: Vocabulary) -> int:
    """Extract and ground everything; gives the number of records."""
    records = 0
    for document in documents:
        found = extract(document, vocabulary)
        found.extend(extract_exercises(document, vocabulary))
        rows = ground(document, found, vocabulary)
        records += len(rows.conditions) + len(rows.symptoms) + len(rows.treatments) + len(rows.exercises)
    return records


def terms_of(documents: list[Document], vocabulary: Vocabulary) -> dict[str, list[str]]:
    """What our vocabulary finds in the texts, by kind: the peers' dictionary."""
    terms: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for document in documents:
        for match in vocabulary.find(document.text):
            for entry in match.entries:
                if entry.kind in terms:
                    terms[entry.kind].add(document.text[match.start : match.end].lower())
    return {kind: sorted(phrases) for kind, phrases in terms.items()}


def peer(name: str, order: str) -> dict[str, float] | None:
    """The figures of a peer; null where it is not installed."""
    python = PEERS / name / "bin" / "python"
    if not python.exists():
        return None
    script = Path(__file__).with_name("peers.py")
    done = subprocess.run([python, script, name], input=order, capture_output=True, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def main() -> None:
    """Measure and print; with ``--profile`` where the time goes."""
    folder = SHARED / "gold" / "dev" / "pages"
    pages = documents_of(folder if folder.is_dir() else Path("raw/samples"))
    documents = [document for page in pages.values() for document in page]
    vocabulary = load_vocabulary()
    sentences = sum(len(read(document, vocabulary).sentences) for document in documents)
    read_all(documents, vocabulary)
    if "--profile" in sys.argv:
        with cProfile.Profile() as profile:
            read_all(documents, vocabulary)
        pstats.Stats(profile).sort_stats("tottime").print_stats(35)
        return
    times = []
    with calm_collector():  # as the workers run
        for _ in range(ROUNDS):
            start = time.process_time()
            records = read_all(documents, vocabulary)
            times.append(time.process_time() - start)
    ours = min(times)
    print(f"{len(documents)} documents, {sentences:,} sentences, {records:,} records")
    print(f"{'healthsift, all record kinds':34} {sentences / ours:8,.0f} sentences/s  1.00")
    order = json.dumps({"texts": [d.text for d in documents], "terms": terms_of(documents, vocabulary)})
    for name, label in (("edsnlp", "EDS-NLP, terms and negation"), ("medspacy", "medspaCy, terms and negation")):
        figures = peer(name, order)
        if figures is None:
            print(f"{label:34} not installed (make bench-extract)")
            continue
        rate = sentences / figures["seconds"]
        print(f"{label:34} {rate:8,.0f} sentences/s  {rate * ours / sentences:.2f}")


if __name__ == "__main__":
    main()
