"""PNG files from the worker process: drawn once, again after a kill, in time or not at all, nothing left behind."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import struct
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drawings import Group, Picture
from bot.pictures import Painter, PictureError, wire
from bot.pictures.cache import ByteCache, Folder
from bot.pictures.frame import WIDE
from tests.pictures.samples import HOSTILE, SENATE, chamber, steady

SMALL = chamber(1)


@pytest.fixture
async def painter() -> AsyncIterator[Painter]:
    async with Painter() as running:
        yield running


def pid(painter: Painter) -> int:
    assert painter.pid is not None
    return painter.pid


def gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def environment(process: int) -> bytes:
    """Give a process's environment where the system shows it."""
    shown = Path(f"/proc/{process}/environ")
    return shown.read_bytes() if shown.exists() else b""


async def under_way(painter: Painter, picture: Picture) -> asyncio.Task[bytes]:
    """Give a request that the worker, which must be stopped, has already been sent."""
    before = painter.renders
    task = asyncio.create_task(painter.png(picture))
    while painter.renders == before:  # noqa: ASYNC110  # nothing signals that it is sent
        await asyncio.sleep(0)
    return task


async def test_a_picture_is_a_png_of_the_right_size(painter: Painter) -> None:
    """The file begins as PNG files do, and its header says 1080 pixels across."""
    file = await painter.png(SENATE)
    assert file.startswith(b"\x89PNG\r\n\x1a\n")
    wide, high = struct.unpack_from(">II", file, 16)
    assert wide == WIDE
    assert high > wide


async def test_an_equal_picture_comes_from_the_cache(painter: Painter) -> None:
    """The second request needs no worker: it is answered even when that is stopped."""
    first = await painter.png(SMALL)
    os.kill(pid(painter), signal.SIGSTOP)
    assert await painter.png(replace(SMALL)) == first
    assert painter.renders == 1


async def test_equal_requests_at_once_are_drawn_once(painter: Painter) -> None:
    """Five who ask together get one picture; another picture is another one."""
    *same, other = await asyncio.gather(*(painter.png(chamber(3)) for _ in range(5)), painter.png(chamber(4)))
    assert len(set(same)) == 1
    assert other not in same
    assert painter.renders == 2


async def test_who_leaves_does_not_take_the_picture_along(painter: Painter) -> None:
    """One of two who wait is cancelled; the other has the picture."""
    worker = pid(painter)
    os.kill(worker, signal.SIGSTOP)
    leaving = await under_way(painter, SMALL)
    staying = asyncio.create_task(painter.png(SMALL))
    await asyncio.sleep(0)
    leaving.cancel()
    os.kill(worker, signal.SIGCONT)
    assert (await staying).startswith(b"\x89PNG")
    assert leaving.cancelled()
    assert painter.renders == 1


async def test_a_killed_worker_is_replaced() -> None:
    """The request that meets a dead worker is drawn by a new one, nobody notices."""
    async with Painter() as painter:
        killed = pid(painter)
        os.kill(killed, signal.SIGKILL)
        assert (await painter.png(SMALL)).startswith(b"\x89PNG")
        assert pid(painter) != killed


async def test_a_worker_killed_over_a_picture_is_replaced(painter: Painter, caplog: pytest.LogCaptureFixture) -> None:
    """The request that was being drawn is drawn again, and the operator is told."""
    worker = pid(painter)
    os.kill(worker, signal.SIGSTOP)
    waiting = await under_way(painter, SMALL)
    os.kill(worker, signal.SIGKILL)
    assert (await waiting).startswith(b"\x89PNG")
    assert painter.renders == 2
    assert gone(worker)
    assert "the picture worker ended over a picture, which is asked of another" in caplog.text


