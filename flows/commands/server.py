"""``healthsift server``: a Prefect server of your own."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer


def server(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)] = 4200,
) -> None:
    """Start a Prefect server in the foreground; Ctrl-C ends it. Usage statistics are off unless set."""
    from flows.environment import tame_prefect

    tame_prefect()
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", host, "--port", str(port)]
    os.execv(sys.executable, command)
