from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.sources.fetch.run import fetch
from pipeline.sources.fetch.settings import FetchSettings
from pipeline.store.record import FetchRecord, Kind, Outcome
from pipeline.store.store import RawStore
from tests.sources.fetch.site import Headers, Reply, Site, fresh, html, packed

Make = Callable[..., FetchSettings]
Rows = Callable[[], list[FetchRecord]]
MB = 1024 * 1024


def outcomes(rows: Rows, *, every: bool = False) -> dict[str, str]:
    """Outcome by path, of pages and sitemaps; of the last attempt, or all joined."""
    found: dict[str, str] = {}
    for row in rows():
        if row.kind != Kind.ROBOTS:
            path = row.url.split("/", 3)[3]
            found[path] = f"{found[path]} {row.outcome}" if every and path in found else row.outcome
    return found


def test_robots_txt_is_obeyed_and_every_outcome_logged(site: Site, settings: Make, rows: Rows) -> None:
    site.pages = {
        "/robots.txt": Reply(200, b"User-agent: *\nDisallow: /private\nAllow: /private/open\n"),
        "/": html("start", "/a", "/private/b", "/private/open", "/to-private"),
        "/a": html("a"),
        "/private/b": html("b"),
        "/private/open": html("open"),
        "/to-private": Reply(302, headers={"location": "/private/b"}),
    }
    summary = fetch(settings(site.url(), depth=1))
    assert sorted(site.paths()) == ["/", "/a", "/private/open", "/to-private"]
    assert [asked.path for asked in site.log].count("/robots.txt") == 1
    assert outcomes(rows) == {
        "": Outcome.STORED,
        "a": Outcome.STORED,
        "private/open": Outcome.STORED,
        "private/b": Outcome.ROBOTS,
        "to-private": Outcome.ROBOTS,
    }
    assert summary.errors == {Outcome.ROBOTS: 2}
    assert summary.finished


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False), (429, False)])
def test_robots_txt_that_is_not_there(site: Site, settings: Make, rows: Rows, status: int, allowed: bool) -> None:
    site.pages = {"/robots.txt": Reply(status), "/a": html("a")}
    fetch(settings(site.url("/a"), attempts=2))
    assert outcomes(rows) == {"a": Outcome.STORED if allowed else Outcome.ROBOTS_UNREACHABLE}
    assert site.paths() == (["/a"] if allowed else [])


def test_requests_to_a_host_keep_their_distance(site: Site, settings: Make) -> None:
    site.pages = {f"/{n}": html(str(n)) for n in range(6)}
    fetch(settings(*(site.url(f"/{n}") for n in range(6)), delay=0.08, per_host=4))
    times = [asked.at for asked in site.log]
    assert len(times) == 7
    assert min(after - before for before, after in pairwise(times)) >= 0.08
    assert site.most_open == 1


def test_crawl_delay_of_robots_txt_wins_over_a_shorter_one(site: Site, settings: Make) -> None:
    site.pages = {"/robots.txt": Reply(200, b"User-agent: *\nCrawl-delay: 0.1\n"), "/a": html("a"), "/b": html("b")}
    fetch(settings(site.url("/a"), site.url("/b"), delay=0.01))
    times = [asked.at for asked in site.log]
    assert times[2] - times[1] >= 0.1


def test_no_more_than_allowed_at_the_same_time(site: Site, settings: Make) -> None:
    site.pages = {f"/{n}": Reply(200, b"<p>x</p>", {"content-type": "text/html"}, wait=0.02) for n in range(12)}
    fetch(settings(*(site.url(f"/{n}") for n in range(12)), per_host=3))
    assert 1 < site.most_open <= 3


def test_second_run_gets_nothing_that_has_not_changed(site: Site, settings: Make, rows: Rows) -> None:
    site.pages = {f"/{n}": fresh(f"page {n}") for n in range(5)}
    job = settings(*(site.url(f"/{n}") for n in range(5)))
    assert fetch(job).new == 5
    site.log.clear()
    site.pages["/3"] = fresh("page 3, rewritten", '"v2"')
    second = fetch(job)
    assert (second.new, second.changed, second.unchanged) == (0, 1, 4)
    assert sorted(asked.status for asked in site.log if asked.path != "/robots.txt") == [200, 304, 304, 304, 304]
    assert [row.body_sha256 for row in rows() if row.status == 304] == [None] * 4


def test_a_changing_etag_stores_the_same_body_once(site: Site, settings: Make, tmp_path: Path, rows: Rows) -> None:
    def page(_: Headers, count: int) -> Reply:
        return Reply(200, b"<p>same</p>", {"content-type": "text/html", "etag": f'"{count}"'})

    site.pages = {"/a": page}
    fetch(settings(site.url("/a")))
    assert fetch(settings(site.url("/a"))).unchanged == 1
    assert outcomes(rows, every=True) == {"a": "stored same"}
    with RawStore(tmp_path / "store") as store:
        assert len(list(store.bodies)) == 1


