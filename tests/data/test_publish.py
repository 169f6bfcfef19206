"""From dossier to revision: accepted whole, or not at all."""

import asyncio
from pathlib import Path

import pytest

from data.desk import statements
from data.dossier import load_text
from data.errors import DataError, DossierError
from data.migrations import RECORD
from data.publish import Published, files, load_shipped, publish
from data.record import names, parties, tables
from data.record.apply import apply
from data.record.reading import Clock
from data.store import Store
from tests.data.samples import AT, BASE, HEAD, SHIPPED, everything, sample, seats


async def put(store: Store, body: str = BASE, id_: str = "base") -> Published:
    return await publish(store, sample(body, id_), author="ed", why="because", at=AT)


async def refused(store: Store, body: str, id_: str) -> str:
    before = await store.read(everything), await store.read(statements.head)
    with pytest.raises(DossierError) as refusal:
        await put(store, body, id_)
    assert (await store.read(everything), await store.read(statements.head)) == before
    return str(refusal.value)


async def test_revisions_are_numbered_in_order(store: Store) -> None:
    """One more than the head, whichever dossier they bring."""
    assert await put(store) == Published(1, changed=True)
    assert await put(store, "parties: {green: {names: {en: Green}}}", "more") == Published(2, changed=True)


async def test_the_same_content_again_is_no_revision(store: Store) -> None:
    """However the file is written: comments and quotation marks say nothing."""
    await put(store)
    assert await put(store, BASE.replace("Red Party", "'Red Party'") + "# a comment\n") == Published(1, changed=False)
    assert await store.read(statements.head) == 1


async def test_going_back_is_a_revision(store: Store) -> None:
    """What counts is what the dossier says now, not what it once said."""
    changed = BASE.replace("Red Party", "Reds")
    assert [(await put(store, body)).number for body in (BASE, changed, BASE)] == [1, 2, 3]


async def test_a_changed_figure_ends_and_the_others_stay(store: Store) -> None:
    """Row for row: only what says something else is touched."""
    await put(store, BASE + "tables:\n" + seats("t", red=5))
    await put(store, BASE + "tables:\n" + seats("t", red=6))
    rows = (await store.read(everything))["figures"]
    spans = [(row[0], row[RECORD_VALUE], row[-2], row[-1]) for row in rows]
    assert spans == [("t/red", 5, 1, 2), ("t/red", 6, 2, None), ("t/total", 100, 1, None)]


RECORD_VALUE = 1 + list(RECORD["figures"]).index("value")


async def test_what_a_dossier_no_longer_says_ends(store: Store) -> None:
    """And what it said stays readable at its revision."""
    await put(store, BASE + "tables:\n" + seats("t", red=5))
    await put(store)
    assert await store.read(tables.get, "t") is None
    before = await store.read(tables.get, "t", Clock(known=1))
    assert before is not None
    assert before.value("red") == 5


async def test_a_dossier_may_name_what_another_declares(store: Store) -> None:
    """References cross dossiers, with positions when one is missing."""
    await put(store)
    await put(store, "tables:\n" + seats("t", red=5), "more")
    said = await refused(store, "tables:\n" + seats("u", red=5, source="papers"), "other")
    assert said == "other.yaml:6:78: tables.u.source: papers is not declared; did you mean paper?"


async def test_a_dossier_without_a_file_is_named_by_its_id(store: Store) -> None:
    """Faults of a dossier that came as a value still say whose they are."""
    dossier = sample("tables:\n" + seats("t", red=5), "loose").model_copy()
    dossier._origin = None
    with pytest.raises(DossierError) as refusal:
        await publish(store, dossier, author="ed", why="because", at=AT)
    assert all(str(fault).startswith("loose:1:1: tables.t.") for fault in refusal.value.faults)


async def test_an_id_another_dossier_uses_otherwise_is_refused(store: Store) -> None:
    """Two dossiers cannot mean two things by one id."""
    await put(store)
    said = await refused(store, "parties: {red: {names: {en: Rouge}}}", "more")
    assert said == "more.yaml:5:11: parties.red: is declared otherwise in base; change it there, or choose another id"


async def test_the_same_said_by_two_dossiers_is_kept_until_neither_says_it(store: Store) -> None:
    """It ends with the last of them."""
    green = "parties: {green: {names: {en: Green}}}"
    for id_ in ("one", "two"):
        await put(store, green, id_)
    await put(store, "", "one")
    assert await store.read(parties.get, "green") is not None
    await put(store, "", "two")
    assert await store.read(parties.get, "green") is None


