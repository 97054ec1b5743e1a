"""``healthsift fetch``: pages from the web into a raw store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.telling import print_lines, wrong_usage

NOTHING = 1
_OPTIONS = {"allow_networks": "allow-network", "max_total_bytes": "max-mb", "max_seconds": "max-minutes"}


def fetch(
    url: Annotated[list[str] | None, typer.Argument(help="Pages to fetch; with --depth, where a crawl starts.")] = None,
    store: Annotated[Path, typer.Option(help="Folder of the raw store.")] = Path("raw/store"),
    contact: Annotated[
        str, typer.Option(envvar="HEALTHSIFT_CONTACT", help="Your e-mail or web address, told to site owners.")
    ] = "",
    url_list: Annotated[Path | None, typer.Option("--list", help="File with one address a line.")] = None,
    sitemap: Annotated[list[str] | None, typer.Option(help="Sitemap or feed; may be given again.")] = None,
    robots_sitemaps: Annotated[bool, typer.Option(help="Also the sitemaps that robots.txt names.")] = False,
    depth: Annotated[int, typer.Option(help="How many links to follow from a page, on its site.")] = 0,
    include: Annotated[list[str] | None, typer.Option(help="Pattern (* ?) of addresses to fetch.")] = None,
    exclude: Annotated[list[str] | None, typer.Option(help="Pattern of addresses never to fetch.")] = None,
    max_pages: Annotated[int | None, typer.Option(help="Budget: pages.")] = None,
    max_mb: Annotated[float | None, typer.Option(help="Budget: megabytes.")] = None,
    max_minutes: Annotated[float | None, typer.Option(help="Budget: minutes.")] = None,
    delay: Annotated[float, typer.Option(help="Least seconds between two requests to a host.")] = 1.0,
    per_host: Annotated[int, typer.Option(help="Requests to a host at the same time.")] = 1,
    allow_network: Annotated[list[str] | None, typer.Option(help="Private network that may be asked.")] = None,
) -> None:
    """Fetch pages politely and once: robots.txt is obeyed, what has not changed is not sent again.

    A run that broke off goes on where it stopped when the same command is given again. Exit status: 0 there are
    pages, 1 nothing could be fetched, 2 wrong usage.
    """
    from pydantic import ValidationError

    from flows.arguments import in_words
    from flows.fetch_progress import reporting, told
    from flows.survey import UsageError
    from pipeline.sources.fetch.run import fetch as run
    from pipeline.sources.fetch.settings import FetchSettings
    from pipeline.sources.fetch.urls import BadUrlError
    from pipeline.store.errors import StoreError

    with wrong_usage():
        if not contact:
            raise UsageError("say who asks: --contact you@example.org (or HEALTHSIFT_CONTACT)")
        try:
            settings = FetchSettings(
                store=store,
                contact=contact,
                urls=(*(url or ()), *_lines(url_list)),
                sitemaps=tuple(sitemap or ()),
                robots_sitemaps=robots_sitemaps,
                depth=depth,
                include=tuple(include or ()),
                exclude=tuple(exclude or ()),
                max_pages=max_pages,
                max_total_bytes=int(max_mb * 1_000_000) if max_mb is not None else None,
                max_seconds=max_minutes * 60 if max_minutes is not None else None,
                delay=delay,
                per_host=per_host,
                allow_networks=tuple(allow_network or ()),
            )
        except ValidationError as error:
            raise UsageError(in_words(error, _OPTIONS)) from None
        except OSError as error:
            raise UsageError(f"{url_list}: {error.strerror}") from None
        try:
            with reporting() as report:
                summary = run(settings, report)
        except (BadUrlError, StoreError) as error:
            raise UsageError(str(error)) from None
    print_lines(told(summary))
    if summary.stopped == "interrupted":
        raise typer.Exit(130)
    if not summary.pages and not summary.resumed:
        typer.echo("healthsift: nothing was fetched", err=True)
        raise typer.Exit(NOTHING)


def _lines(path: Path | None) -> list[str]:
    if path is None:
        return []
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]
