"""The desk on PostgreSQL: the engine, what differs from SQLite, its tables, and following what others publish."""

from data.postgres.engine import Postgres
from data.postgres.follower import Follower

__all__ = ["Follower", "Postgres"]
