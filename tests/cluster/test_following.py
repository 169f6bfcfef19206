"""Records follow the desk: of a worker that was there, that was away, and that starts with nothing."""

from __future__ import annotations

from pathlib import Path

from tests.harness import news
from tests.harness.news import ASKERS, evening, typed
from tests.harness.process import until
from tests.harness.workers import DONE, Worker, cluster

LINES = ("/news", "/timeline senate", "/corrections", "/search sitting", "/sources senate")


async def answered(telegram: news.Telegram, worker: Worker, line: str, number: int) -> str:
    """Have somebody new ask a worker; give the text of the answer."""
    assert await worker.bring(typed(line, number)) == DONE
    return next(text for _, chat, text in telegram.answered if chat == number)


async def until_shown(telegram: news.Telegram, worker: Worker, words: str, first: int) -> None:
    """Ask what is new, as somebody new each time, until it is said."""
    numbers = iter(range(first, first + 10_000))

    async def shown() -> bool:
        return words in await answered(telegram, worker, "/news", next(numbers))

    await until(shown)


async def test_every_record_comes_to_say_the_same(desk_url: str, tmp_path: Path, telegram: news.Telegram) -> None:
    """What one publishes another shows; who was away catches up; who starts empty builds it from the revisions."""
    async with cluster(tmp_path, desk_url, telegram.url) as workers:
        one, two = await workers.add("one", "answer"), await workers.add("two", "answer")
        await workers.until_connected()
        assert (await one.push(evening(1)))[0] == DONE
        await until_shown(telegram, two, "Sitting 1 of the evening", ASKERS)
        await two.kill()
        assert (await one.push(evening(2)))[0] == DONE
        await two.start()
        three = await workers.add("three", "answer")
        await workers.until_connected()
        for worker, first in ((two, 2 * ASKERS), (three, 3 * ASKERS)):
            await until_shown(telegram, worker, "Sitting 2 of the evening", first)
        for number, line in enumerate(LINES, start=4 * ASKERS):
            said = [
                await answered(telegram, worker, line, number + ASKERS * place)
                for place, worker in enumerate((one, two, three))
            ]
            assert len(set(said)) == 1, said
        assert workers.troubles() == ""