def test_a_page_that_vanishes_is_gone_after_two_fetches(site: Site, settings: Make, tmp_path: Path) -> None:
    site.pages = {"/a": html("a"), "/b": html("b")}
    job = settings(site.url("/a"), site.url("/b"))

    def listed() -> list[str]:
        with RawStore(tmp_path / "store") as store:
            return [known.url for known in store.index.pages()]

    fetch(job)
    del site.pages["/a"]
    fetch(job)
    assert listed() == [site.url("/a"), site.url("/b")]
    fetch(job)
    assert listed() == [site.url("/b")]
    site.pages["/a"] = html("back again")
    fetch(job)
    assert listed() == [site.url("/a"), site.url("/b")]


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_rests_the_host(site: Site, settings: Make, rows: Rows, status: int) -> None:
    def busy(_: Headers, count: int) -> Reply:
        return html("at last") if count else Reply(status, headers={"retry-after": "1"})

    site.pages = {"/a": busy, "/b": html("b"), "/c": html("c")}
    fetch(settings(*(site.url(path) for path in ("/a", "/b", "/c")), per_host=1))
    assert outcomes(rows, every=True)["a"] == "busy stored"
    first = next(asked.at for asked in site.log if asked.path == "/a")
    assert all(asked.at - first >= 1.0 for asked in site.log if asked.at > first)


def test_a_host_that_asks_for_too_long_a_rest_is_left_for_the_next_run(site: Site, settings: Make) -> None:
    site.pages = {"/a": Reply(503, headers={"retry-after": "7200"}), "/b": html("b")}
    job = settings(site.url("/a"), site.url("/b"), per_host=1)
    summary = fetch(job)
    assert (summary.deferred, summary.finished) == (2, False)
    site.pages["/a"] = html("a")
    again = fetch(job)
    assert (again.pages, again.finished, again.run_id) == (2, True, summary.run_id)
    assert site.paths() == ["/a", "/a", "/b"]


def test_server_errors_are_tried_again_so_often(site: Site, settings: Make, rows: Rows) -> None:
    site.pages = {"/a": Reply(500), "/b": lambda _, count: html("b") if count else Reply(502)}
    fetch(settings(site.url("/a"), site.url("/b"), attempts=3))
    assert outcomes(rows, every=True) == {"a": " ".join(["server_error"] * 3), "b": "server_error stored"}


def test_redirects_are_recorded_and_loops_end(site: Site, settings: Make, rows: Rows) -> None:
    site.pages = {
        "/old": Reply(301, headers={"location": "/new"}),
        "/new": html("new"),
        "/x": Reply(302, headers={"location": "/y"}),
        "/y": Reply(302, headers={"location": "/x"}),
        "/far0": Reply(302, headers={"location": "/far1"}),
        **{f"/far{n}": Reply(302, headers={"location": f"/far{n + 1}"}) for n in range(1, 9)},
        "/blank": Reply(302),
        "/mail": Reply(302, headers={"location": "mailto:a@example.org"}),
    }
    fetch(settings(*(site.url(path) for path in ("/old", "/x", "/far0", "/blank", "/mail"))))
    found = {row.url.split("/", 3)[3]: row for row in rows() if row.kind == Kind.PAGE}
    assert found["old"].final_url == site.url("/new")
    assert found["old"].redirects == (f"301 {site.url('/new')}",)
    assert [found[path].outcome for path in ("x", "far0", "blank", "mail")] == [Outcome.BAD_REDIRECT] * 4


