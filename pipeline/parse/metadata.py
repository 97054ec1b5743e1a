"""What a page says of itself: JSON-LD, meta, time, lang and link elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

import orjson
from lxml import etree

_MAX_JSON = 500_000  # characters of one JSON-LD script
_MAX_NODES = 2_000  # JSON-LD objects looked at
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T|$)")
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = r"(" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS) + r")\.?"
_MONTH_DAY = re.compile(_MONTH + r"\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.IGNORECASE)
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+" + _MONTH + r",?\s+(\d{4})", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s+[|–—·»«•:-]+\s+|\s*\|\s*")

_META = {  # property or name -> field, the first that is there wins
    "article:published_time": "published",
    "og:article:published_time": "published",
    "datepublished": "published",
    "date": "published",
    "dc.date": "published",
    "dc.date.issued": "published",
    "dcterms.created": "published",
    "dcterms.issued": "published",
    "citation_publication_date": "published",
    "publish-date": "published",
    "pubdate": "published",
    "article:modified_time": "modified",
    "og:updated_time": "modified",
    "datemodified": "modified",
    "dcterms.modified": "modified",
    "last-modified": "modified",
    "lastreviewed": "reviewed",
    "dc.date.reviewed": "reviewed",
    "dcterms.reviewed": "reviewed",
    "author": "author",
    "article:author": "author",
    "dc.creator": "author",
    "citation_author": "author",
    "dcterms.license": "license",
    "dc.rights": "license",
    "copyright": "license",
    "og:title": "og_title",
    "twitter:title": "og_title",
    "dc.title": "og_title",
    "og:url": "og_url",
    "og:site_name": "site_name",
    "og:type": "og_type",
}
_ARTICLES = frozenset(
    [
        "Article",
        "NewsArticle",
        "BlogPosting",
        "MedicalWebPage",
        "WebPage",
        "TechArticle",
        "ScholarlyArticle",
        "Report",
        "HowTo",
        "FAQPage",
        "QAPage",
        "DiscussionForumPosting",
        "Product",
        "Recipe",
        "MedicalScholarlyArticle",
        "HealthTopicContent",
        "Question",
    ]
)


@dataclass(slots=True)
class Metadata:
    """A page's own statements; what it does not state is null."""

    title: str | None = None
    author: str | None = None
    published: date | None = None
    modified: date | None = None
    reviewed: date | None = None
    license: str | None = None
    language: str | None = None
    canonical: str | None = None  # absolute
    address: str | None = None  # the first absolute of canonical, og:url and base
    site_name: str | None = None
    types: tuple[str, ...] = ()  # JSON-LD types, and og:type in lower case


def metadata_of(root: etree._Element) -> Metadata:
    """Read the page's statements about itself. JSON-LD that does not parse is passed over."""
    stated: dict[str, str] = {}
    types: list[str] = []
    titles: list[str] = []
    links: dict[str, str] = {}
    for element in root.iter("meta", "link", "title", "script", "base", "time"):
        tag = element.tag
        if tag == "meta":
            key = element.get("property") or element.get("name") or element.get("itemprop") or ""
            field = _META.get(key.strip().lower())
            if field and (content := _squash(element.get("content"))):
                stated.setdefault(field, content)
        elif tag == "link":
            relation = (element.get("rel") or "").lower()
            if relation in ("canonical", "license"):
                links.setdefault(relation, (element.get("href") or "").strip())
        elif tag == "base":
            links.setdefault("base", (element.get("href") or "").strip())
        elif tag == "title":
            titles.append(_squash(element.text))
        elif tag == "time":
            when = element.get("datetime") or ""
            name = (element.get("itemprop") or element.get("class") or "").lower()
            if "modif" in name or "updated" in name:
                stated.setdefault("time_modified", when)
            elif "publish" in name or "pubdate" in element.attrib or "entry-date" in name:
                stated.setdefault("time_published", when)
        elif (element.get("type") or "").strip().lower() == "application/ld+json":
            _read_json(element.text or "", stated, types)
    if "og_type" in stated:
        types.append(stated["og_type"].lower())
    canonical = _absolute(links.get("canonical"))
    return Metadata(
        title=_title(stated, titles),
        author=_author(stated),
        published=_date(stated, "ld_published", "published", "time_published"),
        modified=_date(stated, "ld_modified", "modified", "time_modified"),
        reviewed=_date(stated, "ld_reviewed", "reviewed"),
        license=stated.get("ld_license") or links.get("license") or stated.get("license"),
        language=root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        canonical=canonical,
        address=canonical or _absolute(stated.get("og_url")) or _absolute(links.get("base")),
        site_name=stated.get("site_name"),
        types=tuple(types),
    )


