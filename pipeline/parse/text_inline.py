"""Marks within a line of Markdown (links, images, emphasis, entities) to the text that a reader sees."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_SPACE = re.compile(r"\s+")
_TARGET = r"\((?:[^()\s]|\([^()]*\))*(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
_IMAGE = re.compile(r"!\[[^\[\]]*\](?:" + _TARGET + r"|\[[^\]]*\])")
_LINK = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]" + _TARGET)
_REFERENCE = re.compile(r"\[((?:[^\[\]\\]|\\.)+)\]\[[^\[\]]*\]")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
# What an opening mark looks through for its end is bounded, or a page of opening marks takes time by its square.
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,60}\]")
_COMMENT = re.compile(r"<!--.{0,2000}?-->", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>")
_CODE = re.compile(r"(?<!`)`+([^`]+)`+")
_EMPHASIS = (
    re.compile(r"(\*{1,3})(?=[^\s*])(.{1,400}?)(?<=[^\s*])\1"),
    re.compile(r"(?<![\w_])(_{1,3})(?=[^\s_])(.{1,400}?)(?<=[^\s_])\1(?![\w_])"),
    re.compile(r"(~~)(?=\S)(.{1,400}?)(?<=\S)\1"),
)
_BOLD_LEAD = re.compile(r"^(?:\*\*\*?|__)(?=\S)(.{1,400}?)(?<=\S)(?:\*\*\*?|__)")
_STRAY = re.compile(r"\*\*\*?|(?<!\w)__|__(?!\w)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!~>|\"'$&<:])")
# Private use characters stand for the borders of link texts and for escaped signs while marks are undone.
_OPEN, _SHUT = "\ue000", "\ue001"
_HELD = 0xE100


@dataclass(frozen=True, slots=True)
class Inline:
    """A run of text without its marks; ``lead`` is the length of the bold run at its start."""

    text: str
    lead: int = 0
    link_chars: int = 0


def fold(text: str) -> str:
    """White space folded to single spaces, invisible characters gone."""
    return _SPACE.sub(" ", text.replace("\u200b", "").replace("\ufeff", "").replace("\xad", "")).strip()


def plain_text(raw: str) -> Inline:
    """A run of text that holds no marks."""
    return Inline(fold(raw))


def undo_marks(raw: str) -> Inline:
    """A run of Markdown as its reader sees it: link texts stay, targets, images and signs go."""
    text = _ESCAPE.sub(lambda match: chr(_HELD + ord(match[1])), raw)
    text = _COMMENT.sub(" ", text)
    text = _IMAGE.sub(" ", text)
    text = _LINK.sub(_open_link, text)
    text = _REFERENCE.sub(_open_link, text)
    text = _AUTOLINK.sub(_open_link, text)
    text = _FOOTNOTE.sub("", text)
    text = _BREAK.sub(" ", text)
    text = _TAG.sub("", text)
    text = _CODE.sub(r"\1", text)
    bold = _BOLD_LEAD.match(text.strip().lstrip(_OPEN))
    lead_raw = bold[1] if bold else ""
    text = _STRAY.sub("", _undo_emphasis(text))
    text = fold(html.unescape(_release(text)))
    lead = len(_visible(lead_raw)) if lead_raw else 0
    visible, link_chars = _count_links(text)
    return Inline(visible, min(lead, len(visible)), link_chars)


def _open_link(match: re.Match[str]) -> str:
    return f"{_OPEN}{match[1]}{_SHUT}"


def _undo_emphasis(text: str) -> str:
    for pattern in _EMPHASIS:
        for _ in range(3):  # marks within marks
            changed = pattern.sub(r"\2", text)
            if changed == text:
                break
            text = changed
    return text


def _release(text: str) -> str:
    return "".join(chr(ord(char) - _HELD) if _HELD <= ord(char) < _HELD + 128 else char for char in text)


def _visible(raw: str) -> str:
    text = _STRAY.sub("", _undo_emphasis(raw))
    return fold(html.unescape(_release(text)).replace(_OPEN, "").replace(_SHUT, ""))


def _count_links(text: str) -> tuple[str, int]:
    if _OPEN not in text and _SHUT not in text:
        return text, 0
    out: list[str] = []
    depth = inside = 0
    for char in text:
        if char == _OPEN:
            depth += 1
        elif char == _SHUT:
            depth = max(0, depth - 1)
        else:
            out.append(char)
            inside += depth > 0
    # A link around nothing but an image leaves a gap: fold again.
    visible = fold("".join(out))
    return visible, min(inside, len(visible))
