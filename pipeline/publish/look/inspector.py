"""The page inspector: one page as the pipeline saw it, in one self-contained file."""

from __future__ import annotations

from pathlib import Path

from pipeline.publish.look.embed import asset, self_contained
from pipeline.publish.look.lookup import find_page
from pipeline.publish.look.view import page_view


def inspector_html(version: Path, what: str) -> str:
    """The inspector of the page that ``what`` names (see ``find_page``).

    Raises:
        LookupError: no page or more than one is meant.
    """
    page_id = find_page(version, what)
    data = page_view(version, page_id)
    data["focus"] = what if any(record["id"] == what for record in data["records"]) else None
    return self_contained(
        title=f"{data['page'].get('title') or data['page']['source']}: inspector",
        body=asset("inspector.html"),
        data=data,
        scripts=["inspector.js"],
        styles=["look.css", "inspector.css"],
    )
