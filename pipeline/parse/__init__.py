"""Bytes to blocks: encoding, HTML and plain text."""
