"""A judged sample to precision by kind and rule, with intervals."""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.publish.request import PublishError

_RIGHT = {"right", "yes", "y", "1", "true", "correct", "ok", "tp"}
_WRONG = {"wrong", "no", "n", "0", "false", "incorrect", "fp"}
_OPEN = {"", "?", "unsure", "skip"}
_Z = 1.959963984540054  # 95 %
ALL = ""
"""The rule of a line that speaks for all rules of its kind."""


@dataclass(frozen=True, slots=True)
class Precision:
    """Precision of one kind, or of one rule of it (``rule`` empty: of all), with its 95 % interval."""

    kind: str
    rule: str
    judged: int
    right: int
    precision: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """``lines`` by kind and rule, each kind's total first; ``open`` rows had no verdict."""

    lines: tuple[Precision, ...]
    open: int


@dataclass(slots=True)
class _Stratum:
    size: int = 0
    judged: int = 0
    right: int = 0


def wilson(share: float, count: float) -> tuple[float, float]:
    """The 95 % interval of a share of ``count`` trials (Wilson's score interval); 0 to 1 without trials."""
    if not count:
        return 0.0, 1.0
    middle = (share + _Z**2 / (2 * count)) / (1 + _Z**2 / count)
    half = _Z / (1 + _Z**2 / count) * math.sqrt(share * (1 - share) / count + _Z**2 / (4 * count**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def evaluate(labels: Path) -> Evaluation:
    """Read a sample whose verdicts were filled in.

    A verdict is right or wrong (yes/no, 1/0, true/false too, in any case); an empty one, "?" or "unsure"
    leaves the row out. A kind's precision weighs its rules by how many records of the dataset each read.

    Raises:
        PublishError: the file is no sample, or a verdict is none; the message names the line.
    """
    strata: dict[str, dict[str, _Stratum]] = defaultdict(lambda: defaultdict(_Stratum))
    left_open = 0
    for number, row in _rows(labels):
        verdict = (row["verdict"] or "").strip().lower()
        if verdict in _OPEN:
            left_open += 1
            continue
        if verdict not in _RIGHT | _WRONG:
            raise PublishError(f"{labels}, line {number}: {verdict!r} is no verdict; write right, wrong or nothing")
        try:
            size = int(row["stratum_size"])
        except ValueError:
            raise PublishError(f"{labels}, line {number}: stratum_size is no number") from None
        stratum = strata[row["kind"]][row["rule"]]
        stratum.size = size
        stratum.judged += 1
        stratum.right += verdict in _RIGHT
    lines: list[Precision] = []
    for kind, rules in sorted(strata.items()):
        lines.append(_of_kind(kind, rules))
        for rule, stratum in sorted(rules.items()):
            share = stratum.right / stratum.judged
            lines.append(Precision(kind, rule, stratum.judged, stratum.right, share, *wilson(share, stratum.judged)))
    return Evaluation(tuple(lines), left_open)


def _of_kind(kind: str, rules: Mapping[str, _Stratum]) -> Precision:
    """Rules weighed by their size; the interval is Wilson's at the sample's effective size."""
    total = sum(stratum.size for stratum in rules.values())
    weights = {rule: stratum.size / total for rule, stratum in rules.items()}
    share = sum(weights[rule] * stratum.right / stratum.judged for rule, stratum in rules.items())
    effective = 1 / sum(weights[rule] ** 2 / stratum.judged for rule, stratum in rules.items())
    judged = sum(stratum.judged for stratum in rules.values())
    right = sum(stratum.right for stratum in rules.values())
    return Precision(kind, ALL, judged, right, share, *wilson(share, effective))


def _rows(labels: Path) -> Sequence[tuple[int, Mapping[str, str]]]:
    """The rows with their line numbers; commas, semicolons or tabs part the columns (spreadsheets differ)."""
    try:
        text = labels.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PublishError(f"cannot read {labels}: {error}") from None
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter)
    missing = {"kind", "rule", "verdict", "stratum_size"} - set(reader.fieldnames or ())
    if missing:
        raise PublishError(f"{labels} is no sample: it has no column {', '.join(sorted(missing))}")
    return [(reader.line_num, row) for row in reader]
