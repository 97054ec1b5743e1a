"""``report.html``: what a version holds and what was left out, to look at rather than to read."""

from __future__ import annotations

from pathlib import Path

from pipeline.publish.look.embed import asset, self_contained
from pipeline.publish.look.figures import report_figures


def report_html(version: Path, dataset: str, name: str, previous: Path | None = None) -> str:
    """The report of one version as one self-contained page.

    Args:
        version: the folder with the version's tables, published or staged.
        dataset: the dataset's name.
        name: the version's name.
        previous: the folder of the version before, for drift.
    """
    data = {
        "dataset": dataset,
        "version": name,
        "previous": previous.name if previous else None,
        "figures": report_figures(version, previous),
    }
    return self_contained(
        title=f"{dataset} {name}: report",
        body=asset("report.html"),
        data=data,
        scripts=["echarts.min.js", "report.js"],
        styles=["look.css", "report.css"],
    )
