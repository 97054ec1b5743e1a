"""One file a command; each registers in ``flows.cli`` and imports what is heavy when it runs."""
