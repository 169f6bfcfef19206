"""The desk on PostgreSQL: the engine, what differs from SQLite, its tables, and following what others publish."""
