"""``fetch``, ``load``, ``export --warc`` and ``forget``, from the command line to a published version."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from tests.sources.fetch.site import Site, html

LONG = "Rest helps a sprained ankle, and ice keeps the swelling of the ankle down for the first two days. " * 4


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def fetched(tmp_path: Path) -> Path:
    """A store with two pages."""
    with Site({"/a": html(f"A {LONG}"), "/b": html(f"B {LONG}")}) as site:
        options = ("--contact", "tests@example.org", "--delay", "0", "--allow-network", "127.0.0.1/32")
        (tmp_path / "list.txt").write_text(f"# pages\n{site.url('/b')}\n\n")
        result = call("fetch", site.url("/a"), "--list", tmp_path / "list.txt", "--store", tmp_path / "store", *options)
    assert result.exit_code == 0, result.output
    assert "2 (2 new, 0 changed, 0 unchanged)" in result.output
    return tmp_path / "store"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["https://example.org/"], "--contact"),
        (["--contact", "a@example.org"], "nothing to fetch"),
        (["ftp://example.org/", "--contact", "a@example.org"], "only http and https"),
        (["https://example.org/", "--contact", "a@example.org", "--delay", "-1"], "delay"),
        (["--list", "nowhere.txt", "--contact", "a@example.org"], "nowhere.txt"),
    ],
)
def test_wrong_usage_is_one_line(tmp_path: Path, arguments: list[str], says: str) -> None:
    result = call("fetch", *arguments, "--store", tmp_path / "store")
    assert result.exit_code == 2
    assert says in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_export_and_load_bring_the_pages_over(fetched: Path, tmp_path: Path) -> None:
    result = call("export", fetched, "--warc", tmp_path / "out.warc.gz")
    assert result.exit_code == 0, result.output
    assert result.stdout.strip() == str(tmp_path / "out.warc.gz")
    result = call("load", tmp_path / "out.warc.gz", "--store", tmp_path / "other")
    assert "2 (2 new bodies" in result.stdout
    assert call("load", tmp_path / "nowhere", "--store", tmp_path / "other").exit_code == 2
    assert call("export", tmp_path, "--warc", tmp_path / "x.warc").exit_code == 2
    assert call("export", fetched).exit_code == 2


def test_forget_reaches_the_next_version_and_names_the_old_one(fetched: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = call("run", fetched, "--out", out, "--dataset", "web", "--direct")
    assert first.exit_code == 0, first.output
    version = first.stdout.strip().splitlines()[-1]
    url = next(line for line in (tmp_path / "list.txt").read_text().splitlines() if line.startswith("http"))
    result = call("forget", url, "--store", fetched, "--out", out)
    assert result.exit_code == 0, result.output
    assert "1 addresses, 1 log rows, 1 bodies removed" in result.stdout
    assert version in result.stdout
    second = call("run", fetched, "--out", out, "--dataset", "web", "--direct")
    assert second.exit_code == 0, second.output
    held = call("forget", url, "--store", fetched, "--out", out).stdout
    assert version in held
    assert second.stdout.strip().splitlines()[-1] not in held
    assert call("forget", url, "--store", tmp_path / "nowhere").exit_code == 2
