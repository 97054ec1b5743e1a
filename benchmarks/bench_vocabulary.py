"""Speed, start-up, memory and size of the vocabulary, beside pyahocorasick and spaCy's PhraseMatcher.

Same terms, same text, one process each; CPU seconds, so that a busy machine does not count. ``make
bench-vocabulary`` gives the peers an environment of their own. The text is MedQuAD's answers where
``$HEALTHSIFT_SHARED`` has them, else sentences made for this.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

_MEGABYTE = 1_000_000
_SPACY_CHARACTERS = 1_000_000
_PEERS = Path(sys.prefix) / "peers" / "vocabulary" / "bin" / "python"


def read_texts() -> list[str]:
    """Documents to match, 2 to 8 MB."""
    folder = Path(os.environ.get("HEALTHSIFT_SHARED", "../shared")) / "pages" / "medquad"
    texts = []
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                texts += [one["answer"] for one in json.loads(line)["qa"] if one.get("answer")]
    return (
        texts or ["The clinic treats low back pain, a slipped disc and knee stiffness with rest and ice. " * 40] * 800
    )


def resident() -> float:
    """Resident memory of this process now, MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / _MEGABYTE


def tell(name: str, ready: float, memory: float, size: int, seconds: float, found: int) -> None:
    """One line of figures, as JSON for the parent."""
    figures = {
        "name": name,
        "ready_s": ready,
        "memory_mb": memory,
        "mb_per_s": size / _MEGABYTE / seconds,
        "found": found,
    }
    print(json.dumps(figures))


def ours() -> None:
    """Load the shipped table and match."""
    before, start = resident(), time.process_time()
    from pipeline.vocabulary.load import load_vocabulary

    vocabulary = load_vocabulary()
    ready, memory = time.process_time() - start, resident() - before
    texts = read_texts()
    start = time.process_time()
    found = sum(len(vocabulary.find(text)) for text in texts)
    tell("healthsift", ready, memory, sum(map(len, texts)), time.process_time() - start, found)


def forms() -> list[str]:
    """The normal forms of the shipped table, as the peers' terms."""
    from pipeline.vocabulary.store import TABLE_FILE, unpack
    from pipeline.vocabulary.user import SHIPPED

    table = unpack((SHIPPED / TABLE_FILE).read_bytes())
    return [table.form(index) for index in range(table.forms)]


def pyahocorasick() -> None:
    """All terms with spaces around them, over lower-cased text."""
    import ahocorasick

    terms = sys.stdin.read().split("\n")
    before, start = resident(), time.process_time()
    automaton = ahocorasick.Automaton()
    for number, term in enumerate(terms):
        automaton.add_word(f" {term} ", number)
    automaton.make_automaton()
    ready, memory = time.process_time() - start, resident() - before
    texts = read_texts()
    start = time.process_time()
    found = sum(1 for text in texts for _ in automaton.iter_long(f" {text.lower()} "))
    tell("pyahocorasick", ready, memory, sum(map(len, texts)), time.process_time() - start, found)


def spacy_matcher() -> None:
    """A blank English pipeline with a PhraseMatcher on lower-cased words, over the first MB of text."""
    import spacy
    from spacy.matcher import PhraseMatcher

    terms = sys.stdin.read().split("\n")
    before, start = resident(), time.process_time()
    english = spacy.blank("en")
    matcher = PhraseMatcher(english.vocab, attr="LOWER")
    matcher.add("term", list(english.tokenizer.pipe(terms)))
    ready, memory = time.process_time() - start, resident() - before
    texts, size = [], 0
    for text in read_texts():
        if size > _SPACY_CHARACTERS:
            break
        texts.append(text)
        size += len(text)
    start = time.process_time()
    found = sum(len(matcher(document)) for document in english.tokenizer.pipe(texts))
    tell("spaCy PhraseMatcher", ready, memory, size, time.process_time() - start, found)


_CONTENDERS = {"ours": ours, "pyahocorasick": pyahocorasick, "spacy": spacy_matcher}


def main() -> None:
    """Run each contender in a process of its own and print the figures as ratios to ours."""
    if len(sys.argv) > 1:
        _CONTENDERS[sys.argv[1]]()
        return
    from pipeline.vocabulary.store import TABLE_FILE
    from pipeline.vocabulary.user import SHIPPED

    terms = forms()
    print(f"table: {(SHIPPED / TABLE_FILE).stat().st_size / _MEGABYTE:.1f} MB, {len(terms):,} forms")
    base = None
    for name in _CONTENDERS:
        python = Path(sys.executable) if name == "ours" else _PEERS
        if not python.exists():
            print(f"{name}: not installed: make bench-vocabulary")
            continue
        path = os.environ | ({"PYTHONPATH": os.pathsep.join(["", *sys.path])} if name == "ours" else {})
        run = subprocess.run(
            [python, __file__, name], input="\n".join(terms), capture_output=True, text=True, check=True, env=path
        )
        figures = json.loads(run.stdout.splitlines()[-1])
        base = base or figures["mb_per_s"]
        print(
            f"{figures['name']}: ready in {figures['ready_s']:.2f} s, {figures['memory_mb']:.0f} MB, "
            f"{figures['mb_per_s']:.2f} MB/s ({figures['mb_per_s'] / base:.2f}), {figures['found']:,} matches"
        )


if __name__ == "__main__":
    main()
