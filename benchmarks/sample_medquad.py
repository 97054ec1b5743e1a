"""Links the focus names of MedQuAD and prints how many get a code, and a random sample to read.

``python benchmarks/sample_medquad.py [--sample 100] [--seed 1]``; the data is read from
``$HEALTHSIFT_SHARED/pages/medquad`` (MedQuAD, CC BY 4.0), which is not part of the project.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import sys
from pathlib import Path

from medquad import DISORDERS

from pipeline.vocabulary.load import load_vocabulary
from pipeline.vocabulary.terms import Linked


def disorder_foci(path: Path) -> list[str]:
    """The focus names of one collection whose semantic type is a disorder, in order, each once."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    names = (document["focus"] for document in documents if DISORDERS.intersection(document["semantic_types"]))
    return list(dict.fromkeys(names))


def main() -> int:
    """Print coverage per collection, then the sample."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=100, help="how many linked names to print")
    parser.add_argument("--seed", type=int, default=1, help="of the random sample")
    parser.add_argument("--missing", action="store_true", help="print the names without a code too")
    options = parser.parse_args()
    folder = Path(os.environ.get("HEALTHSIFT_SHARED", "../shared")) / "pages" / "medquad"
    if not folder.is_dir():
        print(f"no folder {folder}; set HEALTHSIFT_SHARED", file=sys.stderr)
        return 2
    vocabulary = load_vocabulary()
    linked: list[tuple[str, Linked]] = []
    for collection in ("medlineplus", "gard"):
        names = disorder_foci(folder / f"{collection}.jsonl.gz")
        found = [(name, vocabulary.link("condition", name)) for name in names]
        coded = [pair for pair in found if pair[1].codes]
        print(f"{collection}: {len(coded)} of {len(names)} have a code ({len(coded) / len(names):.1%})")
        if options.missing:
            print("  without:", "; ".join(name for name, link in found if not link.codes))
        linked += coded
    chosen = random.Random(options.seed).sample(sorted(linked, key=lambda pair: pair[0]), options.sample)
    for name, link in chosen:
        codes = " ".join(f"{code.code}({code.match.value})" for code in link.codes)
        print(f"{name}\t{link.name}\t{codes}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
