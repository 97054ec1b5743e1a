"""What a run is asked to do: one model a flow, refused before the run where it is wrong."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from pipeline.publish.limits import Limits

_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")
BATCH_PAGES = 500
STALL_SECONDS = 120.0

Runner = Literal["local", "dask", "ray"]


class RunParameters(BaseModel):
    """How a run works, whatever it works on."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    workers: Annotated[int, Field(ge=1, le=256)] = Field(default_factory=lambda: min(os.cpu_count() or 1, 8))
    runner: Runner = "local"
    address: str | None = None  # of the Dask scheduler or Ray head; null: a cluster of this machine
    batch_pages: Annotated[int, Field(ge=1, le=100_000)] = BATCH_PAGES
    stall_seconds: Annotated[float, Field(ge=1)] = STALL_SECONDS
    accept_drift: bool = False


class ReplayParameters(RunParameters):
    """The last run of a dataset again, with the pages in quarantine."""

    out: Path
    dataset: Annotated[str, Field(min_length=1)]
    limits: Limits | None = None  # null: those of the run that is replayed


class BuildParameters(RunParameters):
    """Pages in, one dataset version out."""

    sources: Annotated[list[Path], Field(min_length=1)]
    out: Path
    dataset: str = ""  # empty: named after the first source
    site: str | None = None
    retry_failed: bool = False
    limits: Limits = Limits()

    @model_validator(mode="before")
    @classmethod
    def _name_after_source(cls, values: object) -> object:
        if isinstance(values, dict) and not values.get("dataset") and values.get("sources"):
            return {**values, "dataset": dataset_name(Path(values["sources"][0]))}
        return values

    @field_validator("dataset")
    @classmethod
    def _usable_name(cls, name: str) -> str:
        if not _NAME.match(name):
            raise ValueError("a dataset's name has letters, digits, '.', '_' and '-' and starts with a letter or digit")
        return name


def dataset_name(source: Path) -> str:
    """The name of a dataset made from ``source``: its folder or file name, without what file systems dislike."""
    try:
        source = source.resolve()
    except (OSError, RuntimeError):
        source = source.absolute()
    name = source.name
    if not source.is_dir():
        name = name.removesuffix(".gz")
        name = Path(name).stem if Path(name).suffix else name
    return _NOT_IN_NAMES.sub("-", name).strip("-._")[:100] or "dataset"
