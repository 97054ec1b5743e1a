"""What is done to a page: pure functions from bytes to published tables."""
