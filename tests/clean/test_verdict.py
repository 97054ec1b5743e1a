"""What a page is as a whole, by its shape and by what it declares itself to be."""

from __future__ import annotations

from pipeline.clean.page import clean
from pipeline.clean.verdict import verdict_of
from pipeline.parse.page import parse
from pipeline.sources.raw import RawPage
from schemas.enums import DropReason, Verdict

PROSE = "A stiff knee gets better when it is bent and stretched a little every day, as far as that goes without pain."
POST = "I had the same trouble last winter, and what helped me in the end was cycling on a low gear every evening."


def verdict(body: str, head: str = "", status: int | None = None) -> Verdict:
    """The verdict where every block of the page is content."""
    html = f"<html><head>{head}</head><body>{body}</body></html>".encode()
    page = parse(RawPage("a.html", html, "text/html", "here", status=status))
    return verdict_of(page, [None] * len(page.blocks))


def linked_list(count: int) -> str:
    return (
        "<ul>" + "".join(f'<li><a href="/{n}">Exercises for joint number {n}</a></li>' for n in range(count)) + "</ul>"
    )


def test_running_text_is_an_article() -> None:
    assert verdict(f"<h1>Stiff knee</h1><p>{PROSE}</p><p>{PROSE}</p><ul>{linked_list(3)}</ul>") is Verdict.ARTICLE


def test_a_page_of_linked_items_is_a_hub() -> None:
    assert verdict(f"<h1>All joints</h1><p>Choose one.</p><ul>{linked_list(30)}</ul>") is Verdict.HUB


def test_linked_cards_are_a_listing() -> None:
    card = '<div class="card"><h3><a href="/a">A knee that clicks: reasons and remedies</a></h3><p>{}</p></div>'
    assert verdict("<h1>News</h1>" + "".join(card.format(PROSE[:60]) for _ in range(8))) is Verdict.LISTING


def test_posts_with_names_and_dates_are_a_thread() -> None:
    post = f'<div class="forum-post"><p>Runner{{}} wrote:</p><p>{POST}</p><p>3 days ago</p></div>'
    assert verdict("<h1>Sore knee</h1>" + "".join(post.format(n) for n in range(4))) is Verdict.THREAD


def test_questions_that_the_page_answers_itself_are_no_thread() -> None:
    item = f'<div class="question"><h3>Why does it click?</h3><p>{PROSE}</p></div>'
    assert verdict("<h1>Questions</h1>" + item * 5) is Verdict.ARTICLE


def test_a_declared_question_page_is_a_thread() -> None:
    head = '<script type="application/ld+json">{"@type": "QAPage"}</script>'
    assert verdict(f"<h1>Sore knee?</h1><p>{POST}</p>", head) is Verdict.THREAD


def test_a_product_is_for_sale() -> None:
    head = '<script type="application/ld+json">{"@type": "Product", "name": "Knee band"}</script>'
    body = f"<h1>Knee band</h1><p>{PROSE}</p><p>$ 19</p><button>Add to cart</button>"
    assert verdict(body, head) is Verdict.PRODUCT
    assert verdict(f"<h1>Knee band</h1><p>{PROSE}</p>", head) is Verdict.ARTICLE


def test_an_error_is_told_by_its_status() -> None:
    assert verdict(f"<p>{PROSE}</p>", status=404) is Verdict.ERROR


def test_nothing_kept_is_a_form_or_empty() -> None:
    page = parse(RawPage("a.html", b"<p>Your name *</p><p>Your phone *</p>", "text/html", "here"))
    assert verdict_of(page, [DropReason.FORM, DropReason.FORM]) is Verdict.FORM
    assert verdict_of(page, [DropReason.NAV, DropReason.NAV]) is Verdict.EMPTY


def test_a_wall_is_told_by_its_words() -> None:
    page = parse(RawPage("a.html", b"<p>Checking your browser before you continue.</p>", "text/html", "here"))
    assert clean(page).verdict is Verdict.BOT_WALL


def test_a_text_of_several_pages_says_so() -> None:
    page = parse(RawPage("a.txt", f"{PROSE}\n\n{PROSE}".encode(), "text/plain", "here"))
    page.blocks[-1].part = 1
    assert verdict_of(page, [None] * len(page.blocks)) is Verdict.SEVERAL
