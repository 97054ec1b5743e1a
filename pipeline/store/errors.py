"""What can go wrong in a raw store."""

from __future__ import annotations


class StoreError(Exception):
    """The store cannot do what was asked; the message is one line for the person who asked."""
