"""What parsing gives: the visible blocks of a page in reading order, and what the page says of itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from schemas.enums import BlockKind, HeadingSource


@dataclass(slots=True)
class Features:
    """Evidence about a block's place on its page, for the cleaner alone; later steps never see it.

    ``link_chars`` are the characters of the block's text inside links, ``links`` the links that begin in it.
    """

    link_chars: int = 0
    controls: int = 0  # form fields and buttons in the block
    folded: bool = False  # inside details, a tab or an accordion: content all the same
    hidden: bool = False  # display:none, hidden, aria-hidden: not visible to a reader
    region: int = -1  # index of the element that holds the block, in ``ParsedPage.regions``; -1: none (text)
    links: int = 0


@dataclass(slots=True)
class Regions:
    """The block-level elements of an HTML page, one column a fact: evidence for the cleaner alone, never stored.

    They stand in document order, so a parent's index is below its children's, and an element's subtree is a
    stretch of the columns. ``bits`` tell an element's tag and the families of words in its class, id and role
    (``html_tokens.Tag``), ``chain`` its own and all its ancestors', ``path`` numbers the tag paths of the page.
    """

    parent: list[int] = field(default_factory=list)
    depth: list[int] = field(default_factory=list)
    bits: list[int] = field(default_factory=list)
    chain: list[int] = field(default_factory=list)
    path: list[int] = field(default_factory=list)
    hidden: list[bool] = field(default_factory=list)
    folded: list[bool] = field(default_factory=list)

    def __len__(self) -> int:
        """How many elements there are."""
        return len(self.parent)

    def add(self, parent: int, depth: int, bits: int, chain: int, path: int, hidden: bool, folded: bool) -> int:
        """Append an element; its index."""
        self.parent.append(parent)
        self.depth.append(depth)
        self.bits.append(bits)
        self.chain.append(chain)
        self.path.append(path)
        self.hidden.append(hidden)
        self.folded.append(folded)
        return len(self.parent) - 1


@dataclass(slots=True)
class Block:
    """One visible block.

    ``text`` has its white space folded and is never empty; a bullet is no part of it, a typed number
    is. Cells of a table row are joined by a tab, ``cells`` gives their code point spans. ``lead`` is
    the length of a bold run that begins the text. Blocks of one list, table or definition list share
    a ``group`` (0: none). ``part`` numbers the articles of a text bundle from 0. ``source_start`` and
    ``source_end`` are code point offsets into the decoded source, for text inputs.
    """

    kind: BlockKind
    text: str
    level: int | None = None  # heading: 1 to 6; list item, definition: depth from 1
    list_kind: str | None = None  # "ul" or "ol"
    number: int | None = None  # ordinal of an ordered item or a typed "3."
    lead: int = 0
    cells: tuple[tuple[int, int], ...] = ()
    header: bool = False  # a table's head row, a definition's term
    group: int = 0
    part: int = 0
    source_start: int | None = None
    source_end: int | None = None
    heading_source: HeadingSource | None = None  # headings; None means marked up
    features: Features = field(default_factory=Features)


@dataclass(slots=True)
class ParsedPage:
    """A page as blocks. ``language`` is an ISO 639-1 code, "und" where too little text tells."""

    page_id: str
    source: str
    site: str
    media_type: str
    encoding: str
    language: str
    raw_sha256: str
    bytes: int
    blocks: list[Block]
    url: str | None = None
    canonical_url: str | None = None
    status: int | None = None
    fetched_at: datetime | None = None
    title: str | None = None
    author: str | None = None
    published_on: date | None = None
    modified_on: date | None = None
    reviewed_on: date | None = None
    license: str | None = None
    regions: Regions = field(default_factory=Regions)
    types: tuple[str, ...] = ()  # what the page declares itself to be: JSON-LD types, og:type
