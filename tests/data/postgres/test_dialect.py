"""The desk's statements as PostgreSQL reads them."""

from __future__ import annotations

import pytest

from data.postgres.dialect import translated


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT 1 FROM a WHERE b = ? AND c = ?", "SELECT 1 FROM a WHERE b = %s AND c = %s"),
        ("WHERE b = :one AND c = :one", "WHERE b = %(one)s AND c = %(one)s"),
        ("WHERE b = 'what? :this 100%' AND c = ?", "WHERE b = 'what? :this 100%%' AND c = %s"),
        ("WHERE b = 'it''s :this' AND c % 2 = 0", "WHERE b = 'it''s :this' AND c %% 2 = 0"),
        ("FROM json_each(:x) WHERE instr(a, ':') > 0", "FROM each_of(%(x)s) WHERE strpos(a, ':') > 0"),
        ("SELECT group_concat(a, ' ')", "SELECT string_agg(a, ' ')"),
        ("CAST(a AS TEXT), b::text", "CAST(a AS TEXT), b::text"),
    ],
)
def test_values_and_functions_go_by_postgresqls_names_and_texts_stay(sql: str, said: str) -> None:
    assert translated(sql) == said
