"""What the desk's statements ask of a connection: the part of SQL that both engines know, and the little that differs.

Statements are written once, for SQLite and PostgreSQL: `?` and `:name` stand for values, text is compared byte by byte,
moments are text, truth is 0 and 1, `json_each` opens a list or an object (its values as text: whoever counts with them
says `CAST(value AS BIGINT)`), and whatever names a column says so after `FROM` and `AS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

Values = Sequence[Any] | Mapping[str, Any]


class Rows(Protocol):
    """What a statement gives: rows to read, or how many it changed."""

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""

    def fetchone(self) -> Any:
        """Give the next row, None after the last one."""

    def fetchall(self) -> list[Any]:
        """Give the rows that are left."""

    def __iter__(self) -> Iterator[Any]:
        """Give row after row."""


class Executes(Protocol):
    """What runs statements, inside a transaction of the caller's."""

    def execute(self, sql: str, values: Any = ..., /) -> Rows:
        """Run a statement with values by place or name (`Values`)."""


class Sql(Executes, Protocol):
    """A connection to a desk, inside a transaction of the caller's."""

    taking: str
    """What ends a query for rows that are about to be taken: those that another has its hands on are passed over."""

    def executemany(self, sql: str, rows: Iterable[Values], /) -> None:
        """Run a statement for each of the rows."""

    def lock(self, name: str, *, shared: bool = False) -> None:
        """Let nobody else have what is called so before the transaction ends, or nobody but those who share it.

        Where only one writes at a time, nothing has to be done.
        """

    def columns(self) -> list[tuple[str, str]]:
        """Give the table and name of every column of text on the desk, but for keys."""

    def tell(self) -> None:
        """Let everybody who works at the desk know, once this is kept, that something changed that they look at."""


class Engine(Protocol):
    """What keeps a desk: statements run inside it, each call a transaction."""

    async def read(self, query: Callable[Concatenate[Any, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `query(db, …)` on one consistent snapshot and give what it returns: values, nothing still being read."""

    async def write(self, change: Callable[Concatenate[Any, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `change(db, …)` in one transaction: all of it is kept, or nothing when it raises."""

    def data_version(self) -> int:
        """Give a number that changes with whatever those who work at the desk look at."""
