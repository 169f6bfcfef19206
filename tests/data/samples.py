"""Small dossiers for tests, a posting, and where the shipped dossiers are."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from data.desk import Posting
from data.dossier import Dossier, load_text
from data.migrations import RECORD

Rows = dict[str, list[tuple[object, ...]]]

AT = datetime(2021, 3, 4, 18, 0, tzinfo=UTC)
SHIPPED = Path(__file__).parents[2] / "data" / "dossiers" / "pakistan-2021"
ARTICLE = Path(__file__).parents[3] / "shared" / "seed" / "article.txt"
"""The text the shipped dossier was made from; it is not part of the project and may be absent."""

HEAD = "dossier: {id}\ntitle: A title\nwhy: A reason\ntimezone: UTC\n"

BASE = """
sources:
  paper: {kind: article, publisher: The Paper, published: 2020-05-01, language: en}
chambers:
  diet: {names: {en: Diet}, parliament: xx, house: single, sizes: [{seats: 100, source: paper}]}
parties:
  red: {names: {en: Red Party}, short: R, colour: "#ff0000"}
  blue: {names: {en: Blue Party}, short: B}
"""


def sample(body: str = BASE, id_: str = "base") -> Dossier:
    """Give the dossier with this body."""
    return load_text(HEAD.format(id=id_) + body, f"{id_}.yaml")


def seats(
    table: str,
    *,
    red: int | None,
    source: str = "paper",
    as_of: str = "2020-05-01",
    extra: str = "",
    status: str = "reported",
) -> str:
    """Give a table of the Diet's seats as the text of a dossier's entry."""
    value = "null" if red is None else red
    return (
        f"  {table}: {{subject: diet, measure: seats, unit: seats, as_of: {as_of}, source: {source}, "
        f"status: {status}, {extra} figures: {{red: {{value: {value}}}, total: {{value: 100}}}}}}\n"
    )


CHAT = "telegram:-100123"
POSTING = Posting(
    chat=CHAT,
    message="55",
    medium="picture",
    line="senate",
    as_of=date(2021, 3, 4),
    language="ur",
    timezone="Asia/Karachi",
    revision=2,
    shows=(("t/pti", "25 reported"), ("t/total", "null reported")),
    at=AT,
    page=1,
)


def later(seconds: int) -> datetime:
    """Give a moment so long after AT."""
    return AT + timedelta(seconds=seconds)


def everything(db: Database) -> Rows:
    """Give all rows of the record."""
    return {
        table: sorted(db.execute(f"SELECT * FROM {table}").fetchall(), key=repr)  # noqa: S608  # our own tables
        for table in ("entities", *RECORD)
    }
