"""Records to concepts: one concept over many pages."""
