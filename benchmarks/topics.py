#!/usr/bin/env python3
"""How often an answer's focus condition is found as its topic, on MedlinePlus summaries.

    python benchmarks/topics.py [--missed]

Read without a title, as bare text, and as the page that they come from has them, with the focus as its
title. Beside it a baseline: the first term for a condition in the text. A topic is right where it is the focus
or one of its synonyms by normal name, or is linked to the same concept as one of them.
"""

from __future__ import annotations

import sys

from medquad import DISORDERS, FOLDER, answers, documents_of

from pipeline.extract.normal import normal_name
from pipeline.extract.reading import read
from pipeline.extract.topic import settle_topic
from pipeline.structure.document import Document
from pipeline.vocabulary.load import load_vocabulary
from pipeline.vocabulary.terms import Vocabulary


def topics_of(documents: list[Document], vocabulary: Vocabulary) -> list[str]:
    """The settled topics of a page's documents."""
    for document in documents:
        settle_topic(read(document, vocabulary))
    return [document.topic for document in documents if document.topic]


def first_term(text: str, vocabulary: Vocabulary) -> str | None:
    """The baseline: the first term for a condition."""
    for match in vocabulary.find(text):
        if any(entry.kind == "condition" for entry in match.entries):
            return text[match.start : match.end]
    return None


def topic_figures() -> dict[str, float]:
    """Shares of foci found as topic, by the pipeline and by the baseline."""
    return measure(False)


def measure(missed: bool) -> dict[str, float]:
    """The same; prints what was missed if asked to."""
    vocabulary = load_vocabulary()
    counts = [0, 0, 0, 0]
    for answer in answers("medlineplus"):
        if not DISORDERS & answer.semantic_types:
            continue
        wanted = [answer.focus, *answer.synonyms]
        names = {normal_name(name) for name in wanted}
        concepts = {vocabulary.link("condition", name).concept_id for name in wanted}

        def right(topic: str | None, names: set[str] = names, concepts: set[str] = concepts) -> bool:
            return topic is not None and (
                normal_name(topic) in names or vocabulary.link("condition", topic).concept_id in concepts
            )

        text = answer.text.removeprefix("Summary : ")
        found = topics_of(documents_of(answer.entry, text), vocabulary)
        hit = any(map(right, found))
        counts[0] += 1
        counts[1] += hit
        counts[2] += right(first_term(text, vocabulary))
        titled = topics_of(documents_of(answer.entry, text, answer.focus), vocabulary)
        counts[3] += any(map(right, titled))
        if missed and not hit:
            print(f"{answer.focus}\t{found or None}\t{text[:100]!r}")
    return {
        "medlineplus.topic": counts[1] / counts[0],
        "medlineplus.topic.first_term": counts[2] / counts[0],
        "medlineplus.topic.titled": counts[3] / counts[0],
    }


def main() -> int:
    """Print the shares, and the misses where ``--missed`` is given."""
    if not FOLDER.is_dir():
        print(f"no folder {FOLDER}; set HEALTHSIFT_SHARED", file=sys.stderr)
        return 2
    for name, figure in measure("--missed" in sys.argv).items():
        print(f"{name:32} {figure:.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
