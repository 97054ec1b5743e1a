"""``README.md``: the dataset card of a version, for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import duckdb

from pipeline.publish.identity import Identity
from pipeline.publish.quality import breakdown
from pipeline.publish.terms import VocabularyTerms
from schemas import TABLES

FILE = "README.md"

_USE = """\
## Intended use

Search, analysis and comparison of what public health pages say: which symptoms they give for a condition,
which treatments and exercises they name, in which words. Every record and relation has a quote in
`evidence.parquet`; look at it before you rely on a row.

It says what pages say, not what is true. It is no medical advice, must not decide about anybody's care,
and holds no data about patients.
"""

_LIMITS = """\
## Limits

- Records were read by rules, not by clinicians. `evidence.confidence` and `evidence.rule` tell how each was read;
  `healthsift sample` and `healthsift evaluate` measure how often a rule is right on this dataset.
- A value that a page does not state is null, never a default.
- A negated finding is a row with `negated = true`; leave it out of counts as `relations` and `concepts` do.
- Codes with the match `fuzzy`, `composed` or `mapped` are less sure than `exact` and `synonym`.
- The texts are the pages' own, under the pages' own terms (`pages.license` where a page states them).
- Inputs that failed are listed in `quarantine.parquet` with the reason.
"""

_READ = """\
## Reading it

```python
from pipeline import open_dataset

data = open_dataset("<folder of the dataset or of this version>")
data.symptoms[["name", "severity", "negated"]]
data.evidence_for(data.symptoms["record_id"].iloc[0])
data.graph()
```

`dataset.sql` has views for DuckDB, `schemas/` the JSON Schema of every table, `datapackage.json` (Frictionless) and
`croissant.json` (MLCommons) describe the same columns, `manifest.json` holds the SHA-256 of every file.
"""


def dataset_card(
    connection: duckdb.DuckDBPyConnection,
    identity: Identity,
    counts: Mapping[str, int],
    quality: Mapping[str, float],
    vocabularies: Sequence[VocabularyTerms],
) -> str:
    """The card's text in Markdown; the connection has the version's tables as views."""
    parts = [
        f"# {identity.name}",
        f"{identity.description} Schema {identity.schema_version}.",
        "## What is in it",
        _table(["table", "rows", "one row is"], [(name, counts[name], TABLES[name].description) for name in TABLES]),
        "## Where it comes from",
        _table(["site", "pages"], breakdown(connection, "pages", "site")),
        _table(["language", "pages"], breakdown(connection, "pages", "language")),
        "## Figures",
        _table(["figure", "value"], [(name, f"{value:.3f}") for name, value in quality.items()]),
        _USE.strip(),
        _LIMITS.strip(),
        "## Licences",
        f"Terms of the dataset: {identity.license}",
        "Terms that the pages state for themselves:",
        _table(["pages.license", "pages"], breakdown(connection, "pages", "license")),
    ]
    if vocabularies:
        parts += [
            "Vocabularies whose codes and names stand in the data:",
            _table(
                ["system", "version", "licence", "source"],
                [(v.system, v.version, v.license, v.source) for v in vocabularies],
            ),
        ]
    parts.append(_READ.strip())
    return "\n\n".join(parts) + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")
