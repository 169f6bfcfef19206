"""Pictures as PNG without a pause of the event loop: one worker process, two caches, equal requests drawn once."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.drawings import Picture
from bot.pictures import wire
from bot.pictures.cache import ByteCache, Folder
from bot.pictures.process import WorkerDied, WorkerProcess
from bot.pictures.themes import ThemeName

log = logging.getLogger(__name__)


class PictureError(Exception):
    """There is no picture: it cannot be drawn, took too long, or the worker ended twice. Nobody's fault who asked."""


@cache
def style() -> bytes:
    """Give what tells the way pictures are drawn now from the way they were drawn before: a digest of what draws."""
    here = Path(__file__).parent
    files = [*sorted(here.glob("*.py")), *sorted((here / "fonts").glob("*.ttf"))]
    return hashlib.sha256(b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files)).digest()


class Painter:
    """Draws pictures in one theme.

    `limit` is the seconds one picture may take once it is its turn, `cache_bytes` the size of the PNG files kept in
    memory; in `folder`, if there is one, up to `folder_bytes` of them outlive the process. `renders` counts the
    requests that reached a worker.
    """

    def __init__(
        self,
        *,
        theme: ThemeName = "light",
        limit: float = 10.0,
        cache_bytes: int = 8 * 2**20,
        folder: Path | None = None,
        folder_bytes: int = 128 * 2**20,
    ) -> None:
        self._theme: ThemeName = theme
        self._limit = limit
        self._cache = ByteCache(cache_bytes)
        self._folder = Folder(folder, folder_bytes) if folder is not None else None
        self._under_way: dict[bytes, asyncio.Task[bytes]] = {}
        self._turn = asyncio.Lock()
        self._worker: WorkerProcess | None = None
        self._closed = False
        self.renders = 0

    @property
    def pid(self) -> int | None:
        """The worker's process id, None where none runs."""
        return self._worker.pid if self._worker and self._worker.alive else None

    async def start(self) -> None:
        """Start the worker, so that the first picture does not wait for it. Raises PictureError where none starts."""
        async with self._turn:
            try:
                await self._ready()
            except WorkerDied as died:
                raise PictureError("the picture worker does not start") from died

    async def close(self) -> None:
        """Leave no process behind; who still waits for a picture gets PictureError. Can be called again."""
        self._closed = True
        if self._worker:
            self._worker.kill()
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)
        async with self._turn:
            if self._worker:
                await self._worker.stop()
            self._worker = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def png(self, picture: Picture) -> bytes:
        """Give the picture as a PNG file `frame.WIDE` pixels across. Raises PictureError."""
        request = wire.encode(picture, self._theme)
        key = hashlib.sha256(style() + request).digest()
        if (kept := self._cache.get(key)) is not None:
            return kept
        task = self._under_way.get(key)
        if task is None:
            task = self._under_way[key] = asyncio.create_task(self._draw(key, request))
            task.add_done_callback(lambda done: self._finished(key, done))
        return await asyncio.shield(task)  # one impatient reader must not take the picture from the others

    def sign(self, picture: Picture) -> str:
        """Give what names the picture as it is drawn: another for other words, another theme or another style."""
        return hashlib.sha256(style() + wire.encode(picture, self._theme)).hexdigest()

    def _finished(self, key: bytes, task: asyncio.Task[bytes]) -> None:
        del self._under_way[key]
        if not task.cancelled():
            task.exception()  # seen, even where everybody who waited has left

    async def _draw(self, key: bytes, request: bytes) -> bytes:
        if self._folder is not None and (kept := await asyncio.to_thread(self._folder.get, key)) is not None:
            self._cache.put(key, kept)
            return kept
        async with self._turn:
            try:
                kind, body = await self._ask_twice(request)
            except WorkerDied as died:
                raise PictureError("the picture worker ended twice over one picture") from died
            except TimeoutError as late:
                raise PictureError(f"the picture took longer than {self._limit:g} s") from late
        if kind != wire.PNG:
            raise PictureError(body.decode("utf-8"))
        self._cache.put(key, body)
        if self._folder is not None:
            await asyncio.to_thread(self._folder.put, key, body)
        return body

    async def _ask_twice(self, request: bytes) -> tuple[bytes, bytes]:
        try:
            return await self._ask(request)
        except WorkerDied as died:
            log.warning("%s over a picture, which is asked of another", died)
            return await self._ask(request)

    async def _ask(self, request: bytes) -> tuple[bytes, bytes]:
        worker = await self._ready()
        self.renders += 1
        return await worker.ask(request, self._limit)

    async def _ready(self) -> WorkerProcess:
        """Give a worker that runs. Raises PictureError after `close`, and where the machine starts no process."""
        if self._closed:
            raise PictureError("the painter is closed")
        if self._worker is None or not self._worker.alive:
            try:
                self._worker = await WorkerProcess.spawn()
            except (OSError, TimeoutError) as error:
                raise PictureError("the picture worker does not start") from error
        return self._worker
