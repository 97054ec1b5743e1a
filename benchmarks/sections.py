#!/usr/bin/env python3
"""Section kinds of GARD answers without their headings: macro-F1 over four kinds, beside a keyword baseline.

    python benchmarks/sections.py [--other-half]

Each answer is read as a page without a title. The repeated question goes, and so does every sentence that
comes back in several answers once the disease's name is left out. An answer's kind is the kind of the
sections that hold most of its text. The baseline counts keywords. Figures are of a fixed half of the
entries; ``--other-half`` gives those that rules may be developed on.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter

from medquad import FOLDER, Answer, answers, documents_of

from schemas.enums import SectionKind

KINDS = {"symptoms": "symptoms", "treatment": "treatment", "causes": "causes", "exams and tests": "diagnosis"}
REPEATED = 4  # a sentence that so many answers share is a template
KEYWORDS = {
    "symptoms": re.compile(r"\b(?:symptoms?|signs?|features?|characteri[sz]ed)\b"),
    "treatment": re.compile(r"\b(?:treat\w*|therap\w+|surger\w+|medications?|drugs?|manage\w*)\b"),
    "causes": re.compile(r"\b(?:caus\w+|genes?|mutations?|genetic|inherited|due to)\b"),
    "diagnosis": re.compile(r"\b(?:diagnos\w+|tests?|testing|exam\w*|biops\w+)\b"),
}
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")
_TABLE_HEAD = "Signs and Symptoms Approximate number of patients (when available)"  # ends no sentence
_TABLE_TAIL = "The Human Phenotype Ontology (HPO)"  # begins a sentence behind a table without a full stop
_NEUTRAL = (SectionKind.OVERVIEW, SectionKind.OTHER)


def sentences_of(answer: Answer) -> list[str]:
    """The sentences of an answer; the words around its table of signs are parted from it."""
    text = answer.text.replace(_TABLE_HEAD, "").replace(_TABLE_TAIL, f". {_TABLE_TAIL}")
    return _SENTENCE.split(text)


def half(answer: Answer) -> bool:
    """Whether an answer's entry belongs to the half that is measured."""
    return hashlib.sha256(answer.entry.encode()).digest()[0] % 2 == 0


def template(sentence: str, answer: Answer) -> str:
    """A sentence without the name of its disease."""
    return sentence.lower().replace(answer.focus.lower(), "X")


def templates_of(everything: list[Answer]) -> Counter[str]:
    """How many answers hold each sentence, their diseases' names left out."""
    return Counter(one for answer in everything for one in {template(s, answer) for s in sentences_of(answer)})


def stripped(answer: Answer, templates: Counter[str]) -> str:
    """The answer without the question that it repeats and without templates."""
    sentences = sentences_of(answer)
    if sentences and sentences[0].rstrip().endswith("?"):
        sentences = sentences[1:]
    return " ".join(one for one in sentences if templates[template(one, answer)] < REPEATED)


def kind_of(name: str, text: str) -> str:
    """The kind of the sections that hold most of an answer; those that say no kind count only alone."""
    sizes: Counter[str] = Counter()
    for document in documents_of(name, text):
        for line in document.lines:
            kind = document.sections[line.section].kind
            if kind not in _NEUTRAL:
                sizes[kind.value] += line.end - line.start
    return sizes.most_common(1)[0][0] if sizes else "overview"


def keyword_kind(text: str) -> str:
    """The baseline: the kind whose keywords come most often, the first of equals; none without a keyword."""
    counts = {kind: len(pattern.findall(text.lower())) for kind, pattern in KEYWORDS.items()}
    best = max(counts, key=lambda kind: counts[kind])
    return best if counts[best] else "overview"


def macro_f1(pairs: list[tuple[str, str]]) -> float:
    """The mean F1 over the four kinds of (label, answer) pairs."""
    total = 0.0
    for kind in KINDS.values():
        hits = sum(want == got == kind for want, got in pairs)
        total += 2 * hits / max(sum((want == kind) + (got == kind) for want, got in pairs), 1)
    return total / len(KINDS)


def section_figures() -> dict[str, float]:
    """Macro-F1 on the half that is measured, and the baseline's."""
    figures = measure(True)
    del figures["gard.answers"]
    return figures


def measure(held: bool) -> dict[str, float]:
    """Macro-F1 of the pipeline and of the baseline on one half."""
    everything = list(answers("gard"))
    templates = templates_of(everything)
    ours, base = [], []
    for answer in everything:
        if answer.type in KINDS and half(answer) is held and (text := stripped(answer, templates)).strip():
            ours.append((KINDS[answer.type], kind_of(answer.entry, text)))
            base.append((KINDS[answer.type], keyword_kind(text)))
    return {"gard.section_f1": macro_f1(ours), "gard.section_f1.keywords": macro_f1(base), "gard.answers": len(ours)}


def main() -> int:
    """Print the figures."""
    if not FOLDER.is_dir():
        print(f"no folder {FOLDER}; set HEALTHSIFT_SHARED", file=sys.stderr)
        return 2
    for name, figure in measure("--other-half" not in sys.argv).items():
        print(f"{name:32} {figure:.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
