"""A run from the command line: what it tells, and the exit status that it ends with."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from flows.ingest import Outcome
    from flows.parameters import BuildParameters

REFUSED = 1
WRONG_USAGE = 2


def execute(asked: Callable[[], BuildParameters], direct: bool, begun: float) -> None:
    """Run, and print the summary to standard error and the version's path to standard output.

    Args:
        asked: gives the parameters, or raises UsageError.
        direct: without Prefect.
        begun: the ``time.perf_counter()`` at which the command began.

    Raises:
        typer.Exit: a check refused to publish, or the usage is wrong; the message is printed.
    """
    from flows.survey import UsageError
    from pipeline.publish.request import PublishError

    try:
        outcome = _run(asked(), direct)
    except UsageError as error:
        _say(f"healthsift: {error}")
        raise typer.Exit(WRONG_USAGE) from None
    except PublishError as error:
        _say(f"healthsift: {error}")
        raise typer.Exit(REFUSED) from None

    from flows.summary import summary

    for line in summary(outcome, time.perf_counter() - begun):
        _say(line)
    # Plain and in one piece, wherever it goes: scripts read it.
    sys.stdout.write(f"{outcome.published.path.resolve()}\n")
    sys.stdout.flush()


def _run(parameters: BuildParameters, direct: bool) -> Outcome:
    from flows.progress import reporter

    with reporter() as told:
        if direct:
            from flows.direct import run_direct
            from flows.survey import UsageError

            if parameters.runner != "local":
                raise UsageError(f"--runner {parameters.runner} needs Prefect, which --direct does without: drop one")

            return run_direct(parameters, told)
        from flows.environment import tame_prefect

        tame_prefect(quiet=True)
        from flows.flow import run_flow

        return run_flow(parameters, told)


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
