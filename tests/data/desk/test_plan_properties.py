"""What plans promise, whatever chats follow and whatever is put right in whatever order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.connections import Connection, connect_writer, writing
from data.desk import ALL, LOUD, Chat, Outcome, Posting, Watch, chats, outbox, plan, sending, watches
from data.desk.plan import Change
from tests.data.samples import AT
from tests.fuzzing import examples

FIGURE = "t/rejected"
EVER = examples(80)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    with closing(connect_writer(tmp_path_factory.mktemp("plan") / "bell.db")) as db:
        yield db


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bell.db"


def empty(db: Connection) -> None:
    for table in ("chats", "watches", "outbox", "postings", "corrections", "wrongs"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608  # the tables of this test


CHATS = st.sampled_from(["telegram:1", "telegram:-5", "telegram:-5/9", "telegram:-5/10", "discord:7"])
SUBJECTS = st.sampled_from([ALL, "senate", "gilani"])
WATCHES = st.dictionaries(st.tuples(CHATS, SUBJECTS), st.sampled_from(LOUD))
WEIGHTS = st.dictionaries(SUBJECTS, st.integers(1, 3))


def brings(loud: str, weight: int | None) -> bool:
    return weight is not None and LOUD.index(loud) + 1 <= weight


def parked(chat: str, all_parked: set[str]) -> bool:
    return chat in all_parked or chat.partition("/")[0] in all_parked


@EVER
@given(follows=WATCHES, weights=WEIGHTS, gone=st.sets(CHATS))
def test_who_follows_loud_enough_is_told_once_and_no_parked_chat_is(
    kept: Connection, follows: Mapping[tuple[str, str], str], weights: Mapping[str, int], gone: set[str]
) -> None:
    """However many of its watches match, which the notice all names."""
    with writing(kept):
        empty(kept)
        for (chat, subject), loud in follows.items():
            watches.add(kept, Watch(chat, subject, loud, AT), 50)  # type: ignore[arg-type]  # one of the three
        for chat in gone:
            chats.save(kept, Chat(chat, AT, "parked"))
        for _ in range(2):
            plan.notices(kept, 2, weights, AT)
    found = [each for name in ("telegram", "discord") for each in outbox.due(kept, name, AT, 99)]
    told = {(each.chat, pair) for each in found for pair in each.because}
    due = {
        (chat, (subject, loud))
        for (chat, subject), loud in follows.items()
        if brings(loud, weights.get(subject)) and not parked(chat, gone)
    }
    assert told == due
    assert len(found) == len({each.chat for each in found})


@dataclass
class World:
    """A figure as it is right, and every message with what it shows of it; None is nothing."""

    right: str | None = "6 official"
    shown: dict[str, str | None] = field(default_factory=dict)
    revision: int = 1


def post(db: Connection, message: str, state: str) -> None:
    shows = ((FIGURE, state),)
    chats.post(db, [Posting("telegram:1", message, "text", "x", None, "en", "UTC", 1, shows, AT)])


def ask(db: Connection, world: World) -> None:
    """Let somebody ask: the answer shows the figure as it is right now, if it is there at all."""
    if world.right is not None:
        message = str(len(world.shown))
        post(db, message, world.right)
        world.shown[message] = world.right


def put_right(db: Connection, world: World, to: str | None) -> None:
    world.revision += 1
    plan.corrections(db, world.revision, [Change(FIGURE, world.right, to)], AT)
    world.right = to


def deliver(db: Connection, world: World, most: int) -> None:
    """Edit as many messages: each shows what is right from then on."""
    for parcel in sending.share(db, "telegram", "one", AT, known=99, limit=most, each=most, without=()):
        each = parcel.delivery
        assert {part.subject for part in parcel.told} == {each.subject}
        sending.settle(db, "one", [Outcome(each.id, "sent", message=each.subject)], AT)
        if each.subject in world.shown:
            world.shown[each.subject] = world.right
            if world.right is not None:
                post(db, each.subject, world.right)


STEPS = st.lists(
    st.one_of(
        st.just("ask"),
        st.sampled_from(["6 official", "7 official", "7 unofficial", None]).map(lambda to: ("right", to)),
        st.integers(1, 3).map(lambda most: ("deliver", most)),
    ),
    max_size=14,
)


@EVER
@given(steps=STEPS)
def test_exactly_the_messages_that_show_what_is_wrong_are_due(kept: Connection, steps: list[object]) -> None:
    """After every step: whatever was put right, taken out, put back and edited before."""
    world = World()
    with writing(kept):
        empty(kept)
        for step in steps:
            match step:
                case ("right", to):
                    put_right(kept, world, to)  # type: ignore[arg-type]  # a state or None
                case ("deliver", int(most)):
                    deliver(kept, world, most)
                case _:
                    ask(kept, world)
            due = {each.subject for each in outbox.due(kept, "telegram", AT, 99)}
            assert due == {message for message, state in world.shown.items() if state != world.right}
