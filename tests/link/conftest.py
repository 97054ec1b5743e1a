"""Concepts are looked at in versions that the publisher's tests make."""

from tests.publish.conftest import no_waiting_for_the_disk

__all__ = ["no_waiting_for_the_disk"]
