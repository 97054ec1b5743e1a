"""From sealed parts to a published version, or to the one that stands where nothing has changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import orjson

from flows.keys import digest, step_version
from flows.ledger import Failed
from flows.stages import Extracted, Run
from flows.survey import Survey
from pipeline.ids import stable_id
from pipeline.publish.durable import replace_text
from pipeline.publish.layout import current_version
from pipeline.publish.request import PublishRequest, PublishResult
from pipeline.publish.terms import shipped_vocabularies
from pipeline.publish.version import publish
from schemas import Quarantined
from schemas.enums import Stage


def publish_version(run: Run, found: Survey, failed: Iterable[Failed], extracted: Extracted) -> PublishResult:
    """Publish the live pages.

    Raises:
        ChecksFailed: a check refused.
        PublishError: the dataset's folder is not in order or locked.
    """
    quarantine = _quarantine(found, [*failed, *extracted.failed])
    limits = run.parameters.limits
    settings: dict[str, object] = {"site": run.parameters.site, "limits": limits.model_dump()}
    wanted = digest(
        step_version("publish"),
        orjson.dumps(settings),
        *extracted.keys,
        *(f"{row.quarantine_id} {row.error} {row.message}" for row in quarantine),
    )
    note = run.workspace.note
    standing = current_version(run.workspace.published)
    if standing is not None and _noted(note) == {"inputs": wanted, "version": standing.name}:
        return PublishResult(standing, changed=False, counts={})
    result = publish(
        PublishRequest(
            dataset=run.workspace.published,
            parts=extracted.parts,
            quarantine=quarantine,
            configuration=settings,
            limits=limits,
            inputs={"pages": len(found.pages), "digest": wanted},
            vocabularies=shipped_vocabularies(),
            accept_drift=run.parameters.accept_drift,
        )
    )
    replace_text(note, orjson.dumps({"inputs": wanted, "version": result.path.name}).decode())
    return result


def _noted(note: Path) -> object:
    try:
        return orjson.loads(note.read_bytes())
    except (FileNotFoundError, orjson.JSONDecodeError):
        return None


def _quarantine(found: Survey, failed: Iterable[Failed]) -> list[Quarantined]:
    now = datetime.now(UTC)
    rows = [
        _row(problem.source, Stage.SOURCE, "SourceError", problem.message, now, 1) for problem in found.problems
    ] + [_row(f.source, f.stage, f.error, f.message, f.first_seen, f.attempts) for f in failed]
    return sorted(rows, key=lambda row: row.quarantine_id)


def _row(source: str, stage: Stage, error: str, message: str, first_seen: datetime, attempts: int) -> Quarantined:
    return Quarantined(
        quarantine_id=stable_id("qua", source, stage, error),
        source=source,
        stage=stage,
        error=error,
        message=message,
        first_seen=first_seen,
        attempts=attempts,
    )
