"""Users' vocabularies: three formats, clear errors, the earlier table stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.vocabulary.formats import read_concepts
from pipeline.vocabulary.layers import Layers
from pipeline.vocabulary.store import unpack
from pipeline.vocabulary.user import add_vocabulary, list_vocabularies, remove_vocabulary, user_tables
from pipeline.vocabulary.vocabulary import CompiledVocabulary

CSV = "kind,name,code,synonyms\ncondition,zorp disease,ZZ:1,zorpitis; the zorps\n"
OBO = (
    'format-version: 1.2\n\n[Term]\nid: ZZ:1\nname: zorp disease\nsynonym: "zorpitis" EXACT []\n'
    'synonym: "zorping" RELATED []\n\n[Term]\nid: ZZ:2\nname: gone\nis_obsolete: true\n'
)
JSON = json.dumps(
    {
        "graphs": [
            {
                "nodes": [
                    {
                        "id": "http://example.org/obo/ZZ_1",
                        "lbl": "zorp disease",
                        "meta": {"synonyms": [{"pred": "hasExactSynonym", "val": "zorpitis"}]},
                    }
                ]
            }
        ]
    }
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HEALTHSIFT_VOCABULARIES", str(tmp_path / "vocabularies"))
    return tmp_path


@pytest.mark.parametrize(("suffix", "text"), [(".csv", CSV), (".obo", OBO), (".json", JSON)])
def test_added_terms_are_found_and_linked(folder: Path, suffix: str, text: str) -> None:
    file = folder / f"mine{suffix}"
    file.write_text(text, encoding="utf-8")
    assert add_vocabulary("mine", file) == 1
    ((name, packed),) = user_tables()
    assert name == "mine"
    own = Layers([CompiledVocabulary(unpack(packed), "own")], "layers")
    (match,) = own.find("He has zorpitis again.")
    assert (match.start, match.end) == (7, 15)
    assert [code.code for code in own.link("condition", "Zorp disease").codes] == ["ZZ:1"]
    assert "mine" in [row[0] for row in list_vocabularies()]
    remove_vocabulary("mine")
    assert user_tables() == []


@pytest.mark.parametrize(
    ("file_name", "text", "message"),
    [
        ("a.csv", "kind,name,code\ncondition,zorp\n", "a.csv, line 2: not as many cells"),
        ("a.csv", "kind,name,code\nplanet,zorp,ZZ:1\n", "a.csv, line 2: kind 'planet'"),
        ("a.csv", "kind,name,code\ncondition,zorp,zz\n", "a.csv, line 2: 'zz' is no code"),
        ("a.csv", "what\n1\n", "a.csv, line 1: no column"),
        ("a.obo", "[Term]\nid: ZZ:1\nname: half", "a.obo, line 3: cut off"),
        ("a.obo", "[Term]\nid: ZZ:1\n", "a.obo, line 1: a term without id or name"),
        ("a.json", '{"graphs": [', "a.json, line 1"),
        ("a.json", '{"nodes": 1}', "not an OBO Graph"),
        ("a.txt", "x", "not .csv, .obo or .json"),
    ],
)
def test_a_broken_file_names_its_line_and_changes_nothing(
    folder: Path, file_name: str, text: str, message: str
) -> None:
    good = folder / "good.csv"
    good.write_text(CSV, encoding="utf-8")
    add_vocabulary("mine", good)
    before = user_tables()
    broken = folder / file_name
    broken.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=message.replace("(", r"\(")):
        add_vocabulary("mine", broken)
    assert user_tables() == before


def test_names_stay_in_the_folder(folder: Path) -> None:
    file = folder / "good.csv"
    file.write_text(CSV, encoding="utf-8")
    for name in ("../up", "", "healthsift", "a/b"):
        with pytest.raises(ValueError, match="no name"):
            add_vocabulary(name, file)
    assert len(read_concepts(file)) == 1
