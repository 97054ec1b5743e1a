"""A dictionary tagger of another make on given texts; runs in an environment of its own.

    python benchmarks/peers.py edsnlp|medspacy < ORDER

ORDER is JSON: ``texts`` and ``terms`` (label -> phrases). Prints one JSON line: CPU seconds for all texts
after one to warm up, the sentences that the peer cut, and the entities that it found.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

Order = dict[str, Any]


def edsnlp(terms: dict[str, list[str]]) -> Callable[[str], Any]:
    """EDS-NLP: sentences, its matcher on lower-cased terms, negation and hypothesis."""
    import edsnlp as package

    nlp = package.blank("eds")
    nlp.add_pipe("eds.sentences")
    nlp.add_pipe("eds.matcher", config={"terms": terms, "attr": "LOWER"})
    nlp.add_pipe("eds.negation")
    nlp.add_pipe("eds.hypothesis")
    return nlp


def medspacy(terms: dict[str, list[str]]) -> Callable[[str], Any]:
    """medspaCy: its sentence splitter, its target matcher and ConText."""
    import medspacy as package
    from medspacy.ner import TargetRule

    nlp = package.load(enable=["medspacy_pyrush", "medspacy_target_matcher", "medspacy_context"])
    matcher = nlp.get_pipe("medspacy_target_matcher")
    matcher.add([TargetRule(phrase, label.upper()) for label, phrases in terms.items() for phrase in phrases])
    return nlp


def main() -> None:
    """Read the order, run, print."""
    order: Order = json.load(sys.stdin)
    nlp = {"edsnlp": edsnlp, "medspacy": medspacy}[sys.argv[1]](order["terms"])
    nlp(order["texts"][0])
    start = time.process_time()
    documents = [nlp(text) for text in order["texts"]]
    seconds = time.process_time() - start
    sentences = sum(1 for document in documents for _ in document.sents)
    entities = sum(len(document.ents) for document in documents)
    print(json.dumps({"seconds": seconds, "sentences": sentences, "entities": entities}))


if __name__ == "__main__":
    main()
