"""The desk on PostgreSQL: the engine, what differs from SQLite, its tables, and following what others publish."""

from data.postgres.engine import Postgres
from data.postgres.follower import Follower
from data.postgres.moving import Moved, move

__all__ = ["Follower", "Moved", "Postgres", "move"]
