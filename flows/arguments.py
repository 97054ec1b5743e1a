"""What was typed to parameters, with one line that says what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
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
        raise UsageError(in_words(error, {})) from None


def in_words(error: ValidationError, options: Mapping[str, str]) -> str:
    """The first thing that is wrong with what was typed, in one line; ``options`` names fields whose option differs."""
    first = error.errors(include_url=False)[0]
    limits = first.get("ctx", {})
    field = str(first["loc"][0]) if first["loc"] else ""
    words = {
        "greater_than": "must be more than {gt:g}",
        "greater_than_equal": "must be at least {ge:g}",
        "less_than": "must be less than {lt:g}",
        "less_than_equal": "must be at most {le:g}",
        "string_too_short": "must have at least {min_length} characters",
        "literal_error": "must be {expected}",
        "value_error": "{error}",
    }.get(first["type"])
    said = words.format(**limits) if words else first["msg"][:1].lower() + first["msg"][1:]
    return f"--{options.get(field, field.replace('_', '-'))}: {said}" if field else said
