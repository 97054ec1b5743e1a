"""What a page is as a whole."""

from __future__ import annotations

from pipeline.clean.shape import Shape, shape_of
from pipeline.parse.blocks import ParsedPage
from schemas.enums import DropReason, Verdict

_THREADS = frozenset({"discussionforumposting", "qapage"})
_PRODUCTS = frozenset({"product", "productgroup", "og:product"})
_LISTS = frozenset({"itemlist", "collectionpage", "searchresultspage", "productcollection", "product.group"})
_ARTICLES = frozenset(
    {"article", "newsarticle", "blogposting", "medicalwebpage", "techarticle", "scholarlyarticle", "report", "howto"}
)
_WALL_WORDS, _LEAST_WORDS = 60, 5


def verdict_of(page: ParsedPage, reasons: list[DropReason | None]) -> Verdict:
    """The page's verdict from what was kept of it and why the rest was dropped."""
    if not page.blocks:
        return Verdict.EMPTY
    kept = [block for block, reason in zip(page.blocks, reasons, strict=True) if reason is None]
    shape = shape_of(page, kept)
    if DropReason.BOT_WALL in reasons and shape.words < _WALL_WORDS:
        return Verdict.BOT_WALL
    if page.status is not None and page.status >= 400:
        return Verdict.ERROR
    if shape.words < _LEAST_WORDS:
        return Verdict.FORM if DropReason.FORM in reasons else Verdict.EMPTY
    if len({block.part for block in kept}) > 1:
        return Verdict.SEVERAL
    return _by_shape(shape, {name.lower() for name in page.types})


def _by_shape(shape: Shape, types: set[str]) -> Verdict:
    """What the content looks like, with what the page declares itself to be; in doubt an article."""
    article = not types.isdisjoint(_ARTICLES)
    if not types.isdisjoint(_THREADS):
        return Verdict.THREAD
    # Questions and answers have names and dates to each; a list of questions that the page answers itself has none.
    posts = shape.threads >= 0.5 and shape.thread_parts >= 3
    if posts and not article and shape.posts >= max(3, shape.thread_parts // 2):
        return Verdict.THREAD
    leads_on = Verdict.HUB if shape.linked_items * 2 > shape.linked else Verdict.LISTING
    if shape.linked >= 0.5:
        return leads_on
    sells = shape.carts + shape.prices > 0 and shape.kept_prices < 8
    if not types.isdisjoint(_PRODUCTS) and types.isdisjoint(_LISTS) and (sells or "og:product" in types):
        return Verdict.PRODUCT
    if article:
        return Verdict.ARTICLE
    if shape.linked >= 0.3:
        return leads_on
    many = shape.card_count >= 6 and shape.card_links >= 0.8 and shape.cards >= 0.7 and shape.prose < 0.8
    if (many and shape.card_chars < 450) or (not types.isdisjoint(_LISTS) and shape.card_count >= 4 and many):
        return Verdict.LISTING
    if shape.prices >= 12 and shape.card_count >= 5 and shape.cards >= 0.4 and shape.prose < 0.7:
        return Verdict.LISTING
    if shape.carts >= 2 and shape.prices and shape.kept_prices < 5:
        return Verdict.PRODUCT
    return Verdict.ARTICLE
