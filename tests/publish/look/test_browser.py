"""The report and the inspector in a real browser."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.publish.look.inspector import inspector_html
from pipeline.publish.look.report import report_html
from tests.conftest import healthsift

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

Open = Callable[..., "Page"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    sync_api = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    assert chromium, "browser tests need Debian's chromium"
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open a file's HTML; any console error, failed request or page error fails the test."""
    complaints: list[str] = []
    opened = []

    def open_(html: str, **context: object) -> Page:
        file = tmp_path / "page.html"
        file.write_text(html, encoding="utf-8")
        page = browser.new_context(**context).new_page()
        page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: complaints.append(str(e)))
        page.on("request", lambda r: complaints.append(r.url) if not r.url.startswith(("file:", "blob:")) else None)
        page.goto(file.as_uri())
        page.wait_for_selector("body[data-ready]")
        opened.append(page)
        return page

    yield open_
    for page in opened:
        page.context.close()
    assert complaints == []


def axe_violations(page: Page) -> list[str]:
    """Serious and critical accessibility faults. The script is evaluated outside the page's own policy."""
    from axe_playwright_python.base import AXE_FILE_PATH

    page.evaluate(AXE_FILE_PATH.read_text())
    found = page.evaluate("axe.run()")
    return [
        f"{v['id']}: {[n['html'] for n in v['nodes']][:3]}"
        for v in found["violations"]
        if v["impact"] in ("serious", "critical")
    ]


def drawn(page: Page) -> list[int]:
    """How many distinct colours each plot shows: one colour is an empty plot."""
    return page.evaluate(
        """() => {
            const colours = (c) => new Set(
                new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer)).size;
            return [...document.querySelectorAll('.plot')].filter((p) => p.offsetParent)
                .map((p) => Math.max(...[...p.querySelectorAll('canvas')].map(colours)));
        }"""
    )


def until_in_view(page: Page, block: int) -> None:
    """Wait for a block to be scrolled into the window. The page's policy forbids wait_for_function."""
    top = f"document.querySelectorAll('.block')[{block}].getBoundingClientRect().top"
    for _ in range(100):
        if page.evaluate(f"{top} >= 0 && {top} < innerHeight"):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"block {block} did not come into view")


def test_the_plots_are_drawn(open_page: Open, knee_version: Path) -> None:
    page = open_page(report_html(knee_version, "knees", "v1"))
    colours = drawn(page)
    assert len(colours) >= 9
    assert min(colours) > 3
    assert page.locator(".tile", has_text="exercises").locator("b").inner_text() == "1"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_report_is_accessible(open_page: Open, knee_version: Path, scheme: str) -> None:
    page = open_page(report_html(knee_version, "knees", "v1"), color_scheme=scheme)
    assert axe_violations(page) == []


def test_every_plot_has_its_table_and_csv(open_page: Open, knee_version: Path) -> None:
    page = open_page(report_html(knee_version, "knees", "v1"))
    figure = page.locator("#dropped")
    figure.get_by_role("button", name="Table").click()
    assert figure.locator("tbody tr").count() == 2
    assert not figure.locator(".plot").is_visible()
    with page.expect_download() as download:
        figure.get_by_role("button", name="CSV").click()
    text = Path(download.value.path()).read_text()
    assert text.splitlines()[0] == '"blocks","reason","site","words"'


def test_the_graph_view_opens_and_one_condition_can_be_chosen(open_page: Open, knee_version: Path) -> None:
    page = open_page(report_html(knee_version, "knees", "v1"))
    edges = page.locator("#edges")
    edges.get_by_label("Show", exact=True).select_option("treatment")
    edges.get_by_label("Condition", exact=True).select_option("sore knee")
    edges.get_by_role("button", name="Graph").click()
    assert edges.get_by_role("button", name="Graph").get_attribute("aria-pressed") == "true"
    assert not edges.get_by_label("Show", exact=True).is_visible()  # the graph shows both
    edges.get_by_role("button", name="Table").click()
    assert not edges.get_by_label("Condition", exact=True).is_visible()  # the table has all conditions
    edges.get_by_role("button", name="Graph").click()
    assert min(drawn(page)) > 3


