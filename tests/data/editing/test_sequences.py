"""Whatever editors do in whatever order: what was known stays known, nothing is lost, and a rebuild agrees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given
from hypothesis import strategies as st
from sqlite_utils import Database

from data.connections import Connection, connect_writer, rehearsing, writing
from data.desk import statements
from data.dossier import Dossier
from data.editing import build, gates
from data.errors import DossierError
from data.publish import enter, submission
from data.rebuild import _compared
from data.record import contests, motions, names, quotes, righted, tables
from data.record.reading import NOW, Clock, put_right
from data.record.revise import revise
from tests.data.samples import AT, BASE, sample, seats
from tests.fuzzing import examples

TABLES, QUOTES, STATUSES = ("t0", "t1", "t2"), ("q0", "q1"), ("reported", "official", "disputed")
Op = tuple[str, int, int]

OPS = st.lists(
    st.one_of(
        st.tuples(st.just("table"), st.integers(0, 2), st.integers(1, 9)),
        st.tuples(st.just("quote"), st.integers(0, 1), st.integers(1, 3)),
        st.tuples(st.just("status"), st.integers(0, 2), st.integers(0, 2)),
        st.tuples(st.just("correct"), st.integers(0, 2), st.integers(1, 9)),
        st.tuples(st.just("day"), st.integers(0, 2), st.integers(1, 9)),
        st.tuples(st.just("reword"), st.integers(0, 1), st.integers(1, 9)),
        st.tuples(st.just("put"), st.integers(0, 1), st.integers(1, 9)),
        st.tuples(st.just("rename"), st.integers(0, 3), st.integers(1, 9)),
        st.tuples(st.just("retract"), st.integers(0, 5), st.integers(0, 1)),
        st.tuples(st.just("prefer"), st.integers(0, 2), st.just(0)),
        st.tuples(st.just("redact"), st.integers(0, 4), st.just(0)),
        st.tuples(st.just("undo"), st.integers(2, 12), st.just(0)),
    ),
    min_size=3,
    max_size=12,
)


MORE = """
people: {ann: {names: {en: Ann}, short: A}}
contests: {seat: {names: {en: Seat}, chamber: diet, source: paper, candidates: [{person: ann, party: red}]}}
motions:
  vote: {names: {en: Vote}, chamber: diet, kind: bill, schedule: {date: 2020-06-01, source: paper}, status: scheduled}
"""
"""What is corrected in other fields than figures: somebody who stands, and a motion with a day."""

NAMES: tuple[Callable[[int], tuple[str, str, int | str]], ...] = (
    lambda value: ("ann", "name_en", f"Ann {value}"),
    lambda value: ("ann", "short", f"A{value}"),
    lambda value: ("seat/ann", "party", ("red", "blue")[value % 2]),
    lambda value: ("vote", "date", f"2020-07-0{value}"),
)


class World:
    """A record that editors work on, with what was seen of it at each revision."""

    def __init__(self, db: Connection) -> None:
        self.db = db
        self.seen: dict[int, object] = {}
        self._made: dict[str, tuple[int, str]] = {}
        self.do(sample(BASE + MORE))
        for op in (("table", 0, 5), ("quote", 0, 1)):
            self.act(op)

    def act(self, op: Op) -> None:
        """Do something; what is refused changes nothing."""
        before = held(self.db)
        try:
            self.do(self._dossier(op))
        except DossierError:
            assert held(self.db) == before

    def do(self, dossier: Dossier) -> None:
        with writing(self.db):
            gates.admit(self.db, dossier, "owner")
            enter(self.db, submission(dossier, "ed", dossier.why, AT))
        number = statements.head(self.db)
        if dossier.redactions:
            self.seen = {each: shown(self.db, Clock(known=each)) for each in self.seen}
        self.seen[number] = shown(self.db, NOW)

    def _dossier(self, op: Op) -> Dossier:
        what, which, value = op
        match what:
            case "table" | "status":
                return self._table(TABLES[which], value if what == "table" else None, STATUSES[value % 3])
            case "quote":
                text = f"quotes: {{{QUOTES[which]}: {{text: s {value}, kind: verbatim, source: paper, language: en}}}}"
                made = sample(text, f"about-{QUOTES[which]}")
            case "put":
                text = f"schedules: {{p{which}: {{of: vote, date: 2020-06-0{value}, source: paper}}}}"
                made = sample(text, f"put-{which}-{value}")
            case "undo":
                made = build.undo(which, "back")
            case "prefer":
                made = build.preference(TABLES[which], "better")
            case "redact":
                made = build.redaction(("t0/red", "t1", "q0", "t2/total", "q1")[which], "law", on=AT.date())
            case "retract":
                made = build.retraction(("t0/red", "t1", "q0", "t0", "t2/red", "p0")[which], "wrong")
            case _:
                made = self._correction(what, which, value)
        return made

    def _correction(self, what: str, which: int, value: int) -> Dossier:
        day = (AT.date() - timedelta(days=400 + value)).isoformat()
        made: dict[str, tuple[str, str, int | str]] = {
            "correct": (f"{TABLES[which % 3]}/red", "value", value),
            "day": (TABLES[which % 3], "as_of", day),
            "reword": (QUOTES[which % 2], "text", f"said better {value}"),
            "rename": NAMES[which % len(NAMES)](value),
        }
        of, field, said = made[what]
        return build.correction(of, said, "slip", "ours", field=field)

    def _table(self, id_: str, red: int | None, status: str) -> Dossier:
        first, _ = self._made.get(id_, (red or 1, status))
        value, kept = (red, "reported") if red is not None else (first, status)
        self._made[id_] = (value, kept)
        return sample("tables:\n" + seats(id_, red=value, status=kept), f"about-{id_}")


def shown(db: Database, clock: Clock) -> tuple[object, ...]:
    """Give what a reader sees of tables and quotations."""
    found = [table for table in (tables.get(db, id_, clock) for id_ in TABLES) if table]
    ordered = [table.id for table in tables.of(db, "diet", (), clock)]
    told = [(t.id, t.status, t.as_of, t.preferred, [(f.part, f.value) for f in t.figures]) for t in found]
    said = [(quote.id, quote.text) for id_ in QUOTES if (quote := quotes.get(db, id_, clock))]
    return told, sorted(ordered), said, _others(db, clock)


def _others(db: Database, clock: Clock) -> tuple[object, ...]:
    """Give what a reader sees of a motion, a contest and somebody's names."""
    motion, contest, ann = motions.get(db, "vote", clock), contests.get(db, "seat", clock), names.of(db, "ann", clock)
    put = [(each.id, each.state) for each in motion.schedules] if motion else []
    stood = [each.party and each.party.id for each in contest.candidates] if contest else []
    return tuple(put), tuple(stood), ann.of("en"), ann.short


