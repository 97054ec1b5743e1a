"""Every kind of boilerplate inside a good article: all of it goes, and the article stays whole."""

from __future__ import annotations

import pytest

from pipeline.clean.page import clean
from pipeline.dedupe.within import mark_repeats
from pipeline.parse.page import parse
from pipeline.sources.raw import RawPage

TITLE = "Frozen shoulder: why it stiffens and what helps"
SECTIONS = {
    "What is a frozen shoulder?": [
        "A frozen shoulder is a joint whose capsule has become thick and tight, so the arm moves less and less.",
        "It often begins with a dull ache over the outer upper arm that is worse at night and when you lie on it.",
    ],
    "What are the symptoms?": [
        "Most people notice pain first and stiffness some weeks later, and both come on slowly over several months.",
        "* pain when reaching behind your back",
        "* stiffness that makes dressing hard",
        "* broken sleep because of the ache",
    ],
    "How is it treated?": [
        "Gentle stretching every day keeps what movement there is, and a warm shower before it makes it easier.",
        "A steroid injection into the joint can ease the pain in the early stage, when exercise alone is too sore.",
    ],
    "When should you see a doctor?": [
        "See a doctor if the pain follows a fall, if the arm is weak or numb, or if you have a fever with the pain.",
        "The shoulder thaws by itself in one to three years, although some people keep a little stiffness for longer.",
    ],
}
PARTS = ["Knee", "Elbow", "Wrist", "Hip", "Ankle", "Spine", "Jaw", "Heart", "Liver", "Kidneys", "Lungs", "Stomach"]
FORM = ["Your name *", "Your phone *", "Preferred doctor *"]
COOKIE = "We use cookies to improve your experience on our website. You can change your settings at any time."
BOOK = "Book an appointment with our specialists today!"
CONSENT = "By clicking the button you agree to the processing of your personal data."
HOURS = "Monday – Friday: 8:00 – 20:00"
SHARE = ["Facebook", "Twitter", "WhatsApp"]
PRAISE = "What our patients say"


def links(names: list[str], between: str) -> str:
    return between.join(f'<a href="/{name.lower()}">{name}</a>' for name in names)


def rows(names: list[str]) -> str:
    return "".join(
        "<tr>" + "".join(f'<td><a href="/{n}">{n}</a></td>' for n in names[at : at + 3]) + "</tr>"
        for at in range(0, len(names), 3)
    )


VARIANTS: dict[str, tuple[str, list[str]]] = {
    "menu as linked list": ("<ul>" + "".join(f'<li><a href="/{n}">{n}</a></li>' for n in PARTS) + "</ul>", PARTS),
    "menu as plain list": ("<ul>" + "".join(f"<li>{n}</li>" for n in PARTS) + "</ul>", PARTS),
    "menu as divs": ("<div>" + "".join(f"<div>{n}</div>" for n in PARTS) + "</div>", PARTS),
    "menu with bars": (f"<p>{' | '.join(PARTS)}</p>", [" | ".join(PARTS)]),
    "menu with commas": (f"<p>{', '.join(PARTS)}</p>", [", ".join(PARTS)]),
    "menu of links with bars": (f"<p>{links(PARTS, ' | ')}</p>", [" | ".join(PARTS)]),
    "menu as table": (f"<table>{rows(PARTS)}</table>", ["\t".join(PARTS[at : at + 3]) for at in range(0, 12, 3)]),
    "form": (
        f'<form action="/book"><h3>Make an appointment</h3>{"".join(f"<p><label>{f}</label><input></p>" for f in FORM)}'
        f"<button>Send request</button><p>{CONSENT}</p></form>",
        ["Make an appointment", *FORM, "Send request", CONSENT],
    ),
    "form of divs": (
        f'<div class="b1">{"".join(f"<div><label>{f}</label><div><input></div></div>" for f in FORM)}</div>',
        FORM,
    ),
    "form of paragraphs": ("".join(f"<p>{f} <input></p>" for f in FORM), FORM),
    "form as text": ("".join(f"<p>{f}</p>" for f in [*FORM, CONSENT]), [*FORM, CONSENT]),
    "cookie notice": (f'<div class="cookie-banner"><p>{COOKIE}</p><button>Accept all</button></div>', [COOKIE]),
    "cookie notice, neutral": (f'<div class="x7"><p>{COOKIE}</p></div>', [COOKIE]),
    "call to book": (f"<p>{BOOK}</p>", [BOOK]),
    "call to book, linked": (f'<p><a href="/book">{BOOK}</a></p>', [BOOK]),
    "testimonials": (
        f'<section class="testimonials"><h2>{PRAISE}</h2><blockquote>They were so kind, and I could lift my arm again '
        "after two visits! <cite>Olga P.</cite></blockquote></section>",
        [PRAISE, "They were so kind, and I could lift my arm again after two visits! Olga P."],
    ),
    "opening hours": (f"<div><h3>Opening hours</h3><p>{HOURS}</p></div>", ["Opening hours", HOURS]),
    "phone": ("<p>Phone: (555) 010-2233</p>", ["Phone: (555) 010-2233"]),
    "address": ("<p>1200 North Harbor Road, Suite 4</p>", ["1200 North Harbor Road, Suite 4"]),
    "coordinates": ("<p>51.507351, -0.127758</p>", ["51.507351, -0.127758"]),
    "map": ("<p>View larger map</p>", ["View larger map"]),
    "share": (
        f'<ul class="social">{"".join(f"<li><a href=#>{name}</a></li>" for name in SHARE)}</ul>',
        SHARE,
    ),
    "newsletter": (
        "<div><p>Sign up for our newsletter and get tips in your inbox.</p></div>",
        ["Sign up for our newsletter and get tips in your inbox."],
    ),
    "advertisement": ("<div>Advertisement</div>", ["Advertisement"]),
    "byline": (
        "<p>Medically reviewed by Ann Field, MD</p><p>Last updated: 4 May 2021</p>",
        ["Medically reviewed by Ann Field, MD", "Last updated: 4 May 2021"],
    ),
    "copyright": (
        "<p>© 2024 Lakeside Clinic. All rights reserved.</p>",
        ["© 2024 Lakeside Clinic. All rights reserved."],
    ),
}


