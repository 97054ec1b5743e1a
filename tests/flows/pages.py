"""Pages written for the flow tests."""

from __future__ import annotations

from pathlib import Path

_PAGE = """<!doctype html><html lang="en"><head><title>{name}</title></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/visit">Plan a visit</a></li></ul></nav>
<main><h1>{name}</h1>
<p>{name} is a condition in which the tissue around the {site} becomes sore and swollen after long strain.</p>
<h2>Symptoms</h2><p>Common signs of {lower} are:</p>
<ul><li>Dull pain in the {site}</li><li>Stiffness in the morning</li><li>Swelling number {number} days in</li></ul>
<h2>Treatment</h2><p>Most people with {lower} get better with rest, ice packs and ibuprofen within {number} weeks.</p>
<h3>{site} slide</h3><p>Sit on a chair and slide the heel forward. Hold for {number} seconds. Repeat 10 times.</p>
</main><footer><p>Call us to book an appointment today.</p></footer></body></html>
"""
_SITES = ("knee", "elbow", "hip", "shoulder", "ankle", "wrist")


def html(number: int) -> str:
    """A page like no other."""
    site = _SITES[number % len(_SITES)]
    name = f"{site.capitalize()} strain of type {number}"
    return _PAGE.format(name=name, lower=name.lower(), site=site, number=number + 2)


def write_pages(folder: Path, count: int) -> Path:
    """A folder of that many pages."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"page-{number:04d}.html").write_text(html(number), encoding="utf-8")
    return folder
