"""Prefect's settings where the user has set none: quiet, patient, and nothing sent anywhere."""

from __future__ import annotations

import os

DEFAULTS = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    # The server that a run starts for itself needs 6 to 15 s, and more on a busy machine.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}
QUIET = {
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_SERVER_LEVEL": "ERROR",
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
}
"""For the command line, which tells of a run, and of what ended it, in its own words."""


def tame_prefect(quiet: bool = False) -> None:
    """Set what is unset. Must run before Prefect is imported."""
    for name, value in (DEFAULTS | (QUIET if quiet else {})).items():
        os.environ.setdefault(name, value)
