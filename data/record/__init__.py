"""The record: what the accepted dossiers say, version by version, and the questions that can be asked of it.

A query takes the database first and runs inside `Store.read`: `await store.read(chambers.get, "pk-senate", clock)`.
"""
