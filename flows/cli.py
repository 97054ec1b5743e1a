"""The ``healthsift`` command. Importing this costs next to nothing: commands load what they need when run."""

from __future__ import annotations

import os
import sys

import typer

from flows.commands import (
    diff,
    evaluate,
    explain,
    export,
    fetch,
    forget,
    inspect,
    load,
    prune,
    push,
    replay,
    rollback,
    run,
    sample,
    server,
    sql,
    status,
    versions,
    vocabulary,
)

app = typer.Typer(
    name="healthsift",
    help="Health web pages to clean datasets: conditions, symptoms, treatments and exercises.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("run")(run.run)
app.command("replay")(replay.replay)
app.command("status")(status.status)
app.command("server")(server.server)
app.command("versions")(versions.versions)
app.command("rollback")(rollback.rollback)
app.command("prune")(prune.prune)
app.command("diff")(diff.diff)
app.command("sql")(sql.sql)
app.command("inspect")(inspect.inspect)
app.command("export")(export.export)
app.command("fetch")(fetch.fetch)
app.command("load")(load.load)
app.command("forget")(forget.forget)
app.command("push")(push.push)
app.add_typer(vocabulary.app, name="vocabulary")
app.command("sample")(sample.sample)
app.command("evaluate")(evaluate.evaluate)
app.command("explain")(explain.explain)

BROKE_OFF = 3


def main() -> None:
    """Run the command line. What goes wrong is told in one line; ``HEALTHSIFT_DEBUG=1`` shows where."""
    try:
        app()
    except KeyboardInterrupt:
        _fail("interrupted; run again to go on from here", 130)
    except Exception as error:
        if os.environ.get("HEALTHSIFT_DEBUG"):
            raise
        _fail(f"{type(error).__name__}: {error}", BROKE_OFF)


def _fail(message: str, status: int) -> None:
    sys.stdout.flush()
    sys.stderr.write("healthsift: " + " ".join(message.split()) + "\n")
    sys.exit(status)
