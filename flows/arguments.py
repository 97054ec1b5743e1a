"""What was typed to parameters, with one line that says what is wrong."""

from __future__ import annotations

from pydantic import ValidationError

from flows.parameters import BuildParameters
from flows.survey import UsageError


def build_parameters(workers: int, **values: object) -> BuildParameters:
    """The parameters of a build; ``workers`` 0 leaves their number to the machine.

    Raises:
        UsageError: a value is wrong; the message names it.
    """
    if workers:
        values["workers"] = workers
    try:
        return BuildParameters.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = "-".join(str(part) for part in first["loc"]).replace("_", "-")
        raise UsageError(f"--{name}: {first['msg']}") from None