def body(lines: list[str]) -> str:
    html = "".join(f"<p>{line}</p>" for line in lines if not line.startswith("* "))
    items = "".join(f"<li>{line[2:]}</li>" for line in lines if line.startswith("* "))
    return html + (f"<ul>{items}</ul>" if items else "")


def page_with(insert: str, wherever: bool) -> str:
    """The article with ``insert`` after each of its sections, or after the second only."""
    parts = []
    for place, (heading, lines) in enumerate(SECTIONS.items()):
        parts.append(f"<h2>{heading}</h2>{body(lines)}")
        if wherever or place == 1:
            parts.append(insert)
    menu = links(["Home", "Services", "Prices", "Doctors"], "")
    return (
        f"<html><head><title>{TITLE}</title></head><body><header><nav>{menu}</nav></header><main><article><h1>{TITLE}</h1>"
        f"{''.join(parts)}</article></main><footer><p>© 2024 Lakeside Clinic</p></footer></body></html>"
    )


def kept_and_dropped(html: str) -> tuple[list[str], list[str]]:
    page = parse(RawPage("a.html", html.encode(), "text/html", "here"))
    cleaning = clean(page)
    mark_repeats(page, cleaning)
    kept = [block.text for block, reason in zip(page.blocks, cleaning.reasons, strict=True) if reason is None]
    dropped = [block.text for block, reason in zip(page.blocks, cleaning.reasons, strict=True) if reason is not None]
    return kept, dropped


ARTICLE = [TITLE] + [line.removeprefix("* ") for heading, lines in SECTIONS.items() for line in [heading, *lines]]


@pytest.mark.parametrize("kind", VARIANTS)
@pytest.mark.parametrize("wherever", [False, True], ids=["once", "after each section"])
def test_one_kind_goes_and_the_article_stays(kind: str, wherever: bool) -> None:
    insert, texts = VARIANTS[kind]
    kept, dropped = kept_and_dropped(page_with(insert, wherever))
    assert kept == ARTICLE
    assert set(texts) <= set(dropped)


def test_the_copy_for_small_screens_goes() -> None:
    whole = "".join(f"<h2>{heading}</h2>{body(lines)}" for heading, lines in SECTIONS.items())
    kept, _ = kept_and_dropped(
        f"<html><body><main><h1>{TITLE}</h1><div class='desktop'>{whole}</div><div class='mobile'>{whole}</div></main>"
        "</body></html>"
    )
    assert kept == ARTICLE
