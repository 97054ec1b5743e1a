"""Every table has an Arrow schema that follows its model."""

import pyarrow as pa
import pytest

from schemas import TABLES
from schemas.arrow import arrow_schema, arrow_type


@pytest.mark.parametrize("name", TABLES)
def test_key_leads_and_all_columns_are_there(name: str) -> None:
    schema = arrow_schema(name)
    assert schema.names[0] == TABLES[name].key
    assert set(schema.names) == set(TABLES[name].model.model_fields)


@pytest.mark.parametrize("name", TABLES)
def test_references_name_columns_and_tables(name: str) -> None:
    for column, targets in TABLES[name].references.items():
        assert column in TABLES[name].model.model_fields
        assert set(targets) <= set(TABLES)


def test_ranges_are_structs_and_lists_are_never_null() -> None:
    schema = arrow_schema("exercises")
    assert schema.field("reps").type == pa.struct([pa.field("min", pa.int64()), pa.field("max", pa.int64())])
    assert not schema.field("steps").nullable


def test_an_unknown_type_is_an_error() -> None:
    with pytest.raises(TypeError, match="no Arrow type"):
        arrow_type(complex)
