"""Inputs that failed, kept so that they can be run again."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from schemas.base import Name, Row
from schemas.enums import Stage


class Quarantined(Row):
    """One input that could not be processed, with the reason."""

    quarantine_id: Name
    source: Name
    stage: Stage
    error: Name
    message: str
    first_seen: datetime
    attempts: Annotated[int, Field(ge=1)]
