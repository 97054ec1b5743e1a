"""What a text dump says of its page before the page begins: front matter, or header lines such as "URL Source:"."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime

import yaml

_FRONT = re.compile(r"\ufeff?(?:\s*\n)?(---|\+\+\+)[ \t]*\r?\n(.*?)\r?\n\1[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_PAIR = re.compile(r"^([A-Za-z][\w -]{0,30}):[ \t]+(\S.*)$")
_HEADER = re.compile(r"(?:[A-Z][A-Za-z _-]{1,24}):[ \t]*(.*)$")
_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_MAX_HEADER_LINES = 20

# Names of fields, lower case without spaces, dashes and underscores, by what they tell.
_FIELDS: dict[str, tuple[str, ...]] = {
    "title": ("title", "pagetitle"),
    "url": ("url", "urlsource", "sourceurl", "canonical", "canonicalurl", "originalurl", "source", "link", "permalink"),
    "author": ("author", "authors", "byline"),
    "published_on": ("date", "published", "publishedtime", "publisheddate", "datepublished", "pubdate", "publishdate"),
    "modified_on": ("lastmod", "modified", "updated", "modifiedtime", "lastmodified", "datemodified", "lastupdated"),
    "reviewed_on": ("reviewed", "lastreviewed", "revieweddate", "reviewdate"),
    "license": ("license", "licence"),
    "language": ("lang", "language", "locale"),
}
_KNOWN = {name: field for field, names in _FIELDS.items() for name in names}
# Header lines that say nothing of the page but belong to the header all the same.
_PASSED = frozenset({"markdowncontent", "description", "content", "textcontent", "images", "links", "warning", "site"})


@dataclass(frozen=True, slots=True)
class TextMeta:
    """What the head of a text tells; all of it may be missing. ``end`` is the offset where the page begins."""

    end: int = 0
    title: str | None = None
    url: str | None = None
    author: str | None = None
    published_on: date | None = None
    modified_on: date | None = None
    reviewed_on: date | None = None
    license: str | None = None
    language: str | None = None


def read_meta(text: str) -> TextMeta:
    """The metadata at the head of a text."""
    if (front := _FRONT.match(text)) and (values := _front_matter(front[1], front[2])) is not None:
        return _meta(values, front.end())
    return _header_lines(text)


def _front_matter(fence: str, body: str) -> dict[str, object] | None:
    """The fields of YAML or TOML front matter; None where the lines between the fences are plain text."""
    try:
        parsed: object = tomllib.loads(body) if fence == "+++" else yaml.safe_load(body)
    except (tomllib.TOMLDecodeError, yaml.YAMLError, ValueError):
        # Half-broken front matter is common (an unquoted colon in a title): take the plain pairs.
        lines = [line for line in body.splitlines() if line.strip()]
        pairs = [match for line in lines if (match := _PAIR.match(line))]
        if not pairs or len(pairs) * 2 < sum(not line.startswith((" ", "\t", "-")) for line in lines):
            return None
        return {match[1]: match[2].strip().strip("\"'") for match in pairs}
    return {str(key): value for key, value in parsed.items()} if isinstance(parsed, dict) else None


def _header_lines(text: str) -> TextMeta:
    """Header lines "Name: value" with at least a title or an address among two known names."""
    values: dict[str, object] = {}
    end = at = 0
    known = 0
    for line in text[:20_000].splitlines(keepends=True)[:_MAX_HEADER_LINES]:
        at += len(line)
        stripped = line.strip().lstrip("\ufeff")
        if not stripped:
            continue
        match = _HEADER.match(stripped)
        name = _normal(stripped.split(":")[0]) if match else ""
        if match is None or (name not in _KNOWN and name not in _PASSED):
            break
        end = at
        if name in _KNOWN and match[1]:
            known += 1
            values.setdefault(name, match[1])
        if name in ("markdowncontent", "content", "textcontent") and not match[1]:
            break
    is_header = known >= 2 and any(_KNOWN[name] in ("url", "title") for name in values)
    return _meta(values, end) if is_header else TextMeta()


def _meta(values: dict[str, object], end: int) -> TextMeta:
    found: dict[str, str] = {}
    # In the order of the table: "url" before the vaguer "source".
    normal = {_normal(key): value for key, value in values.items()}
    for name, field in _KNOWN.items():
        value = _text(normal.get(name))
        if not value or field in found:
            continue
        if field == "url" and not re.match(r"https?://\S+$", value):
            continue
        found[field] = value
    return TextMeta(
        end=end,
        title=found.get("title"),
        url=found.get("url"),
        author=found.get("author"),
        published_on=_day(found.get("published_on")),
        modified_on=_day(found.get("modified_on")),
        reviewed_on=_day(found.get("reviewed_on")),
        license=found.get("license"),
        language=found.get("language"),
    )


def _normal(name: str) -> str:
    return re.sub(r"[\s_-]", "", name).lower()


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, (_text(item) for item in value)))
    if isinstance(value, dict):
        return _text(value.get("name"))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def _day(value: str | None) -> date | None:
    match = _DATE.search(value or "")
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None