def host_of(address: str | None) -> str | None:
    """The host of an absolute address in lower case, without a port; null where there is none."""
    if not address:
        return None
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def parse_date(text: str) -> date | None:
    """The day that ``text`` states (ISO 8601, "4 May 2020", "May 4, 2020"), null where it states none."""
    if match := _ISO.search(text) or _COMPACT.match(text):
        year, month, day = (int(group) for group in match.groups())
    elif match := _MONTH_DAY.search(text):
        year, month, day = int(match.group(3)), _month(match.group(1)), int(match.group(2))
    elif match := _DAY_MONTH.search(text):
        year, month, day = int(match.group(3)), _month(match.group(2)), int(match.group(1))
    else:
        return None
    try:
        return date(year, month, day) if 1980 <= year <= 2100 else None
    except ValueError:
        return None


def _month(name: str) -> int:
    return next(index for index, month in enumerate(_MONTHS, 1) if month.startswith(name.lower()[:3]))


def _date(stated: dict[str, str], *fields: str) -> date | None:
    for field in fields:
        if field in stated and (day := parse_date(stated[field])) is not None:
            return day
    return None


def _squash(text: str | None) -> str:
    return " ".join((text or "").split())


def _absolute(address: str | None) -> str | None:
    if address and address.lower().startswith(("http://", "https://")) and host_of(address):
        return address
    return None


def _author(stated: dict[str, str]) -> str | None:
    for field in ("ld_author", "author"):
        name = stated.get(field, "")
        if name and not name.lower().startswith(("http://", "https://")) and len(name) < 200:
            return name
    return None


def _title(stated: dict[str, str], titles: list[str]) -> str | None:
    """The headline, or the title element without the site's name."""
    for field in ("ld_title", "og_title"):
        if stated.get(field):
            return _without_site(stated[field], stated.get("site_name"))
    for title in titles:
        if title:
            return _without_site(title, stated.get("site_name"))
    return None


def _without_site(title: str, site: str | None) -> str:
    pieces = _SEPARATOR.split(title)
    if len(pieces) == 1:
        return title
    if site:
        named = [piece for piece in pieces if piece.strip().lower() != site.strip().lower()]
        if 0 < len(named) < len(pieces):
            end = title.find(named[-1]) + len(named[-1])
            return title[title.find(named[0]) : end].strip()
    last = pieces[-1].strip()
    head = title[: title.rfind(last)].rstrip(" |–—·»«•:-") if last else title
    return head if len(head.split()) >= len(last.split()) and head else title


def _read_json(text: str, stated: dict[str, str], types: list[str]) -> None:
    if len(text) > _MAX_JSON:
        return
    try:
        data: object = orjson.loads(text.strip().rstrip(";"))
    except orjson.JSONDecodeError:
        return
    for node in _objects(data):
        kinds = node.get("@type")
        named = [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]
        types.extend(named)
        if not _ARTICLES.intersection(named):
            continue
        for key, field in (
            ("datePublished", "ld_published"),
            ("dateModified", "ld_modified"),
            ("lastReviewed", "ld_reviewed"),
            ("license", "ld_license"),
        ):
            value = node.get(key)
            if isinstance(value, str) and value.strip():
                stated.setdefault(field, _squash(value))
        title = node.get("headline") or (node.get("name") if named != ["WebPage"] else None)
        if isinstance(title, str) and title.strip():
            stated.setdefault("ld_title", _squash(title))
        if author := _person(node.get("author")):
            stated.setdefault("ld_author", author)


def _person(value: object) -> str | None:
    people = value if isinstance(value, list) else [value]
    names: list[str] = []
    for person in people:
        name = person.get("name") if isinstance(person, dict) else person
        if isinstance(name, str) and name.strip():
            names.append(_squash(name))
    return ", ".join(dict.fromkeys(names)) or None


def _objects(data: object) -> Iterator[dict[str, object]]:
    waiting: list[object] = [data]
    seen = 0
    while waiting and seen < _MAX_NODES:
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            seen += 1
            yield value
            waiting.extend(item for item in value.values() if isinstance(item, (dict, list)))