def test_every_plot_stays_in_its_frame(open_page: Open, knee_version: Path) -> None:
    for width in (360, 1280):
        page = open_page(report_html(knee_version, "knees", "v1"), viewport={"width": width, "height": 800})
        page.locator("#edges").get_by_role("button", name="Graph").click()
        outside = page.evaluate(
            """() => [...document.querySelectorAll('.plot canvas')].filter((canvas) => {
                const [inner, outer] = [canvas, canvas.closest('.figure')].map((e) => e.getBoundingClientRect());
                return inner.right > outer.right || inner.bottom > outer.bottom;
            }).length"""
        )
        assert outside == 0


def test_hovering_a_record_shows_its_quotes(open_page: Open, knee_version: Path) -> None:
    page = open_page(inspector_html(knee_version, "page_1"))
    page.locator("[data-id=rec_stiff]").hover()
    assert page.locator("mark.on").all_inner_texts() == ["stiff"]
    page.locator("[data-id=rec_wall]").hover()
    assert page.locator("mark.on").all_inner_texts() == ["Wall sit", "Repeat 5 times"]


def test_clicking_a_quote_scrolls_to_it(open_page: Open, long_version: Path) -> None:
    page = open_page(inspector_html(long_version, "page_1"))
    page.locator(".quotes button").nth(11).click()
    until_in_view(page, 23)


def test_clicking_a_mark_selects_its_record(open_page: Open, knee_version: Path) -> None:
    page = open_page(inspector_html(knee_version, "page_1"))
    page.locator("mark", has_text="stiff").click()
    assert page.locator(".card.on").get_attribute("data-id") == "rec_stiff"


def test_filters_by_kind_and_by_kept(open_page: Open, knee_version: Path) -> None:
    page = open_page(inspector_html(knee_version, "page_1"))
    page.get_by_role("button", name="symptoms 2").click()
    assert not page.locator("[data-id=rec_stiff]").is_visible()
    assert page.locator("[data-id=rec_ice]").is_visible()
    page.locator("#show").select_option("dropped")
    visible = [b for b in page.locator(".block").all() if b.is_visible()]
    assert len(visible) == 2
    page.locator("#show").select_option("kept")
    assert not page.locator(".dropped").first.is_visible()


def test_the_kept_copy_is_one_click_away(open_page: Open, knee_version: Path) -> None:
    page = open_page(inspector_html(knee_version, "page_1"))
    assert "duplicate" in page.locator(".block").nth(6).inner_text()
    page.get_by_role("button", name="kept copy").click()
    assert page.locator(".block").nth(3).is_visible()


def test_a_repeat_is_one_click_away_from_its_kept_copy(open_page: Open, knee_version: Path) -> None:
    page = open_page(inspector_html(knee_version, "page_1"))
    page.get_by_role("button", name="1 repeat").click()
    assert "duplicate" in page.locator(".block.flash").inner_text()


def test_blocks_can_be_filtered_by_their_reason(open_page: Open, knee_version: Path) -> None:
    page = open_page(inspector_html(knee_version, "page_1"))
    page.locator("#show").select_option(label="form (1)")
    assert [b.inner_text().split("\n")[0] for b in page.locator(".block").all() if b.is_visible()] == ["form"]
    page.locator("#show").select_option("all")
    assert all(b.is_visible() for b in page.locator(".block").all())


def test_words_said_again_are_one_line_with_a_number_for_each_place(open_page: Open, long_version: Path) -> None:
    page = open_page(inspector_html(long_version, "page_1"))
    assert page.locator(".quotes li").count() == 1
    assert "10000 places" in page.locator(".quotes li").inner_text()


def test_the_other_end_of_a_relation_is_one_click_away(open_page: Open, knee_version: Path) -> None:
    page = open_page(inspector_html(knee_version, "page_1"))
    page.locator("[data-id=rec_ice] dd button").click()
    assert page.locator(".card.on").get_attribute("data-id") == "rec_knee"


def test_a_search_that_finds_nothing_says_so(open_page: Open, knee_version: Path) -> None:
    page = open_page(inspector_html(knee_version, "page_1"))
    page.locator("#find").fill("xyzzy")
    assert page.locator("#records").inner_text().strip() == "No record matches the filters."


def test_a_negated_finding_is_struck_in_the_text(open_page: Open, knee_version: Path) -> None:
    page = open_page(inspector_html(knee_version, "page_1"))
    assert page.locator("mark.negated").all_inner_texts() == ["not cause fever"]