async def test_an_id_keeps_its_kind_for_ever(store: Store) -> None:
    """Also after nobody declares it any more."""
    await put(store, "parties: {green: {names: {en: Green}}}", "one")
    await put(store, "", "one")
    said = await refused(store, "people: {green: {names: {en: Ann Green}}}", "two")
    assert said == "two.yaml:5:10: people.green: was a party, and an id keeps its kind; choose another id"


async def test_what_others_name_cannot_be_dropped(store: Store) -> None:
    """The refusal says who still needs it."""
    await put(store)
    await put(store, "tables:\n" + seats("t", red=5), "more")
    said = await refused(store, BASE[: BASE.index("parties:")], "base")
    assert said.splitlines() == ["base.yaml:1:1: no longer declares red, which t/red still names; keep it"]


async def test_an_id_stands_for_one_thing_also_in_a_dossier_without_a_file(store: Store) -> None:
    """The check does not depend on the loader."""
    dossier = sample().model_copy(update={"alliances": {"red": sample_alliance()}})
    with pytest.raises(DossierError, match="red is declared under parties too"):
        await publish(store, dossier, author="ed", why="because", at=AT)


def sample_alliance() -> object:
    return sample("alliances: {reds: {names: {en: Reds}}}").alliances["reds"]


async def test_the_record_can_be_made_anew_from_its_revisions(store: Store, tmp_path: Path) -> None:
    """Row for row the same."""
    await load_shipped(store, [SHIPPED], at=AT)
    for red in (5, 6, None):
        await put(store, BASE + "tables:\n" + seats("t", red=red))
    await put(store)
    head = await store.read(statements.head)
    contents = [await store.read(statements.content, number) for number in range(1, head + 1)]
    async with Store(tmp_path / "anew.db") as anew:
        for number, content in enumerate(contents, 1):
            await anew.write(apply, number, load_text(content or "", "content.json"))
        assert await anew.read(everything) == await store.read(everything)


async def test_every_foreign_key_of_the_record_holds(shipped: Store) -> None:
    """As SQLite itself checks it."""
    assert await shipped.read(lambda db: db.execute("PRAGMA foreign_key_check").fetchall()) == []


async def test_loading_twice_publishes_once(store: Store) -> None:
    """Also when it happens at once."""
    loads = await asyncio.gather(*(load_shipped(store, [SHIPPED], at=AT) for _ in range(3)))
    assert sorted(each.changed for load in loads for each in load) == [False] * 4 + [True] * 2
    assert await store.read(statements.head) == 2


async def test_an_interrupted_load_leaves_the_record_as_it_was(store: Store, tmp_path: Path) -> None:
    """The first of two dossiers is fine, the second is not: neither is there."""
    (tmp_path / "1.yaml").write_text(HEAD.format(id="one") + BASE)
    (tmp_path / "2.yaml").write_text(HEAD.format(id="two") + "tables:\n" + seats("t", red=5, source="nobody"))
    with pytest.raises(DossierError, match=r"2\.yaml:6:78: tables\.t\.source: nobody is not declared"):
        await load_shipped(store, [tmp_path], at=AT)
    assert await store.read(statements.head) == 0
    assert not any((await store.read(everything)).values())


async def test_the_faults_of_all_files_are_named_at_once(store: Store, tmp_path: Path) -> None:
    """Not file after file."""
    for name in ("1.yaml", "2.yaml"):
        (tmp_path / name).write_text("title: x\n")
    with pytest.raises(DossierError) as refusal:
        await load_shipped(store, [tmp_path], at=AT)
    assert {Path(fault.file).name for fault in refusal.value.faults} == {"1.yaml", "2.yaml"}


def test_a_directory_stands_for_its_yaml_files_by_name(tmp_path: Path) -> None:
    """Not for what lies deeper, and a file stands for itself."""
    for name in ("b.yaml", "a.yaml", "notes.txt", "c.json", "updates/z.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    found = files([tmp_path, tmp_path / "c.json"])
    assert [path.name for path in found] == ["a.yaml", "b.yaml", "c.json"]


def test_a_path_to_nothing_is_refused(tmp_path: Path) -> None:
    """DOSSIERS with a typing error does not pass for an empty record."""
    for path in (tmp_path, tmp_path / "none.yaml"):
        with pytest.raises(DataError, match="correct DOSSIERS"):
            files([path])


async def test_revisions_seen_at_one_are_not_those_of_another(store: Store) -> None:
    """Names too have versions."""
    await put(store)
    await put(store, BASE.replace("Red Party", "Reds"))
    assert (await store.read(names.of, "red")).of("en") == "Reds"
    assert (await store.read(names.of, "red", Clock(known=1))).of("en") == "Red Party"
