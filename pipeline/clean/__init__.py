"""Blocks to kept or dropped, each drop with its reason."""