@pytest.mark.shared
def test_the_seed_is_seen_as_it_is(open_page: Open, tmp_path: Path) -> None:
    seeds = Path(os.environ.get("HEALTHSIFT_SHARED", "../shared")) / "seeds"
    if not seeds.is_dir():
        pytest.skip("needs the shared evaluation data")
    done = healthsift("run", str(seeds), "--out", str(tmp_path / "out"), "--direct", "--workers", "1")
    page = open_page(inspector_html(Path(done.stdout.splitlines()[-1]), "000_d27668768be241b3.txt"))
    margins = page.locator(".dropped .margin").all_text_contents()
    reasons = {
        reason: sum(text.startswith(reason) for text in margins) for reason in ("body part menu", "form", "cookie")
    }
    assert reasons["body part menu"] > 80
    assert reasons["form"] > 5
    assert reasons["cookie"] >= 1
    assert (
        page.locator(".dropped").get_by_role("button", name="kept copy").count() > 40
    )  # the second copy of the article
    cards = page.locator("[data-id].exercise").filter(has=page.locator("ol"))
    doses = [card.locator(".chip.dose").count() for card in cards.all()]
    assert len([card for card in cards.all() if card.locator(".quotes").count()]) == 10
    assert sum(count > 0 for count in doses) >= 9


def test_arrow_keys_walk_through_the_records(open_page: Open, knee_version: Path) -> None:
    page = open_page(inspector_html(knee_version, "page_1"))
    page.locator(".card > button.name").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.locator(".card.on").get_attribute("data-id") == "rec_stiff"
    page.keyboard.press("ArrowUp")
    assert page.locator(".card.on").get_attribute("data-id") == "rec_knee"


def test_a_record_opens_selected(open_page: Open, knee_version: Path) -> None:
    page = open_page(inspector_html(knee_version, "rec_ice"))
    assert page.locator(".card.on").get_attribute("data-id") == "rec_ice"


def test_doses_codes_negation_and_relations_are_shown(open_page: Open, knee_version: Path) -> None:
    page = open_page(inspector_html(knee_version, "page_1"))
    wall = page.locator("[data-id=rec_wall]").inner_text()
    assert "5 reps" in wall
    assert "hold 20 s" in wall
    assert "negated" in page.locator("[data-id=rec_fever]").inner_text()
    assert "MESH:D007719" in page.locator("[data-id=rec_knee]").inner_text()
    assert "relieves" in page.locator("[data-id=rec_ice]").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_inspector_is_accessible(open_page: Open, knee_version: Path, scheme: str) -> None:
    page = open_page(inspector_html(knee_version, "page_1"), color_scheme=scheme)
    assert axe_violations(page) == []


def test_it_fits_a_phone(open_page: Open, knee_version: Path) -> None:
    phone = {"width": 360, "height": 740}
    for html in (inspector_html(knee_version, "page_1"), report_html(knee_version, "knees", "v1")):
        page = open_page(html, viewport=phone)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_nothing_of_a_hostile_page_runs(open_page: Open, hostile_version: Path) -> None:
    for html in (inspector_html(hostile_version, "page_1"), report_html(hostile_version, "d", "v")):
        page = open_page(html)
        page.wait_for_timeout(200)
        assert page.evaluate("window.pwned") is None
        assert page.locator("img, svg, iframe, form").count() == 0
        assert page.locator("a[href^='javascript'], a[href^='data']").count() == 0


def test_the_policy_stops_what_is_injected_later(browser: Browser, tmp_path: Path, knee_version: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(inspector_html(knee_version, "page_1"), encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.pwned=1\">')")
    page.wait_for_timeout(200)
    assert page.evaluate("window.pwned") is None
    page.close()


def test_a_page_of_20_000_blocks_opens_and_scrolls(open_page: Open, long_version: Path) -> None:
    html = inspector_html(long_version, "page_1")
    began = time.monotonic()
    page = open_page(html)
    print(f"20,000 blocks opened in {time.monotonic() - began:.2f} s")
    assert page.locator(".block").count() == 20_000
    page.evaluate("document.getElementById('blocks').scrollTo(0, 1e9)")
    until_in_view(page, 19_999)
