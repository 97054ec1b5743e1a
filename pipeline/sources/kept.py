"""Pages in a raw store: what was fetched, as it was last seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from pipeline.sources.media import HTML, MARKDOWN, TEXT, media_type_of
from pipeline.sources.refs import Layout, SourceError, SourceProblem, SourceRef
from pipeline.store.bodies import Bodies
from pipeline.store.errors import StoreError
from pipeline.store.store import BODIES, emptied, pages_in

_TYPES = {"application/xhtml+xml": HTML, "text/x-markdown": MARKDOWN, TEXT: TEXT, MARKDOWN: MARKDOWN, HTML: HTML}
_WEB = ("http://", "https://")


def pages_in_store(root: Path) -> Iterator[SourceRef | SourceProblem]:
    """The pages of a store that have not vanished, each once, under the address that answered.

    A store whose pages were all forgotten has none, which is no problem: what is made of it is empty. One
    that never had a page, or whose pages all vanished from the web, is a problem.
    """
    try:
        pages = pages_in(root)
        if not pages and emptied(root):
            return
    except StoreError as error:
        yield SourceProblem(root.name, f"{root}: {error}", given=True)
        return
    if not pages:
        yield SourceProblem(root.name, f"{root}: no pages in this store", given=True)
    for known in pages:
        source = known.final_url or known.url
        web = source.startswith(_WEB)
        yield SourceRef(
            source=source,
            path=str(root),
            media_type=_TYPES.get(known.media_type or "", media_type_of(source) or HTML),
            folder=root.name if web else Path(source).parent.name or root.name,
            size=known.body_bytes or 0,
            layout=Layout.STORE,
            member=known.body_sha256 or "",
            url=source if web else None,
            charset=known.charset,
            status=known.status if web else None,
            fetched_at=datetime.fromisoformat(known.fetched_at) if web and known.fetched_at else None,
        )


def read_kept(ref: SourceRef) -> bytes:
    """The body of a page in a store.

    Raises:
        SourceError: it was forgotten meanwhile, or damaged.
    """
    try:
        return Bodies(Path(ref.path) / BODIES).get(ref.member)
    except StoreError as error:
        raise SourceError(str(error)) from None
