"""``healthsift evaluate``: precision from a judged sample."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.telling import columns, print_lines, wrong_usage


def evaluate(
    labels: Annotated[Path, typer.Argument(help="A sample whose verdicts are filled in.", show_default=False)],
    json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Print the precision of each kind and rule with its 95 % interval, from LABELS.

    A kind's figure weighs its rules by how many records of the dataset each of them read.
    """
    from pipeline.publish.evaluation import evaluate as measure

    with wrong_usage():
        found = measure(labels)
    if json:
        import orjson

        print_lines([orjson.dumps(found, option=orjson.OPT_INDENT_2).decode()])
        return
    rows: list[list[object]] = [["kind", "rule", "judged", "right", "precision", "95 % interval"]]
    rows += [
        [p.kind, p.rule or "(all)", p.judged, p.right, f"{p.precision:.3f}", f"{p.low:.3f} to {p.high:.3f}"]
        for p in found.lines
    ]
    print_lines([*columns(rows), f"{found.open} rows without a verdict"])
