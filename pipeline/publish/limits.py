"""What a new version must keep to, as its owner sets it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from pipeline.publish.quality import QUALITY_FIGURES
from schemas import TABLES

Share = Annotated[float, Field(ge=0, le=1)]


class LimitsError(ValueError):
    """A file of limits that cannot be used; the message is one line."""


class Limits(BaseModel):
    """Floors and the drift that is borne.

    ``floors``: least rows of a table (``symptoms: 500``) or least value of a quality figure
    (``conditions.coded_share: 0.6``), which hold for every run, a first one and one without news too.
    ``max_loss``: the share of a table's rows that may go missing since the version before. ``max_null_rise``:
    how far the share of nulls in a column may rise. Drift is judged only on tables that had ``drift_from``
    rows: a handful of pages has no rates.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    floors: dict[str, Annotated[float, Field(ge=0)]] = Field(default_factory=dict)
    max_loss: Share = 0.5
    max_null_rise: Share = 0.3
    drift_from: Annotated[int, Field(ge=1)] = 200

    @field_validator("floors")
    @classmethod
    def _known(cls, floors: dict[str, float]) -> dict[str, float]:
        for name in floors:
            if name not in TABLES and name not in QUALITY_FIGURES:
                raise ValueError(f"{name!r} is neither a table nor a figure of quality")
        return floors

    @classmethod
    def read(cls, file: Path) -> Self:
        """The limits of a YAML (or JSON) file with the fields of this model.

        Raises:
            LimitsError: the file cannot be read, or says what is no limit.
        """
        try:
            given = yaml.safe_load(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise LimitsError(f"{file}: {getattr(error, 'strerror', None) or error}") from None
        except yaml.YAMLError as error:
            raise LimitsError(f"{file}: no YAML: {' '.join(str(error).split())}") from None
        try:
            return cls.model_validate({} if given is None else given)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = ".".join(map(str, first["loc"]))
            raise LimitsError(f"{file}: {where + ': ' if where else ''}{first['msg']}") from None
