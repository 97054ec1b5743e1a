"""Sections to records: one file a record kind, with its grammar beside it."""
