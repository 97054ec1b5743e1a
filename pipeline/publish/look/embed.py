"""One self-contained HTML file: data, style and scripts inside, and a policy that runs nothing else.

Everything that came from a page travels as JSON and is shown as text. The Content-Security-Policy
names the scripts and styles by hash, so that no markup of a page could run even if it got through.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from functools import cache
from importlib.resources import files
from typing import Any

# Fixed, so that the two tags of the file stay in sync with what the browser hashes.
_POLICY = (
    "default-src 'none'; script-src {scripts}; style-src {styles}; img-src data:; "
    "base-uri 'none'; form-action 'none'; connect-src 'none'"
)


@cache
def asset(name: str) -> str:
    """The text of a file in ``assets/``.

    Raises:
        FileNotFoundError: there is no such asset.
    """
    return (files("pipeline.publish.look") / "assets" / name).read_text(encoding="utf-8")


def as_script_data(value: Any) -> str:
    """JSON that cannot end its ``script`` element: ``<``, ``>`` and ``&`` are escaped, and so are JS line ends."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def self_contained(title: str, body: str, data: Any, scripts: list[str], styles: list[str]) -> str:
    """A whole HTML page.

    Args:
        title: plain text, escaped here.
        body: trusted markup of this package, never of a page.
        data: JSON-ready value, read by the scripts from the element ``#data``.
        scripts: asset names, run in order.
        styles: asset names.
    """
    sources = [asset(name) for name in scripts]
    sheets = [asset(name) for name in styles]
    policy = _POLICY.format(scripts=" ".join(map(_hash, sources)), styles=" ".join(map(_hash, sheets)))
    head = "".join(f"<style>{sheet}</style>" for sheet in sheets)
    tail = "".join(f"<script>{source}</script>" for source in sources)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{html.escape(title)}</title>\n{head}\n</head>\n<body>\n{body}\n"
        f'<script type="application/json" id="data">{as_script_data(data)}</script>\n{tail}\n</body>\n</html>\n'
    )
