"""``croissant.json``: the version for machine-learning tools (MLCommons Croissant 1.0)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from pipeline.publish.identity import Identity
from schemas import TABLES
from schemas.arrow import arrow_schema
from schemas.describe import column_description

FILE = "croissant.json"

_CONTEXT: dict[str, object] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def croissant(identity: Identity, files: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    """The description as plain JSON values; ``files`` are those of the manifest."""
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": identity.name,
        "description": identity.description,
        "version": identity.schema_version,
        "license": identity.license,
        **({"url": identity.url} if identity.url else {}),
        "citeAs": identity.cite_as,
        "creator": {"@type": "sc:Organization", "name": identity.creator},
        "datePublished": identity.created,
        "keywords": list(identity.keywords),
        "distribution": [_file(table, files[f"{table}.parquet"]) for table in TABLES],
        "recordSet": [_record_set(table) for table in TABLES],
    }


def _file(table: str, file: Mapping[str, object]) -> dict[str, object]:
    return {
        "@type": "cr:FileObject",
        "@id": f"{table}.parquet",
        "name": f"{table}.parquet",
        "description": TABLES[table].description,
        "contentUrl": f"{table}.parquet",
        "contentSize": f"{file['bytes']} B",
        "encodingFormat": "application/x-parquet",
        "sha256": file["sha256"],
    }


def _record_set(table: str) -> dict[str, object]:
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "description": TABLES[table].description,
        "key": {"@id": f"{table}/{TABLES[table].key}"},
        "field": [_field(table, column) for column in arrow_schema(table)],
    }


def _field(table: str, column: pa.Field[Any]) -> dict[str, object]:
    """One column. References stand in the data package alone: mlcroissant joins and mangles tables that have them."""
    described: dict[str, object] = {
        "@type": "cr:Field",
        "@id": f"{table}/{column.name}",
        "name": column.name,
        "description": column_description(table, column.name),
    }
    is_list = pa.types.is_list(column.type)
    kind = column.type.value_type if is_list else column.type
    if is_list:
        described["repeated"] = True
    if pa.types.is_struct(kind):
        described["subField"] = [_sub_field(table, column.name, part) for part in kind]
    else:
        described["dataType"] = _data_type(kind)
        described["source"] = _source(table, column.name)
    return described


def _sub_field(table: str, column: str, part: pa.Field[Any]) -> dict[str, object]:
    nested = "Range" if part.name in ("min", "max") else "Code"
    return {
        "@type": "cr:Field",
        "@id": f"{table}/{column}/{part.name}",
        "name": part.name,
        "description": column_description(nested, part.name),
        "dataType": _data_type(part.type),
        "source": _source(table, column) | {"transform": {"jsonPath": part.name}},
    }


def _source(table: str, column: str) -> dict[str, object]:
    return {"fileObject": {"@id": f"{table}.parquet"}, "extract": {"column": column}}


def _data_type(kind: pa.DataType) -> str:
    if pa.types.is_boolean(kind):
        return "sc:Boolean"
    if pa.types.is_integer(kind):
        return "sc:Integer"
    if pa.types.is_floating(kind):
        return "sc:Float"
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        return "sc:Date"
    return "sc:Text"
