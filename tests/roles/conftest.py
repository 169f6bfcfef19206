"""A desk of the shipped record that several workers, each a process of its own, share."""

import socket
from contextlib import closing

import pytest

from tests.adapters.discord.conftest import house
from tests.adapters.telegram.conftest import fake
from tests.delivery.conftest import database, shipped_desk
from tests.handlers.conftest import shipped

__all__ = ["database", "fake", "house", "shipped", "shipped_desk"]


@pytest.fixture
def unused_port() -> int:
    """A port of this machine that nobody listens on."""
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
