"""Several workers over one desk on PostgreSQL: shown, and measured."""
