"""Reads users' vocabularies: OBO, OBO Graph JSON, and CSV (``kind,name,code,synonyms``)."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

from pipeline.vocabulary.handwritten import split_cell
from pipeline.vocabulary.rows import ConceptRow, Term
from pipeline.vocabulary.terms import KINDS

_DEFAULT_KIND = "condition"
_CURIE = re.compile(r"[A-Za-z][A-Za-z0-9._-]*:\S+")
_IRI = re.compile(r".*[/#]([A-Za-z][A-Za-z0-9.-]*)_(\S+)$")
_QUOTED = re.compile(r'synonym: "((?:[^"\\]|\\.)*)" (EXACT|RELATED|BROAD|NARROW)\b')


def read_concepts(file: Path) -> list[ConceptRow]:
    """The concepts of a file, its kind told by the suffix (.csv, .obo, .json).

    Raises:
        ValueError: the file is of no known form, broken or cut off; the message names the line.
        OSError: the file cannot be opened.
    """
    readers = {".csv": _read_csv, ".obo": _read_obo, ".json": _read_json}
    reader = readers.get(file.suffix.lower())
    if reader is None:
        raise ValueError(f"{file.name}: not .csv, .obo or .json")
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{file.name}: not UTF-8 (byte {error.start})") from None
    rows = reader(file.name, text)
    if not rows:
        raise ValueError(f"{file.name}, line 1: no concepts")
    return rows


def _row(kind: str, name: str, code: str, exact: list[str], source: str) -> ConceptRow:
    terms = [Term(name, "preferred", source), *(Term(other, "exact", source) for other in exact)]
    return ConceptRow(
        kind, name, [code] if code else [], terms, 0, {"type": "procedure"} if kind == "treatment" else {}
    )


def _read_csv(source: str, text: str) -> list[ConceptRow]:
    reader = csv.DictReader(text.splitlines(), strict=True)
    missing = {"name", "code"} - set(reader.fieldnames or ())
    if missing:
        raise ValueError(f"{source}, line 1: no column {', '.join(sorted(missing))}")
    rows = []
    try:
        for line in reader:
            place = f"{source}, line {reader.line_num}"
            kind = line.get("kind") or _DEFAULT_KIND
            if None in line or None in line.values():
                raise ValueError(f"{place}: not as many cells as columns")
            if kind not in KINDS:
                raise ValueError(f"{place}: kind {kind!r} is none of {', '.join(KINDS)}")
            if not line["name"].strip():
                raise ValueError(f"{place}: no name")
            if line["code"] and not _CURIE.fullmatch(line["code"]):
                raise ValueError(f"{place}: {line['code']!r} is no code like SYSTEM:123")
            rows.append(_row(kind, line["name"].strip(), line["code"], split_cell(line.get("synonyms") or ""), source))
    except csv.Error as error:
        raise ValueError(f"{source}, line {reader.line_num}: {error}") from None
    return rows


def _read_obo(source: str, text: str) -> list[ConceptRow]:
    if not text.endswith("\n"):
        raise ValueError(f"{source}, line {text.count(chr(10)) + 1}: cut off, the last line has no end")
    rows = []
    fields: dict[str, str] = {}
    synonyms: list[str] = []
    in_term, started = False, 0

    def finish() -> None:
        if in_term and fields.get("is_obsolete") != "true":
            if "id" not in fields or "name" not in fields:
                raise ValueError(f"{source}, line {started}: a term without id or name")
            rows.append(_row(_DEFAULT_KIND, fields["name"], fields["id"], synonyms, source))

    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("["):
            finish()
            in_term, started, fields, synonyms = line == "[Term]", number, {}, []
        elif line.startswith("synonym: "):
            quoted = _QUOTED.match(line)
            if not quoted:
                raise ValueError(f"{source}, line {number}: a synonym that is not quoted or has no scope")
            if quoted[2] == "EXACT":
                synonyms.append(quoted[1].replace('\\"', '"'))
        elif line.strip() and not line.startswith("!"):
            key, colon, value = line.partition(": ")
            if not colon and not line.endswith(":"):
                raise ValueError(f"{source}, line {number}: neither a tag with a value nor a stanza")
            if key == "id" and in_term and not _CURIE.fullmatch(value):
                raise ValueError(f"{source}, line {number}: {value!r} is no code like SYSTEM:123")
            fields.setdefault(key, value)
    finish()
    return rows


def _read_json(source: str, text: str) -> list[ConceptRow]:
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"{source}, line {error.lineno}: {error.msg}") from None
    rows = []
    try:
        nodes = [node for graph in content["graphs"] for node in graph.get("nodes", ())]
        for node in nodes:
            meta = node.get("meta", {})
            code = _IRI.sub(r"\1:\2", node["id"])
            if not node.get("lbl") or meta.get("deprecated") or node.get("type") == "PROPERTY":
                continue
            if not _CURIE.fullmatch(code):
                raise ValueError(f"{source}, line 1: {node['id']!r} is no code like SYSTEM:123")
            exact = [each["val"] for each in meta.get("synonyms", ()) if each.get("pred") == "hasExactSynonym"]
            rows.append(_row(_DEFAULT_KIND, node["lbl"], code, exact, source))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{source}, line 1: not an OBO Graph ({type(error).__name__}: {error})") from None
    return rows
