#!/usr/bin/env python3
"""Fit the words that say what a text without headings is about; writes ``pipeline/structure/kind_words.tsv``.

    python benchmarks/train_sections.py

Needs the ``train`` extra. A multinomial logistic regression over words and pairs, on the half of the GARD
answers that ``sections.py`` does not measure, on the sections of site pages whose heading names their kind
(without the heading), and, as texts of no one kind, on every tenth MedlinePlus summary (whole articles) and
every fourth page of the general web.
Prints macro-F1 on GARD entries left out, and on the labelled pages' sections, which nothing here is fitted on.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np
from medquad import answers, documents_of
from records import SHARED
from records import documents_of as documents_in
from scipy.sparse import csr_matrix
from sections import KINDS, half, keyword_kind, macro_f1, stripped, templates_of
from sklearn.feature_selection import chi2
from sklearn.linear_model import LogisticRegression

from pipeline.structure.kinds import KINDS as COLUMNS
from pipeline.structure.kinds import KindWords, words_of
from schemas.enums import SectionKind

TABLE = Path(__file__).parent.parent / "pipeline" / "structure" / "kind_words.tsv"
SITES = ("harin-clinic", "kane-kendal-spine", "nhs-choices", "reability", "womenshealth.gov")
STRENGTH, ROWS, TEXTS, FOLDS, EVERY, OTHERS, SHORTEST = 10.0, 1500, 3, 5, 10, 4, 25
RIGHT = 0.975  # of the kinds given; the narrowest margin that keeps it is taken: no kind is better than a wrong one
MARGINS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0)
OVERVIEW = SectionKind.OVERVIEW.value


class Text(NamedTuple):
    """A text, what it belongs to (so that folds part no entry) and its kind."""

    entry: str
    kind: str
    text: str


def gard() -> list[Text]:
    """The answers of the half that is not measured; general information is an overview."""
    everything = list(answers("gard"))
    templates = templates_of(everything)
    kinds = {**KINDS, "information": OVERVIEW}
    return [
        Text(answer.entry, kinds[answer.type], document.text)
        for answer in everything
        if answer.type in kinds and not half(answer)
        for document in documents_of(answer.entry, stripped(answer, templates))
    ]


def articles() -> list[Text]:
    """Every tenth MedlinePlus summary."""
    chosen = list(answers("medlineplus"))[::EVERY]
    return [Text(one.entry, OVERVIEW, one.text.removeprefix("Summary : ")) for one in chosen]


def elsewhere() -> list[Text]:
    """Every fourth page of the general web (WCXB), most of which have nothing to do with health."""
    paths = sorted((SHARED / "pages" / "wcxb").rglob("*.html.gz"))[::OTHERS]
    return [
        Text(source, OVERVIEW, document.text)
        for path in paths
        for source, documents in documents_in(path).items()
        for document in documents
    ]


def headed(folder: Path) -> list[Text]:
    """What stands directly under headings that name one of the kinds."""
    out = []
    for source, documents in documents_in(folder).items():
        for document in documents:
            for section in document.sections[1:]:
                own = [x.block.text for x in document.lines if x.section == section.index and x.start > section.start]
                text = "\n".join(own)
                if section.heading and section.kind in COLUMNS and len(text.split()) >= SHORTEST:
                    out.append(Text(source, section.kind.value, text))
    return out


def matrix(words: list[list[str]], columns: dict[str, int]) -> csr_matrix:
    """A row a text, scaled as ``KindWords.scores`` does."""
    rows, cells, values = [], [], []
    for row, text in enumerate(words):
        known = [columns[word] for word in text if word in columns]
        rows += [row] * len(known)
        cells += known
        values += [1 / math.sqrt(max(len(known), 1))] * len(known)
    return csr_matrix((values, (rows, cells)), shape=(len(words), len(columns)))


def fit(texts: list[Text]) -> KindWords:
    """The weights of the words that tell the kinds apart best; the margin is left at 0."""
    words = [words_of(one.text) for one in texts]
    kinds = [one.kind for one in texts]
    counts = Counter(word for text in words for word in text)
    often = sorted(word for word, count in counts.items() if count >= TEXTS)
    worth, _ = chi2(matrix(words, {word: i for i, word in enumerate(often)}), kinds)
    best = sorted(often[i] for i in np.argsort(-worth, kind="stable")[:ROWS])
    x = matrix(words, {word: i for i, word in enumerate(best)})
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=2000).fit(x, kinds)
    order = [list(model.classes_).index(kind.value) for kind in COLUMNS]
    weights = np.round(model.coef_[order].T, 2)
    return KindWords(
        {word: tuple(map(float, row)) for word, row in zip(best, weights, strict=True) if row.any()},
        tuple(map(float, np.round(model.intercept_[order], 2))),
        0.0,
    )


def judged(model: KindWords, texts: list[Text], margin: float) -> list[tuple[str, str]]:
    """Labels and answers."""
    model = KindWords(model.table, model.bias, margin)
    return [(one.kind, model.kind_of(one.text) or OVERVIEW) for one in texts]


def figures_of(pairs: list[tuple[str, str]]) -> str:
    """Macro-F1 over the texts of the four kinds, and how many of all kinds given are right."""
    four = macro_f1([pair for pair in pairs if pair[0] != OVERVIEW])
    return "{:.3f} ({:.3f} right of {} kinds given)".format(four, *right(pairs))


def right(pairs: list[tuple[str, str]]) -> tuple[float, int]:
    """The share that is right of the kinds given, and how many are given."""
    given = [want == got for want, got in pairs if got != OVERVIEW]
    return sum(given) / max(len(given), 1), len(given)


def fold(one: Text) -> int:
    """The fold of an entry, the same in every run."""
    return hashlib.sha256(f"fold {one.entry}".encode()).digest()[0] % FOLDS


def main() -> None:
    """Cross-validate, choose the margin, fit on all, write."""
    own = gard()
    others = articles() + elsewhere() + [text for site in SITES for text in headed(SHARED / "pages" / "sites" / site)]
    found: dict[float, list[tuple[str, str]]] = {one: [] for one in MARGINS}
    for number in range(FOLDS):
        model = fit([one for one in own if fold(one) != number] + others)
        for margin in MARGINS:
            found[margin] += judged(model, [one for one in own if fold(one) == number], margin)
    margin = min((one for one, pairs in found.items() if right(pairs)[0] >= RIGHT), default=MARGINS[-1])
    for one, pairs in found.items():
        print(f"GARD, left out, margin {one:4g}: {figures_of(pairs)}{'  taken' if one == margin else ''}")
    model = fit(own + others)
    known = {one.text for one in others}
    labelled = [one for one in headed(SHARED / "gold" / "dev" / "pages") if one.text not in known]
    print(f"labelled pages' sections: {figures_of(judged(model, labelled, margin))}")
    print(f"the same by keywords: {figures_of([(one.kind, keyword_kind(one.text)) for one in labelled])}")
    with TABLE.open("w", encoding="utf-8") as out:
        names = "\t".join(kind.value for kind in COLUMNS)
        out.write(f"# word or pair\t{names}: log odds, written by benchmarks/train_sections.py\n")
        out.write("\t".join(["@bias", *(f"{weight:g}" for weight in model.bias)]) + f"\n@margin\t{margin:g}\n")
        for word, weights in sorted(model.table.items()):
            out.write("\t".join([word, *(f"{weight:g}" for weight in weights)]) + "\n")


if __name__ == "__main__":
    main()
