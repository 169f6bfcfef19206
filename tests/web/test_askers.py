"""Who asks: an address, also behind a proxy of our own; how much it may ask; who is inside."""

from __future__ import annotations

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from multidict import CIMultiDict

from bot.cooldown import Cooldown
from bot.web import askers
from tests.web.conftest import Site


def request(peer: str, *handed: str) -> web.BaseRequest:
    headers = CIMultiDict([("X-Forwarded-For", each) for each in handed])
    return make_mocked_request("GET", "/", headers=headers).clone(remote=peer)


@pytest.mark.parametrize(
    ("peer", "handed", "found"),
    [
        ("203.0.113.7", (), "203.0.113.7"),
        ("203.0.113.7", ("127.0.0.1",), "203.0.113.7"),
        ("127.0.0.1", ("203.0.113.7",), "203.0.113.7"),
        ("172.18.0.1", ("10.0.0.1, 203.0.113.7",), "203.0.113.7"),
        ("127.0.0.1", ("127.0.0.1", "203.0.113.7"), "203.0.113.7"),
        ("::ffff:203.0.113.7", (), "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", (), "2001:db8:1:2::/64"),
        ("fe80::1%eth0", (), "fe80::/64"),
        ("127.0.0.1", ("nonsense",), askers.OTHERS),
        ("", (), askers.OTHERS),
    ],
)
def test_requests_count_for_the_address_they_come_from(peer: str, handed: tuple[str, ...], found: str) -> None:
    assert askers.key(request(peer, *handed)) == found


@pytest.mark.parametrize(
    ("peer", "handed", "within"),
    [
        ("127.0.0.1", (), True),
        ("192.168.1.5", (), True),
        ("::1", (), True),
        ("203.0.113.7", (), False),
        ("8.8.8.8", ("127.0.0.1",), False),
        ("127.0.0.1", ("8.8.8.8",), False),
        ("127.0.0.1", ("127.0.0.1, 8.8.8.8",), False),
        ("127.0.0.1", ("",), False),
        ("", (), False),
    ],
)
def test_inside_is_this_machine_and_private_networks(peer: str, handed: tuple[str, ...], *, within: bool) -> None:
    assert askers.inside(request(peer, *handed)) is within


async def test_who_asks_too_much_is_told_when_to_come_back_and_nobody_else_is(site: Site) -> None:
    site.readers.cooldown._clock = lambda: 0.0
    seen = [(await site.get("/style.css")).status for _ in range(askers.READER.burst + 2)]
    assert seen == [200] * askers.READER.burst + [429] * 2
    assert (await site.get("/style.css")).headers["Retry-After"] == "10"
    assert (await site.get("/style.css", X_Forwarded_For="203.0.113.7")).status == 200
    assert (await site.get("/healthz")).status == 200


def test_a_reader_may_look_at_twenty_pages_at_once() -> None:
    cooldown = Cooldown(askers.READER, clock=lambda: 0.0)
    assert [cooldown.ask("a") for _ in range(3 * 20)] == ["go"] * 60
