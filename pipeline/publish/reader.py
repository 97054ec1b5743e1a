"""A published version in pandas: one frame a table, the evidence of a record, the graph of concepts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.publish.frames import flatten, to_frame
from pipeline.publish.history import resolve_version
from pipeline.publish.manifest import read_manifest
from pipeline.publish.request import PublishError
from pipeline.publish.sql import connect, query
from pipeline.publish.tables import table_path
from schemas import SCHEMA_VERSION, TABLES
from schemas.arrow import arrow_schema

_RECORD_TABLES = ("conditions", "symptoms", "treatments", "exercises")


class Dataset:
    """One version of a dataset, read when asked. The version is settled when it is opened: a publication
    in between changes nothing here.
    """

    def __init__(self, version: Path) -> None:
        self.path = version
        self.manifest: dict[str, Any] = read_manifest(version)
        written = str(self.manifest["schema_version"])
        if written.split(".")[0] != SCHEMA_VERSION.split(".")[0]:
            raise PublishError(f"{version} has schema {written}; this release reads {SCHEMA_VERSION.split('.')[0]}.x")

    @property
    def version(self) -> str:
        """The name of the version."""
        return self.path.name

    def arrow(self, table: str) -> pa.Table:
        """A table as Arrow. Columns that an older schema did not have are null (lists: empty).

        Raises:
            PublishError: there is no such table.
        """
        if table not in TABLES:
            raise PublishError(f"no table {table!r}; there are {', '.join(TABLES)}")
        data = pq.read_table(table_path(self.path, table))
        for field in arrow_schema(table):
            if field.name not in data.column_names:
                missing: list[object] = [[] if pa.types.is_list(field.type) else None] * data.num_rows
                data = data.append_column(field.name, pa.array(missing, field.type))
        return data

    def frame(self, table: str, flat: bool = False) -> pd.DataFrame:
        """A table as a frame; ``flat`` for scalars alone (``reps_min``, ``reps_max``, lists joined by "; ")."""
        data = self.arrow(table)
        return to_frame(flatten(data) if flat else data, table)

    @property
    def pages(self) -> pd.DataFrame:
        """One row a page as it came."""
        return self.frame("pages")

    @property
    def blocks(self) -> pd.DataFrame:
        """One row a visible block, kept or dropped with a reason."""
        return self.frame("blocks")

    @property
    def documents(self) -> pd.DataFrame:
        """One row an article, with its clean text."""
        return self.frame("documents")

    @property
    def sections(self) -> pd.DataFrame:
        """One row a section of a document."""
        return self.frame("sections")

    @property
    def conditions(self) -> pd.DataFrame:
        """One row a condition of a document."""
        return self.frame("conditions")

    @property
    def symptoms(self) -> pd.DataFrame:
        """One row a symptom of a document; look at ``negated``."""
        return self.frame("symptoms")

    @property
    def treatments(self) -> pd.DataFrame:
        """One row a treatment of a document; look at ``negated``."""
        return self.frame("treatments")

    @property
    def exercises(self) -> pd.DataFrame:
        """One row an exercise of a document."""
        return self.frame("exercises")

    @property
    def plans(self) -> pd.DataFrame:
        """One row a routine."""
        return self.frame("plans")

    @property
    def relations(self) -> pd.DataFrame:
        """One row a stated relation between two records, or a record and a text."""
        return self.frame("relations")

    @property
    def evidence(self) -> pd.DataFrame:
        """One row a quote."""
        return self.frame("evidence")

    @property
    def concepts(self) -> pd.DataFrame:
        """One row a concept over all documents."""
        return self.frame("concepts")

    @property
    def quarantine(self) -> pd.DataFrame:
        """One row an input that failed."""
        return self.frame("quarantine")

    def evidence_for(self, key: str) -> pd.DataFrame:
        """The quotes on which a record or relation rests, in the order of the text, with the page they stand on.

        Raises:
            LookupError: no record or relation has this id.
        """
        with connect(self.path) as connection:
            found = connection.sql(
                'SELECT field, quote, source, url, document_id, section_id, start, "end", rule, confidence '
                'FROM quotes WHERE record_id = $key OR relation_id = $key ORDER BY start, "end", field',
                params={"key": key},
            ).to_arrow_table()
        if not found.num_rows:
            raise LookupError(f"no record or relation {key!r} in {self.path}")
        return to_frame(found)

    def current_concept(self, concept_id: str) -> str:
        """The concept that stands for an id kept from this or an earlier version: itself, or what replaced it.

        Raises:
            LookupError: no version of the dataset had it.
        """
        concepts = self.arrow("concepts")
        replaced_by = dict(zip(*(concepts[name].to_pylist() for name in ("concept_id", "replaced_by")), strict=True))
        if concept_id not in replaced_by:
            raise LookupError(f"no concept {concept_id!r} in {self.path}")
        while (successor := replaced_by[concept_id]) is not None:
            concept_id = successor
        return concept_id

    def graph(self) -> pd.DataFrame:
        """Edges between concepts (condition, symptom, treatment, exercise) with how many documents state each.

        Columns: subject_id, subject, subject_kind, predicate, object_id, object, object_kind,
        relation_count, document_count. Negated records are left out.
        """
        return to_frame(self.query_arrow("SELECT * FROM graph"))

    def query(self, sql: str) -> pd.DataFrame:
        """The answer to a query over the views of ``dataset.sql``."""
        return to_frame(self.query_arrow(sql))

    def query_arrow(self, sql: str) -> pa.Table:
        """The answer to a query as Arrow."""
        return query(self.path, sql)

    def __repr__(self) -> str:
        counts = self.manifest["counts"]
        rows = ", ".join(f"{counts[table]} {table}" for table in ("pages", *_RECORD_TABLES))
        return f"Dataset({self.path.parent.name} {self.version}: {rows})"


def open_dataset(path: str | Path) -> Dataset:
    """Open a dataset's current version, or the version whose folder is given.

    Raises:
        PublishError: there is no dataset, or it was written with a schema that this release cannot read.
    """
    return Dataset(resolve_version(Path(path)))
