"""Fetch pages from the web, politely and once. The door is ``run.fetch``."""
