"""What the guides tell people to type works as it stands there."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import signal
from pathlib import Path

import discord
import pytest
import yaml

from bot.__main__ import main
from data.dossier import load_text
from tests.fakes.telegram import TOKEN, Fake
from tests.harness.process import free_port, program, said
from tests.newsroom import SHIPPED

ROOT = Path(__file__).parent.parent
GUIDES = [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md")), *sorted(ROOT.glob("docs/guide/*.md"))]
SHOWN = [*GUIDES, *sorted(each for each in ROOT.glob("deploy/*") if each.is_file())]
COUNT = "updates/2021-03-03-islamabad-full-count.yaml"
PUSHING = "a-secret-of-the-tests"


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def words(text: str) -> list[tuple[str, list[str]]]:
    """Give the commands of the program that a text shows, each with the options that stand after it."""
    found = re.findall(r"-m bot ([a-z][a-z-]*)((?:[ ][^\s`|&;)]+)*)", text)
    return [(verb, re.findall(r"(--[a-z-]+)", rest)) for verb, rest in found]


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.name)
def test_every_command_that_is_shown_is_there_with_its_options(path: Path) -> None:
    for verb, options in words(read(path)):
        assert verb in main.commands, verb
        known = {each for param in main.commands[verb].params for each in param.opts}
        assert set(options) <= known, (verb, options)


def test_the_guides_show_commands() -> None:
    """Otherwise the test above looks for them in the wrong way."""
    found = {verb for path in SHOWN for verb, _ in words(read(path))}
    assert {"doctor", "backup", "restore", "rebuild", "vacuum", "migrate-desk", "push", "undo", "check"} <= found


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_every_target_that_is_shown_is_in_the_makefile(path: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", read(ROOT / "Makefile"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", read(path))) <= targets


def test_every_line_of_the_log_that_is_explained_is_one_that_is_written() -> None:
    """Between what differs each time, which the guide leaves out with an ellipsis; some lines are the library's."""
    guide = read(ROOT / "docs/operating.md")
    table = guide[guide.index("## When something goes wrong") : guide.index("## Numbers to watch")]
    shown = [
        line for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for line in re.findall(r"`([^`]+)`", row)
    ]
    library = Path(discord.__file__).parent
    files = [*ROOT.glob("bot/**/*.py"), *ROOT.glob("data/**/*.py"), library / "http.py", library / "gateway.py"]
    written = "\n".join(map(read, files))
    parts = [part.strip("() ") for line in shown for part in line.split("…") if len(part.strip("() ")) > len("process")]
    assert len(parts) > 15
    assert [part for part in parts if part not in written] == []


async def test_the_correction_in_the_guide_puts_the_record_right(tmp_path: Path) -> None:
    (text,) = re.findall(r"```yaml\n(.*?)```", read(ROOT / "docs/editing.md"), re.DOTALL)
    assert load_text(text, "guide").corrections
    file = tmp_path / "guide.yaml"
    file.write_text(text, encoding="utf-8")
    settings = {"DOSSIERS": f"{SHIPPED},{SHIPPED / COUNT}"}
    status, out, errors = await said(tmp_path, "push", str(file), "--yes", "--silent", **settings)
    assert (status, errors) == (0, "")
    assert "rejected: 6 unofficial → 7 unofficial" in out
    assert (await said(tmp_path, "undo", "--yes", **settings))[0] == 0


@pytest.mark.skipif(None in (shutil.which("openssl"), shutil.which("curl")), reason="no openssl or no curl here")
async def test_the_lines_that_sign_a_push_push(tmp_path: Path) -> None:
    """As README has them, in a shell, with a secret and a file."""
    (lines,) = re.findall(r"^ {4}stamp=.*\n(?:^ {4}.*\n)+", read(ROOT / "README.md"), re.MULTILINE)
    port = free_port()
    shutil.copy(SHIPPED / COUNT, tmp_path / "night.yaml")
    async with Fake() as fake:
        settings = {"HTTP_LISTEN": f"127.0.0.1:{port}", "PUSH_SECRET": PUSHING, "TELEGRAM_API_URL": fake.url}
        process = await program(tmp_path, "run", TELEGRAM_TOKEN=TOKEN, **settings)
        try:
            await fake.until_polled()
            shell = await asyncio.create_subprocess_exec(
                *("/bin/sh", "-ec", f"PUSH_SECRET={PUSHING}\n" + lines.replace("127.0.0.1:8080", f"127.0.0.1:{port}")),
                cwd=tmp_path,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
            )
            out, _ = await shell.communicate()
        finally:
            process.send_signal(signal.SIGTERM)
            await process.communicate()
    assert json.loads(out)["revision"] == 3


def test_the_compose_files_lines_name_services_that_are_there() -> None:
    for path in ROOT.glob("deploy/compose*.yaml"):
        services = set(yaml.safe_load(read(path))["services"])
        assert set(re.findall(r" exec (?:-T )?([a-z0-9-]+)", read(path))) <= services
        assert set(re.findall(r"-f (deploy/\S+)", read(path))) == {f"deploy/{path.name}"}
