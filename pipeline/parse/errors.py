"""What parsing raises."""

from __future__ import annotations


class ParseError(Exception):
    """A page that cannot be read; the message is one line and says why."""
