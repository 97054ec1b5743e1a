"""Arrow tables to pandas 3 frames: right types with nulls, and flat ones on request."""

from __future__ import annotations

from enum import StrEnum

import pandas as pd
import pyarrow as pa

from pipeline.publish.rules import bare_type
from schemas import TABLES

LIST_SEPARATOR = "; "


def to_frame(data: pa.Table, table: str | None = None) -> pd.DataFrame:
    """A frame of the rows.

    Text is pandas' ``str``, a closed list of values a category of all its values, everything else
    Arrow-backed: whole numbers stay whole beside nulls, and lists and structs stay lists and structs.
    """
    frame = data.to_pandas(types_mapper=_dtype)
    for column, values in (_closed_lists(table) if table else {}).items():
        if column in frame:
            frame[column] = frame[column].astype(pd.CategoricalDtype(values))
    return frame


def _dtype(kind: pa.DataType) -> pd.api.extensions.ExtensionDtype | None:
    return pd.StringDtype(na_value=float("nan")) if pa.types.is_string(kind) else pd.ArrowDtype(kind)


def _closed_lists(table: str) -> dict[str, list[str]]:
    found = {}
    for name, info in TABLES[table].model.model_fields.items():
        bare, is_list = bare_type(info.annotation)
        if not is_list and isinstance(bare, type) and issubclass(bare, StrEnum):
            found[name] = [member.value for member in bare]
    return found


def flatten(data: pa.Table) -> pa.Table:
    """The rows with scalars alone: ``reps`` becomes ``reps_min`` and ``reps_max``, a list is joined by "; ".

    Of a list of codes the codes are joined; a list with nothing in it becomes an empty text.
    """
    flat = data.flatten()  # structs alone: "reps" to "reps.min" and "reps.max"
    for index, name in enumerate(flat.column_names):
        if pa.types.is_list(flat.schema.types[index]):
            texts = [LIST_SEPARATOR.join(map(_text, items or ())) for items in flat.column(index).to_pylist()]
            flat = flat.set_column(index, name, pa.array(texts, pa.string()))
    return flat.rename_columns([name.replace(".", "_") for name in flat.column_names])


def _text(item: object) -> str:
    return str(item["code"]) if isinstance(item, dict) else str(item)
