"""The reference page is what the registry says."""

from schemas import TABLES
from schemas.document import PAGE, page


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python -m schemas.document`"


def test_every_table_and_column_stands_on_the_page() -> None:
    text = page()
    for name, table in TABLES.items():
        section = text.partition(f"## {name}\n")[2].partition("\n## ")[0]
        assert [column for column in table.model.model_fields if f"| {column}" not in section] == []