def held(db: Database) -> tuple[int, tuple[object, ...]]:
    return statements.head(db), shown(db, NOW)


@contextmanager
def world() -> Iterator[World]:
    with TemporaryDirectory() as folder, closing(connect_writer(Path(folder) / "bell.db")) as db:
        db.execute("PRAGMA synchronous = OFF")
        yield World(db)


def without_mistakes(world: World, anew: Database, revision: int) -> tuple[object, ...]:
    """Give what the record would show had only the revisions up to one been made, and what puts right after it."""
    with writing(anew), rehearsing(anew):
        done = set[int]()
        for number in range(1, revision + 1):
            revise(anew, number, content(world.db, number))
            done.add(number)
        for number, undoes in righted.later(world.db, revision):
            if undoes is None or undoes <= revision or undoes in done:
                with suppress(DossierError), rehearsed(anew):
                    revise(anew, number, content(world.db, number))
                    done.add(number)
        return shown(anew, NOW)


@contextmanager
def rehearsed(db: Database) -> Iterator[None]:
    """Undo what the block wrote when it fails."""
    db.execute("SAVEPOINT one")
    ended = False
    try:
        yield
        ended = True
    finally:
        db.execute("RELEASE one" if ended else "ROLLBACK TO one")


def content(db: Database, number: int) -> Dossier:
    return Dossier.model_validate_json(statements.content(db, number) or "")


@examples(20)
@given(OPS)
@example([("correct", 0, 7), ("undo", 4, 0), ("undo", 5, 0), ("redact", 0, 0)])
@example([("table", 1, 6), ("prefer", 1, 0), ("retract", 1, 0), ("undo", 6, 0), ("undo", 5, 0)])
def test_any_sequence_can_be_made_anew_and_keeps_what_was_known(ops: list[Op]) -> None:
    """The record equals a rebuild, and every past revision shows what it showed (but for what was redacted)."""
    with world() as record:
        for op in ops:
            record.act(op)
        assert _compared(record.db).differences == ()
        assert {number: shown(record.db, Clock(known=number)) for number in record.seen} == record.seen


@examples(20)
@given(OPS)
@example([("reword", 0, 2), ("undo", 4, 0), ("undo", 5, 0)])
@example([("status", 0, 1), ("retract", 3, 0), ("undo", 5, 0)])
@example([("status", 0, 1), ("day", 0, 1), ("undo", 5, 0), ("correct", 0, 9)])
@example([("retract", 3, 0), ("status", 0, 1), ("undo", 4, 0)])
@example([("put", 0, 5), ("rename", 3, 7), ("rename", 2, 1), ("undo", 5, 0), ("rename", 0, 3)])
def test_an_old_card_made_again_has_no_mistakes_and_nothing_newer(ops: list[Op]) -> None:
    """As if only what puts right had come after it."""
    with world() as record, TemporaryDirectory() as folder, closing(connect_writer(Path(folder) / "anew.db")) as anew:
        anew.execute("PRAGMA synchronous = OFF")
        for op in ops:
            record.act(op)
        for number in record.seen:
            clock = put_right(record.db, number)
            assert shown(record.db, clock) == without_mistakes(record, anew, number), number


@examples(12)
@given(OPS)
def test_no_figure_is_lost(ops: list[Op]) -> None:
    """Whatever was once said of one can be read at the revision that said it (but for what was redacted)."""
    with world() as record:
        for op in ops:
            if op[0] != "redact":
                record.act(op)
        for number in record.seen:
            dossier = content(record.db, number)
            for id_, table in dossier.tables.items():
                then = tables.get(record.db, id_, Clock(known=number))
                was = tables.get(record.db, id_, Clock(known=number - 1))
                known = {f.part: f.value for t in (was, then) if t for f in t.figures}
                assert all(known[part] is not None for part in table.figures if part in known)
            for each in dossier.corrections.values():
                of = each.of.partition("/")
                if each.field != "value":
                    continue
                then = tables.get(record.db, of[0], Clock(known=number))
                if of[2]:
                    assert then is not None
                    assert then.value(of[2]) == each.value
