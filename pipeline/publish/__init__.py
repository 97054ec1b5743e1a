"""Records to a dataset version: tables, metadata, checks, swap, reading back, report."""
