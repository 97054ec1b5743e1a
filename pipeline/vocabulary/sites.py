"""Body sites by what people call them."""

from __future__ import annotations

from functools import cache

from pipeline.vocabulary.folding import normal_form
from pipeline.vocabulary.handwritten import read_list, split_cell
from pipeline.vocabulary.variants import number_variants, spelling_variants


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    rows = read_list("body_sites")
    for row in rows:
        found.setdefault(normal_form(row["name"]), row["name"])
    for row in rows:
        for variant in split_cell(row["variants"]):
            found.setdefault(normal_form(variant), row["name"])
    for form, name in sorted(found.items()):
        for other in (*number_variants(form), *spelling_variants(form)):
            found.setdefault(other, name)
    return found


def site_name(phrase: str) -> str | None:
    """The name of the body site that a phrase is ("butt" -> "buttock"); None if it is none of the list."""
    return _names().get(normal_form(phrase))