def test_limits_of_size_time_and_type(site: Site, settings: Make, rows: Rows) -> None:
    html_type = {"content-type": "text/html"}
    site.pages = {
        "/announced": Reply(200, b"x" * (MB + 1), html_type),
        "/endless": Reply(endless=True),
        "/bomb": packed(bytes(200 * MB)),
        "/slow": Reply(200, b"<p>x</p>", html_type, wait=3),
        "/cut": Reply(raw=b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 999\r\n\r\n<p>half"),
        "/nonsense": Reply(raw=b"\x00\x01 what?\r\n\r\n"),
        "/cutgzip": Reply(200, packed(b"<p>text</p>" * 99).body[:-9], {**html_type, "content-encoding": "gzip"}),
        "/brotli": Reply(200, b"xx", {**html_type, "content-encoding": "br"}),
        "/film": Reply(200, b"film", {"content-type": "video/mp4"}),
        "/packed": packed(b"<p>packed text</p>"),
    }
    fetch(settings(*(site.url(path) for path in site.pages), attempts=1, max_page_bytes=MB, per_host=8))
    assert outcomes(rows) == {
        "announced": Outcome.TOO_LARGE,
        "endless": Outcome.TOO_LARGE,
        "bomb": Outcome.BOMB,
        "slow": Outcome.TIMEOUT,
        "cut": Outcome.BROKEN,
        "nonsense": Outcome.BROKEN,
        "cutgzip": Outcome.BROKEN,
        "brotli": Outcome.BROKEN,
        "film": Outcome.WRONG_TYPE,
        "packed": Outcome.STORED,
    }


def test_a_wrong_charset_is_kept_as_stated_with_the_bytes_as_they_came(
    site: Site, settings: Make, tmp_path: Path
) -> None:
    body = "<p>Rückenschmerzen</p>".encode()
    site.pages = {"/a": Reply(200, body, {"content-type": "text/html; charset=koi8-r"})}
    fetch(settings(site.url("/a")))
    with RawStore(tmp_path / "store") as store:
        known = store.known(site.url("/a"))
        assert known is not None
        assert known.charset == "koi8-r"
        assert store.bodies.get(known.body_sha256 or "") == body


def test_who_asks_is_said_and_cookies_are_neither_kept_nor_sent(site: Site, settings: Make, rows: Rows) -> None:
    reply = html("a")
    site.pages = {"/a": Reply(200, reply.body, {**reply.headers, "set-cookie": "id=secret"})}
    fetch(settings(site.url("/a")))
    fetch(settings(site.url("/a")))
    agents = {asked.headers["user-agent"] for asked in site.log}
    assert len(agents) == 1
    assert "healthsift/" in next(iter(agents))
    assert "tests@example.org" in next(iter(agents))
    assert not any("cookie" in asked.headers for asked in site.log)
    assert "secret" not in str(rows())


def test_sitemaps_nested_and_packed_and_feeds(site: Site, settings: Make, rows: Rows) -> None:
    def urlset(*paths: str) -> bytes:
        return ("<urlset>" + "".join(f"<url><loc>{site.url(p)}</loc></url>" for p in paths) + "</urlset>").encode()

    nested = f"<sitemapindex><sitemap><loc>{site.url('/one.xml.gz')}</loc></sitemap></sitemapindex>".encode()
    feed = f'<feed><entry><link href="{site.url("/c")}"/></entry></feed>'.encode()
    packed_map = packed(urlset("/a", "/b", "/skip/this")).body
    site.pages = {
        "/robots.txt": Reply(200, f"Sitemap: {site.url('/feed.atom')}\n".encode()),
        "/sitemap.xml": Reply(200, nested, {"content-type": "application/xml"}),
        "/one.xml.gz": Reply(200, packed_map, {"content-type": "application/gzip"}),
        "/feed.atom": Reply(200, feed, {"content-type": "application/atom+xml"}),
        **{path: html(path) for path in ("/a", "/b", "/c")},
    }
    fetch(settings(sitemaps=(site.url("/sitemap.xml"),), robots_sitemaps=True, exclude=("*/skip/*",)))
    stored = [path for path, outcome in outcomes(rows).items() if outcome == Outcome.STORED]
    assert sorted(stored) == ["a", "b", "c", "feed.atom", "one.xml.gz", "sitemap.xml"]


def test_a_crawl_stays_on_its_site_within_depth_and_patterns(site: Site, settings: Make, rows: Rows) -> None:
    with Site({"/": html("elsewhere")}) as other:
        site.pages = {
            "/": html("start", "/topic/a#top", "/topic/a", "/about", other.url("/"), "mailto:x@example.org"),
            "/topic/a": html("a", "/topic/b"),
            "/topic/b": html("b", "/topic/c"),
            "/topic/c": html("c"),
        }
        fetch(settings(site.url(), depth=2, include=("*/topic/*",)))
        assert other.log == []
    assert sorted(outcomes(rows)) == ["", "topic/a", "topic/b"]


def test_a_budget_of_pages_ends_the_run_and_the_next_goes_on(site: Site, settings: Make) -> None:
    site.pages = {f"/{n}": html(str(n)) for n in range(10)}
    urls = [site.url(f"/{n}") for n in range(10)]
    first = fetch(settings(*urls, max_pages=4))
    assert (first.pages, first.stopped, len(site.paths())) == (4, "budget", 4)
    second = fetch(settings(*urls))
    assert (second.pages, second.resumed, second.stopped) == (6, 4, None)
    assert sorted(site.paths()) == [f"/{n}" for n in range(10)]


def test_budgets_of_bytes_and_time(site: Site, settings: Make) -> None:
    site.pages = {f"/{n}": Reply(200, b"x" * 1000, {"content-type": "text/plain"}, wait=0.1) for n in range(20)}
    urls = [site.url(f"/{n}") for n in range(20)]
    by_bytes = fetch(settings(*urls, max_total_bytes=2500, per_host=1))
    assert (by_bytes.pages, by_bytes.stopped) == (3, "budget")
    by_time = fetch(settings(*urls, max_seconds=0.35, per_host=1))
    assert by_time.stopped == "budget"
    assert by_time.pages < 17


def test_one_spelling_of_an_address_is_asked_once(site: Site, settings: Make) -> None:
    site.pages = {"/a": html("a")}
    fetch(settings(site.url("/a"), site.url("/b/../a#part"), site.url("/a?utm_source=mail")))
    assert site.paths() == ["/a"]
