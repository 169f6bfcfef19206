"""Who asks over HTTP: their address, also behind a proxy; how much an address may ask; who is inside."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from aiohttp import web

from bot.cooldown import Allowance, Cooldown

Address = IPv4Address | IPv6Address
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]

READER = Allowance(burst=60, rate=5.0)
"""What one address may ask: a page with its style and its picture are three, and a household shares an address."""

WITHIN = tuple(
    ip_network(each)
    for each in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7", "fe80::/10")
)
"""This machine and private networks (RFC 1918, 4193, 4291), where a proxy of ours and whoever watches are."""

OTHERS = "elsewhere"
"""Stands for all whose address cannot be read."""


def address(request: web.BaseRequest) -> Address | None:
    """Give whose request it is.

    A proxy of our own, which is on this machine or in a private network, says whose it handed on: the last address in
    X-Forwarded-For, as the ones before are the asker's to write. What anybody else says there is not read.
    """
    peer = _read(request.remote or "")
    handed = request.headers.getall("X-Forwarded-For", ())
    if peer is None or not _within(peer) or not handed:
        return peer
    return _read(handed[-1].rpartition(",")[2])


def inside(request: web.BaseRequest) -> bool:
    """Say whether it comes from this machine or a private network, and through no proxy from elsewhere."""
    found = address(request)
    return found is not None and _within(found)


def key(request: web.BaseRequest) -> str:
    """Give by what requests are counted: the address; of IPv6 the network of 64 bits, which one household has whole."""
    found = address(request)
    if found is None:
        return OTHERS
    return str(found if found.version == 4 else ip_network((found, 64), strict=False))  # noqa: PLR2004  # IPv4


def limited(answer: Answer, cooldown: Cooldown) -> Answer:
    """Give the same answer, or 429 to who asks too much."""

    async def counted(request: web.Request) -> web.StreamResponse:
        """Count the request, and answer it or say that it is one too many."""
        if cooldown.ask(key(request)) != "go":
            return web.Response(status=429, headers={"Retry-After": "10"}, text="Too many requests; try again soon.\n")
        return await answer(request)

    return counted


def private(answer: Answer) -> Answer:
    """Give the same answer to who is inside; to anybody else there is nothing here."""

    async def hidden(request: web.Request) -> web.StreamResponse:
        """Answer who is inside. Raises HTTPNotFound for anybody else."""
        if not inside(request):
            raise web.HTTPNotFound
        return await answer(request)

    return hidden


def _read(text: str) -> Address | None:
    try:
        found = ip_address(text.strip().partition("%")[0])
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found


def _within(found: Address) -> bool:
    return any(found in each for each in WITHIN)
