"""What was typed to parameters, with one line that says what is wrong."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from flows.parameters import BuildParameters
from flows.survey import UsageError
from pipeline.publish.limits import Limits, LimitsError


def build_parameters(workers: int, limits_file: Path | None = None, **values: object) -> BuildParameters:
    """The parameters of a build; ``workers`` 0 leaves their number to the machine, a ``limits_file`` sets ``limits``.

    Raises:
        UsageError: a value is wrong; the message names it.
    """
    if workers:
        values["workers"] = workers
    if limits_file:
        try:
            values["limits"] = Limits.read(limits_file)
        except LimitsError as error:
            raise UsageError(f"--limits: {error}") from None
    try:
        return BuildParameters.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = "-".join(str(part) for part in first["loc"]).replace("_", "-")
        raise UsageError(f"--{name}: {first['msg']}") from None
