"""What describes a version agrees with its tables; the official validators judge it where they are installed."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pyarrow.parquet as pq
import pytest

from pipeline.publish.history import resolve_version
from pipeline.publish.manifest import file_digest, read_manifest
from pipeline.publish.terms import VocabularyTerms, shipped_vocabularies
from schemas import TABLES
from schemas.arrow import arrow_schema
from tests.publish.made_up import page_rows, publish_pages


@pytest.fixture(scope="module")
def version(made_once: Path) -> Path:
    return resolve_version(made_once)


def read(version: Path, name: str) -> Any:
    return json.loads((version / name).read_text(encoding="utf-8"))


def plain(value: object) -> Any:
    return json.loads(json.dumps(value, default=str))


@pytest.mark.parametrize("table", TABLES)
def test_every_row_meets_the_json_schema_beside_it(version: Path, table: str) -> None:
    schema = read(version, f"schemas/{table}.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for row in pq.read_table(version / f"{table}.parquet").to_pylist():
        validator.validate(plain(row))


def test_the_json_schema_has_teeth(version: Path) -> None:
    row = pq.read_table(version / "exercises.parquet").to_pylist()[0]
    validator = jsonschema.Draft202012Validator(read(version, "schemas/exercises.schema.json"))
    for wrong in ({"reps_basis": "weekly"}, {"reps": {"min": -1, "max": None}}, {"calories": 3}):
        assert not validator.is_valid(plain(row) | wrong)


def test_the_data_package_describes_every_table_and_column(version: Path) -> None:
    package = read(version, "datapackage.json")
    assert [resource["name"] for resource in package["resources"]] == list(TABLES)
    for resource in package["resources"]:
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert names == arrow_schema(resource["name"]).names
        assert resource["schema"]["primaryKey"] == [TABLES[resource["name"]].key]
    symptoms = next(r for r in package["resources"] if r["name"] == "symptoms")
    severity = next(f for f in symptoms["schema"]["fields"] if f["name"] == "severity")
    assert severity["constraints"] == {"enum": ["borderline", "mild", "moderate", "severe", "profound"]}
    assert {key["reference"]["resource"] for key in symptoms["schema"]["foreignKeys"]} == {
        "documents",
        "pages",
        "concepts",
    }


def test_croissant_names_the_files_by_their_hashes(version: Path) -> None:
    described = read(version, "croissant.json")
    for file in described["distribution"]:
        assert file["sha256"] == file_digest(version / file["contentUrl"])
    codes = next(f for r in described["recordSet"] for f in r["field"] if f["@id"] == "conditions/codes")
    assert codes["repeated"] is True
    assert [part["name"] for part in codes["subField"]] == ["system", "code", "match", "confidence"]


def test_the_card_tells_counts_terms_limits_and_use(tmp_path: Path) -> None:
    terms = VocabularyTerms("MONDO", "2026-01", "CC BY 4.0", "an | odd source")
    result = publish_pages(tmp_path, page_rows("a.html"), vocabularies=[terms], terms="CC0-1.0")
    card = (result.path / "README.md").read_text(encoding="utf-8")
    for words in ("| symptoms | 1 |", "| clinic.example | 1 |", "## Intended use", "## Limits", "CC0-1.0"):
        assert words in card
    assert "| MONDO | 2026-01 | CC BY 4.0 | an \\| odd source |" in card


def test_the_shipped_vocabularies_are_cited_with_version_and_licence() -> None:
    cited = {terms.system: terms for terms in shipped_vocabularies()}
    assert {"MONDO", "HP", "MESH"} <= set(cited)
    assert all(terms.version and terms.license and terms.source for terms in cited.values())


def test_the_manifest_has_quality_figures_and_the_hash_of_every_file(version: Path) -> None:
    manifest = read_manifest(version)
    assert manifest["quality"]["conditions.coded_share"] == 1.0
    assert manifest["quality"]["exercises.with_dose_share"] == 1.0
    written = {p.relative_to(version).as_posix() for p in version.rglob("*") if p.is_file()}
    assert set(manifest["files"]) == written - {"manifest.json"}


@pytest.mark.validators
def test_frictionless_accepts_the_package_and_every_row(version: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(version / "datapackage.json"))
    assert report.valid, report.to_summary()
    assert report.stats["tasks"] == len(TABLES)


@pytest.mark.validators
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore:The inplace keyword")
def test_mlcroissant_accepts_the_description_and_reads_every_table(version: Path) -> None:
    croissant = pytest.importorskip("mlcroissant")
    dataset = croissant.Dataset(jsonld=version / "croissant.json")
    assert not dataset.metadata.issues.errors
    assert not dataset.metadata.issues.warnings
    for table in TABLES:
        assert len(list(dataset.records(table))) == read_manifest(version)["counts"][table]
    exercise = next(iter(dataset.records("exercises")))
    assert exercise["exercises/reps"] == {"exercises/reps/min": 10, "exercises/reps/max": 10}