@pytest.mark.parametrize("program", [shutil.which("false"), "/nowhere/python"])
async def test_a_worker_that_never_lives_is_an_error(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Where processes end at once, or none can start, there is a PictureError and no endless trying."""
    monkeypatch.setattr(sys, "executable", program)
    painter = Painter()
    with pytest.raises(PictureError, match=r"ended twice|does not start"):
        await painter.png(SMALL)
    with pytest.raises(PictureError, match="does not start"):
        await painter.start()
    await painter.close()


async def test_a_picture_that_takes_too_long_is_given_up() -> None:
    """After the limit the worker is killed; the next request has a new one."""
    async with Painter(limit=1) as painter:
        stuck = pid(painter)
        os.kill(stuck, signal.SIGSTOP)
        with pytest.raises(PictureError, match="longer than 1 s"):
            await painter.png(SMALL)
        assert gone(stuck)
        painter._limit = 60.0  # what the new one takes is not what is tested
        assert (await painter.png(SMALL)).startswith(b"\x89PNG")


async def test_a_picture_that_cannot_be_drawn_is_an_error(painter: Painter) -> None:
    """Too many seats is the picture's fault: the worker says so, once, and goes on."""
    worker = pid(painter)
    with pytest.raises(PictureError, match="1 to 1000 seats"):
        await painter.png(chamber(1, total=1001))
    assert (await painter.png(chamber(2, text=HOSTILE))).startswith(b"\x89PNG")
    assert painter.pid == worker
    assert painter.renders == 2


async def test_the_worker_ignores_an_interrupt(painter: Painter) -> None:
    """Ctrl-C is for the program, which then stops its worker in order."""
    worker = pid(painter)
    os.kill(worker, signal.SIGINT)
    assert (await painter.png(SMALL)).startswith(b"\x89PNG")
    assert painter.pid == worker


async def test_closing_leaves_no_process(painter: Painter) -> None:
    """The worker is gone and waited for; closing again does nothing; later requests are told."""
    worker = pid(painter)
    await painter.close()
    assert gone(worker)
    assert painter.pid is None
    await painter.close()
    with pytest.raises(PictureError, match="closed"):
        await painter.png(SMALL)


async def test_closing_in_the_middle_of_a_picture_tells_who_waits(painter: Painter) -> None:
    """A request under way and one behind it end with PictureError, and the worker is gone."""
    worker = pid(painter)
    os.kill(worker, signal.SIGSTOP)
    waiting = [await under_way(painter, SMALL), asyncio.create_task(painter.png(chamber(2)))]
    await asyncio.sleep(0)
    await painter.close()
    assert [type(result) for result in await asyncio.gather(*waiting, return_exceptions=True)] == [PictureError] * 2
    assert gone(worker)


async def test_the_worker_starts_anywhere_and_knows_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is found from any working directory, where a package named like ours does not matter, and gets no token."""
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "__init__.py").write_text("raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TELEGRAM_TOKEN", "123:secret")
    async with Painter() as painter:
        assert (await painter.png(SMALL)).startswith(b"\x89PNG")
        assert b"123:secret" not in environment(pid(painter))


async def test_themes_differ() -> None:
    """A painter of the dark theme draws another picture."""
    async with Painter(theme="dark") as dark, Painter() as light:
        assert await dark.png(SMALL) != await light.png(SMALL)


async def test_a_painter_without_a_cache_draws_again() -> None:
    """With no bytes to keep, each request is drawn."""
    async with Painter(cache_bytes=0) as painter:
        assert await painter.png(SMALL) == await painter.png(SMALL)
        assert painter.renders == 2


@steady
@given(st.text(st.characters()), st.integers(0, 9) | st.none(), st.integers(1, 9))
def test_a_picture_survives_the_wire(words: str, majority: int | None, total: int) -> None:
    """What the worker decodes is what was asked for, lone surrogates and all."""
    house = replace(
        SMALL, title=words, groups=(Group(words, words, 1, words), Group("", "", 0)), total=total, majority=majority
    )
    assert wire.decode(wire.encode(house, "dark")) == (house, "dark")


def test_an_unknown_theme_is_refused() -> None:
    """The worker draws in the themes there are."""
    with pytest.raises(ValueError, match="no theme 'pink'"):
        wire.decode(wire.encode(SMALL, "light").replace(b"light", b"pink"))


@steady
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 12))), st.integers(0, 30))
def test_the_cache_keeps_its_bound(puts: list[tuple[int, int]], bound: int) -> None:
    """Whatever is put, the sizes add up, stay within the bound, and the last that fits is there."""
    cache = ByteCache(bound)
    for name, size in puts:
        cache.put(bytes([name]), b"x" * size)
        kept = [value for key in range(6) if (value := cache.get(bytes([key]))) is not None]
        assert sum(map(len, kept)) == cache.size <= bound
        assert (cache.get(bytes([name])) is not None) == (size <= bound)


def test_the_cache_drops_what_was_asked_for_longest_ago() -> None:
    """Asking for an entry keeps it; the other one goes."""
    cache = ByteCache(20)
    cache.put(b"a", b"x" * 10)
    cache.put(b"b", b"x" * 10)
    cache.get(b"a")
    cache.put(b"c", b"x" * 10)
    assert [cache.get(key) is not None for key in (b"a", b"b", b"c")] == [True, False, True]


async def test_a_picture_drawn_before_a_restart_is_not_drawn_again(tmp_path: Path) -> None:
    async with Painter(folder=tmp_path) as first:
        drawn = await first.png(SMALL)
    async with Painter(folder=tmp_path) as second:
        assert await second.png(SMALL) == drawn
        assert second.renders == 0


async def test_a_picture_in_another_theme_has_another_name(tmp_path: Path) -> None:
    light, dark = Painter(theme="light", folder=tmp_path), Painter(theme="dark", folder=tmp_path)
    assert light.sign(SMALL) != dark.sign(SMALL)
    assert light.sign(SMALL) == Painter().sign(SMALL)


def test_a_folder_keeps_its_bound_and_what_was_asked_for_last(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "pictures", 20)
    folder.put(b"a", b"1" * 10)
    folder.put(b"b", b"2" * 10)
    os.utime(tmp_path / "pictures" / f"{b'a'.hex()}.png", ns=(1, 1))
    folder.put(b"c", b"3" * 10)
    assert [folder.get(key) for key in (b"a", b"b", b"c")] == [None, b"2" * 10, b"3" * 10]


def test_a_folder_that_cannot_be_written_keeps_nothing_and_says_so_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way")
    folder = Folder(tmp_path / "file", 20)
    for _ in range(2):
        folder.put(b"a", b"1")
    assert folder.get(b"a") is None
    assert [f"drawn pictures are not kept in {tmp_path / 'file'}" in line for line in caplog.messages] == [True]


def test_a_folder_that_could_be_written_meanwhile_says_it_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = Folder(tmp_path / "pictures", 20)
    for _ in range(2):
        (tmp_path / "pictures").write_text("in the way")
        folder.put(b"a", b"1")
        (tmp_path / "pictures").unlink()
        folder.put(b"a", b"1")
        assert folder.get(b"a") == b"1"
        shutil.rmtree(tmp_path / "pictures")
    assert len(caplog.messages) == 2
