"""Proxies as `deploy/` and the guide have them, before a program that is really running."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from tests.harness.process import free_port, until

ROOT = Path(__file__).parents[2]
REACHED_FROM = "X-Reached-From"
"""The header by which a test says from where it reaches nginx: all of this machine's addresses are inside."""

nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
caddy = shutil.which("caddy")


@asynccontextmanager
async def before(name: str, port: int, folder: Path, *dead: int) -> AsyncIterator[str]:
    """Have a proxy hand on to a port of this machine, and nginx to some where nobody is; give its address."""
    url = f"http://127.0.0.1:{free_port()}"
    command = _nginx(url, [port, *dead], folder) if name == "nginx" else _caddy(url, port, folder)
    with (folder / f"{name}.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *command, env={"PATH": os.environ["PATH"], "HOME": str(folder)}, stdout=log, stderr=log
        )

    async def serves() -> bool:
        assert process.returncode is None, (folder / f"{name}.log").read_text(encoding="utf-8")
        try:
            async with aiohttp.ClientSession() as session, session.get(f"{url}/healthz") as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False

    try:
        await until(serves)
        yield url
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await process.wait()


def _nginx(url: str, ports: list[int], folder: Path) -> list[str]:
    """Write what stands around our part in a system, with the part that is the operator's; give the command."""
    tls = folder / "division-bell.tls"
    tls.write_text(
        f"listen {url.removeprefix('http://')};\nset_real_ip_from 127.0.0.1;\nreal_ip_header {REACHED_FROM};\n",
        encoding="utf-8",
    )
    ours = (ROOT / "deploy/nginx.conf").read_text(encoding="utf-8")
    workers = ";\n\tserver ".join(f"127.0.0.1:{port}" for port in ports)
    for there, here in (("127.0.0.1:8080", workers), ("/etc/nginx/division-bell.tls", str(tls))):
        assert re.findall(rf"^\s*[^#\n]*{re.escape(there)}", ours, re.MULTILINE)
        ours = ours.replace(there, here)
    (folder / "division-bell.conf").write_text(ours, encoding="utf-8")
    kept = "".join(f"{each}_temp_path {folder};" for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user} daemon off; pid {folder}/nginx.pid; worker_processes 2; events {{}}\n"
        f"http {{ access_log off; {kept} include {folder}/division-bell.conf; }}\n",
        encoding="utf-8",
    )
    return [str(nginx), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]


def _caddy(url: str, port: int, folder: Path) -> list[str]:
    """Write what the guide says is all of it."""
    guide = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
    (ours,) = re.findall(r"^ {4}bell\.example \{\n(?:.*\n)+? {4}\}\n", guide, re.MULTILINE)
    ours = ours.replace("bell.example", url).replace("127.0.0.1:8080", f"127.0.0.1:{port}")
    (folder / "Caddyfile").write_text("{\n\tadmin off\n}\n" + ours, encoding="utf-8")
    return [str(caddy), "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
