"""A desk of the shipped record that several workers, each a process of its own, share."""

from tests.adapters.discord.conftest import house
from tests.adapters.telegram.conftest import fake
from tests.delivery.conftest import database, shipped_desk

__all__ = ["database", "fake", "house", "shipped_desk"]
