"""Builds the compiled term table from pinned data packages; only ``make vocabulary`` runs this."""
