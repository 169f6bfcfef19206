"""What is deployed, as far as it can be tried without an engine: the Dockerfile step by step, the unit, compose."""

from __future__ import annotations

import asyncio
import json
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml

from tests.fakes.telegram import TOKEN, Fake
from tests.harness.process import environment, free_port

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
UNIT = DEPLOY / "division-bell.service"
EXPOSED = 20
"""The exposure, in tenths, that systemd's own check may find at most; 100 is an open door, 20 and less is "OK"."""

ELSEWHERE = ("python -m venv ", ".venv/bin/python -m pip install ", "useradd ")
"""Steps that a test leaves out: the environment is the one the tests run in, and there is no other user."""

analyze = shutil.which("systemd-analyze")
systemd = pytest.mark.skipif(analyze is None, reason="no systemd-analyze here")


def steps() -> Iterator[tuple[str, str]]:
    """Give the steps of the Dockerfile's last stage: the word, and what follows it."""
    text = re.sub(r"\\\n\s*", " ", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"))
    last = text[text.rindex("\nFROM ") :]
    for line in last.splitlines():
        word, _, rest = line.strip().partition(" ")
        if word and word != "#":
            yield word, rest


def of(word: str) -> list[str]:
    return [rest for found, rest in steps() if found == word]


def variables() -> dict[str, str]:
    return dict(each.split("=", 1) for rest in of("ENV") for each in rest.split())


def ignored() -> list[str]:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def left_out(_folder: str, names: list[str]) -> list[str]:
    """Say what of a folder does not reach the builder, as `shutil.copytree` asks."""
    patterns = [each.removeprefix("**/") for each in ignored() if each.startswith("**/")]
    return [name for name in names if any(fnmatch(name, each) for each in patterns)]


def copied(rest: str, into: Path) -> None:
    """Copy what a COPY names; the environment from the other stage is the one the tests run in."""
    if rest.startswith("--from=build"):
        (into / ".venv").symlink_to(sys.prefix)
        return
    *sources, _ = shlex.split(rest)
    for source in sources:
        assert not any(fnmatch(source, each) for each in ignored()), f"{source} is copied and ignored"
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, into / source, ignore=left_out)
        else:
            shutil.copy(ROOT / source, into / source)


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the Dockerfile makes, in an empty directory: exactly the files it copies, and nothing writable but var."""
    app = tmp_path_factory.mktemp("image") / "app"
    app.mkdir()
    for word, rest in steps():
        if word == "COPY":
            copied(rest, app)
        elif word == "RUN" and not rest.startswith(ELSEWHERE):
            words = rest.replace("-o bell -g bell ", "")
            subprocess.run(words, shell=True, cwd=app, check=True)  # noqa: S602  # the Dockerfile's own words
    for each in [app, *app.rglob("*")]:
        if not each.is_symlink() and each != app / "var":
            each.chmod(each.stat().st_mode & ~0o222)
    return app


def contents(app: Path) -> dict[str, tuple[int, int]]:
    """Give all files but those in var, with size and time: root may write in spite of what is allowed."""
    files = (each for each in app.rglob("*") if "var" not in each.relative_to(app).parts)
    return {str(each): (each.lstat().st_size, each.lstat().st_mtime_ns) for each in files}


async def ran(app: Path, tmp_path: Path, *arguments: str, **given: str) -> asyncio.subprocess.Process:
    """Run a command in the image, with its variables and no other."""
    settings = {name: value.replace("/app", str(app)) for name, value in variables().items()} | given
    return await asyncio.create_subprocess_exec(
        *arguments,
        cwd=app,
        env=environment(tmp_path / "bell.db", **settings),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def test_what_the_image_holds_answers_and_writes_nowhere_but_in_var(image: Path, tmp_path: Path) -> None:
    before = contents(image)
    process = await ran(image, tmp_path, ".venv/bin/python", "-m", "bot", "ask", "/senate")
    out, errors = await process.communicate()
    assert (process.returncode, errors.decode()) == (0, "")
    assert b"Senate of Pakistan" in out
    assert (image / "var/bell.db").is_file()
    assert contents(image) == before


async def test_the_image_serves_is_found_well_and_ends_in_order_at_sigterm(image: Path, tmp_path: Path) -> None:
    check, serve = (json.loads(each[each.index("[") :]) for each in (*of("HEALTHCHECK"), *of("CMD")))
    listen = {"HTTP_LISTEN": f"127.0.0.1:{free_port()}"}
    before = contents(image)
    async with Fake() as fake:
        process = await ran(image, tmp_path, *serve, TELEGRAM_TOKEN=TOKEN, TELEGRAM_API_URL=fake.url, **listen)
        try:
            await fake.until_polled()
            asked = await ran(image, tmp_path, *check, **listen)
            assert (await asked.communicate())[0] == b"well\n"
            assert asked.returncode == 0
            process.send_signal(signal.Signals[of("STOPSIGNAL")[0]])
            async with asyncio.timeout(10):
                _, errors = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
                await process.communicate()
    assert process.returncode == 0
    assert b"Traceback" not in errors
    assert contents(image) == before
    asked = await ran(image, tmp_path, *check, **listen)
    _, errors = await asked.communicate()
    assert (asked.returncode, errors.startswith(b"nothing answers at 127.0.0.1:")) == (1, True)


def test_the_image_runs_without_root_and_keeps_only_var() -> None:
    assert of("USER") == ["bell"]
    assert of("VOLUME") == ["/app/var"]
    words = [word for word, _ in steps()]
    assert words.index("USER") > max(index for index, word in enumerate(words) if word in {"RUN", "COPY"})


def test_the_environment_is_made_from_the_lock_by_hash() -> None:
    build = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").split("\nFROM ")[1]
    assert "--require-hashes -r requirements.lock" in build


def test_neither_secrets_nor_databases_reach_the_builder() -> None:
    assert {".env", ".env.*", ".git", "var", "**/*.db"} <= set(ignored())


def test_compose_gives_the_container_nothing_it_does_not_need() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    (bell,) = compose["services"].values()
    assert (bell["read_only"], bell["cap_drop"], bell["security_opt"]) == (True, ["ALL"], ["no-new-privileges:true"])
    assert [each.partition(":")[2] for each in bell["volumes"]] == ["/app/var"]
    assert all(each.startswith("127.0.0.1:") for each in bell["ports"])
    assert (DEPLOY / bell["build"]["context"] / bell["build"]["dockerfile"]).is_file()


def test_both_leave_more_time_than_a_stop_takes() -> None:
    """The bot ends within five seconds; who kills it before that has it send again what it had sent."""
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    assert int(compose["services"]["bell"]["stop_grace_period"].removesuffix("s")) >= 10
    unit = UNIT.read_text(encoding="utf-8")
    assert int(re.findall(r"^TimeoutStopSec=([0-9]+)$", unit, re.MULTILINE)[0]) >= 10
    assert re.findall(r"^KillSignal=(.*)$", unit, re.MULTILINE) == ["SIGTERM"]


def placed(tmp_path: Path) -> Path:
    """Give the unit as if the project stood where it is told to be put."""
    unit = tmp_path / UNIT.name
    text = UNIT.read_text(encoding="utf-8").replace("/opt/division-bell/.venv/bin/python", sys.executable)
    text = text.replace("User=division-bell", "User=root").replace("Group=division-bell", "Group=root")
    unit.write_text(text.replace("/opt/division-bell", str(ROOT)), encoding="utf-8")
    return unit


def analyzed(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(analyze), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # systemd's own tool


@systemd
def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    done = analyzed("verify", str(placed(tmp_path)))
    assert (done.returncode, done.stderr) == (0, "")


@systemd
def test_systemd_finds_the_unit_well_closed(tmp_path: Path) -> None:
    unit = shutil.copy(UNIT, tmp_path / UNIT.name)
    done = analyzed("security", "--offline=yes", f"--threshold={EXPOSED}", "--no-pager", str(unit))
    if "unrecognized option" in done.stderr:
        pytest.skip("this systemd-analyze has no --offline")
    assert done.returncode == 0, done.stdout[-300:]
