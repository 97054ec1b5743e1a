"""``fetch``, ``load``, ``export --warc`` and ``forget``, from the command line to a published version."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from pipeline.store.store import RawStore
from tests.sources.fetch.site import Reply, Site, html

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
        (["https://example.org/", "--contact", "a@example.org", "--delay", "-1"], "--delay: must be at least 0\n"),
        (["https://example.org/", "--contact", "a@example.org", "--depth", "51"], "--depth: must be at most 50\n"),
        (["https://example.org/", "--contact", "a@example.org", "--max-mb", "0"], "--max-mb: must be more than 0\n"),
        (["https://example.org/", "--contact", "a@example.org", "--allow-network", "home"], "'home' is no network"),
        (["https://example.org/", "--contact", "me you"], "--contact: must be an e-mail or web address\n"),
        (["--list", "nowhere.txt", "--contact", "a@example.org"], "nowhere.txt"),
    ],
)
def test_wrong_usage_is_one_line(tmp_path: Path, arguments: list[str], says: str) -> None:
    result = call("fetch", *arguments, "--store", tmp_path / "store")
    assert result.exit_code == 2
    assert says in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


OPTIONS = ("--contact", "tests@example.org", "--delay", "0")


def test_a_private_address_is_refused_with_the_option_that_allows_it(tmp_path: Path) -> None:
    with Site({"/a": html("a")}) as site:
        result = call("fetch", site.url("/a"), "--store", tmp_path / "store", *OPTIONS)
        assert site.log == []
    assert (result.exit_code, result.stderr) == (1, "healthsift: nothing was fetched\n")
    told = result.stdout.splitlines()
    assert told[2] == "error     1 unsafe_address"
    assert "only if --allow-network names them" in told[3]


def test_a_list_that_leads_to_no_page_is_told(tmp_path: Path) -> None:
    listed = Reply(200, b"<urlset><url><loc>https://example.org/x</loc></url></urlset>")
    with Site({"/page": html("no sitemap"), "/other.xml": listed, "/a": html("a")}) as site:
        lists = [site.url(path) for path in ("/page", "/missing.xml", "/other.xml")]
        given = [part for address in lists for part in ("--sitemap", address)]
        options = ("--store", tmp_path / "store", *OPTIONS, "--allow-network", "127.0.0.1/32")
        nothing = call("fetch", *given, *options)
        something = call("fetch", site.url("/a"), *given, *options)
    assert (nothing.exit_code, something.exit_code) == (1, 0)
    for result in (nothing, something):
        assert [line for line in result.stdout.splitlines() if line.startswith("sitemap")] == [
            f"sitemap   {lists[0]} lists no addresses: is it a sitemap, a feed or a plain list?",
            f"sitemap   {lists[1]} could not be had: missing",
            f"sitemap   {lists[2]} lists no page of its own site that the patterns let through",
        ]


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


@pytest.fixture
def loaded(tmp_path: Path) -> Path:
    """A store with three pages out of a folder: one that names its address, one in a folder of its own, one plain."""
    named = '<link rel="canonical" href="https://www.ankles.example/sprain?a=1&amp;b=2">'
    for name, head, body in (("named", named, "A"), ("toes/inner", "", "B"), ("plain", "", "C")):
        file = tmp_path / "pages" / f"{name}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"<html><head><title>{body}</title>{head}</head><body><p>{body} {LONG}</p></body></html>")
    assert call("load", tmp_path / "pages", "--store", tmp_path / "store").exit_code == 0
    return tmp_path / "store"


@pytest.mark.parametrize(
    ("target", "source"),
    [
        ("plain.html", "plain.html"),
        ("toes/inner.html", "toes/inner.html"),
        ("toes", "toes/inner.html"),
        ("https://www.ankles.example/sprain?a=1&b=2", "named.html"),
        ("ankles.example", "named.html"),
    ],
)
def test_a_page_that_was_loaded_is_forgotten_by_what_the_pages_table_calls_it(
    loaded: Path, target: str, source: str
) -> None:
    result = call("forget", target, "--store", loaded)
    assert result.exit_code == 0, result.output
    assert "1 addresses, 1 log rows, 1 bodies removed" in result.stdout
    with RawStore(loaded) as store:
        left = {known.url for known in store.index.pages()}
    assert left == {"named.html", "toes/inner.html", "plain.html"} - {source}


@pytest.mark.parametrize("target", ["nowhere.html", "https://ankles.example/other", "elbows.example"])
def test_a_name_that_nothing_has_is_one_line(loaded: Path, tmp_path: Path, target: str) -> None:
    result = call("forget", target, "--store", loaded, "--out", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"healthsift: no page and no site {target!r} in {loaded} or {tmp_path / 'out'}\n"


def test_a_site_that_was_given_to_run_is_forgotten_and_the_last_page_leaves_an_empty_version(
    loaded: Path, tmp_path: Path
) -> None:
    run = ("run", loaded, "--out", tmp_path / "out", "--direct", "--workers", "1", "--dataset", "feet")
    first = call(*run, "--site", "feet.example")
    assert first.exit_code == 0, first.output
    result = call("forget", "feet.example", "--store", loaded, "--out", tmp_path / "out")
    assert "3 addresses, 3 log rows, 3 bodies removed" in result.stdout
    assert f"held by   {first.stdout.strip()}".split("/")[-1] in result.stdout
    second = call(*run)
    assert second.exit_code == 0, second.output
    version = Path(second.stdout.strip().splitlines()[-1])
    assert pq.read_table(version / "pages.parquet").num_rows == 0
    assert (tmp_path / "out" / "feet" / "CURRENT").read_text().strip() == version.name


def test_a_store_that_never_had_a_page_publishes_nothing(tmp_path: Path) -> None:
    RawStore(tmp_path / "store").close()
    result = call("run", tmp_path / "store", "--out", tmp_path / "out", "--direct")
    assert (result.exit_code, "no pages in this store" in result.stderr) == (2, True)
