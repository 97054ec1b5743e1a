"""Names of one thing on several pages become one concept: from the pages' bytes to the published concepts."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.dedupe.verdicts import PageVerdicts
from pipeline.pages import PageRows
from pipeline.sources.raw import RawPage
from pipeline.steps import extract_page, parse_page
from pipeline.vocabulary.load import load_vocabulary
from tests.publish.made_up import publish_pages

CONDITIONS = [
    [
        "Herniated disk",
        "Ruptured disk",
        "Slipped disk",
        "Slipped disc",
        "Lumbar disc herniation",
        "Intervertebral hernia",
    ],
    ["Low back pain", "Lower back pain", "Lumbago"],
    ["Pinched nerve", "Nerve compression", "Compressed nerve"],
    ["Sciatica", "Sciatic neuralgia"],
]
TREATMENTS = [
    ["Muscle relaxants", "Muscle relaxers"],
    ["Pain relievers", "Painkillers", "Analgesics"],
    ["Stretching", "Stretching exercises"],
]
PAGE = """<html lang="en"><head><title>{name}</title></head><body><main><h1>{name}</h1>
<p>{name} is a common reason to see a doctor. {name} may last for several weeks.</p>
<h2>Symptoms of {lower}</h2><ul><li>numbness in the leg</li><li>muscle weakness</li></ul>
<h2>Treatment of {lower}</h2><p>Treatment of {lower} may include:</p>
<ul><li>{treatment}</li><li>ice packs</li><li>physical therapy</li></ul></main></body></html>"""


def rows_of(source: str, name: str, treatment: str) -> PageRows:
    body = PAGE.format(name=name, lower=name.lower(), treatment=treatment).encode()
    raw = RawPage(source=source, body=body, media_type="text/html", folder="merge")
    return extract_page(parse_page(raw), PageVerdicts(), load_vocabulary())


@pytest.mark.parametrize("names", CONDITIONS, ids=lambda names: names[0])
def test_conditions_of_several_pages_are_one_concept(names: list[str], tmp_path: Path) -> None:
    pages = [rows_of(f"{i}.html", name, "rest") for i, name in enumerate(names)]
    found = [record for page in pages for record in page.conditions if record.name.lower() in map(str.lower, names)]
    assert [record.name.lower() for record in found] == [name.lower() for name in names]
    (concept_id,) = {record.concept_id for record in found}
    table = pq.read_table(publish_pages(tmp_path, *pages).path / "concepts.parquet").to_pylist()
    (concept,) = [row for row in table if row["concept_id"] == concept_id]
    assert concept["codes"]
    assert concept["document_count"] == len(names)


@pytest.mark.parametrize("names", TREATMENTS, ids=lambda names: names[0])
def test_treatments_of_several_pages_are_one_concept(names: list[str]) -> None:
    pages = [rows_of(f"{i}.html", "Back strain", name) for i, name in enumerate(names)]
    found = [record for page in pages for record in page.treatments if record.name.lower() in map(str.lower, names)]
    assert len(found) == len(names)
    assert len({record.concept_id for record in found}) == 1


def test_two_conditions_are_two_concepts() -> None:
    pages = [rows_of("a.html", "Slipped disk", "rest"), rows_of("b.html", "Spinal stenosis", "rest")]
    topics = {record.concept_id for page in pages for record in page.conditions if record.role == "topic"}
    assert len(topics) == 2
