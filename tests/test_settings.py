"""Settings: read once, wrong ones named, the example kept true."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bot import settings
from bot.errors import SetUpError

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def _no_settings_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in settings.Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def env(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / ".env"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_the_example_is_what_the_settings_say() -> None:
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == settings.example(), "run `make docs`"


def test_every_setting_has_a_help_line() -> None:
    assert all(field.description for field in settings.Settings.model_fields.values())


def test_the_example_read_as_it_stands_gives_the_defaults() -> None:
    assert settings.load(ROOT / ".env.example") == settings.load(ROOT / "no such file")


def test_the_example_with_its_lines_in_force_gives_the_defaults(tmp_path: Path) -> None:
    lines = [line.removeprefix("#") for line in settings.example().split("\n") if not line.startswith("# ")]
    assert settings.load(env(tmp_path, *lines)) == settings.load(tmp_path / "none")


def test_a_token_is_never_printed(tmp_path: Path) -> None:
    found = settings.load(env(tmp_path, "TELEGRAM_TOKEN=123:hushed"))
    assert "hushed" not in f"{found!r} {found}"


def test_wrong_settings_are_named_all_at_once_without_their_values(tmp_path: Path) -> None:
    path = env(tmp_path, "LOG_LEVEL=shout-123", "TELEGRAM_API_URL=nowhere-456", "DISCORD_GATEWAY_URL=http://x")
    with pytest.raises(SetUpError) as caught:
        settings.load(path)
    told = str(caught.value)
    assert all(name in told for name in ("LOG_LEVEL", "TELEGRAM_API_URL", "DISCORD_GATEWAY_URL"))
    assert "\n" not in told
    assert "shout-123" not in told
    assert "nowhere-456" not in told


@pytest.mark.parametrize(("given", "language"), [("en", "en"), ("en_GB:en", "en"), ("xx:en-US", "en")])
def test_the_language_is_the_first_there_are_texts_in(tmp_path: Path, given: str, language: str) -> None:
    assert settings.load(env(tmp_path, f"LANGUAGE={given}")).language == language


def test_a_language_without_texts_is_answered_in_english_and_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert settings.load(env(tmp_path, "LANGUAGE=tlh")).language == "en"
    assert "LANGUAGE" in caplog.text


def test_a_misspelt_setting_is_pointed_at(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        settings.load(env(tmp_path, "TELEGRAM_TOKE=123:hushed"))
    assert "did you mean TELEGRAM_TOKEN" in caplog.text
    assert "secret" not in caplog.text


def test_a_file_that_is_no_text_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_bytes(b"LANGUAGE=\xff\xfe")
    with pytest.raises(SetUpError, match="UTF-8"):
        settings.load(path)


def test_dossiers_are_separated_by_commas(tmp_path: Path) -> None:
    assert settings.load(env(tmp_path, "DOSSIERS=a.yaml, b")).dossiers == (Path("a.yaml"), Path("b"))


def test_a_shipped_dossier_is_found_from_any_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert all(path.is_dir() for path in settings.load(tmp_path / "none").dossier_paths())


@pytest.mark.parametrize(
    ("listen", "meant"),
    [
        ("127.0.0.1:8080", ("127.0.0.1", 8080)),
        (":80", ("0.0.0.0", 80)),  # noqa: S104  # what it stands for
        ("[::1]:0", ("::1", 0)),
    ],
)
def test_where_to_listen_is_a_host_and_a_port(listen: str, meant: tuple[str, int]) -> None:
    assert settings.address(listen) == meant


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("OWNERS", "telegram:123,somebody", "write each as platform and user id"),
        ("TIMEZONE", "Karachi", "write it as in the time zone database"),
        ("HTTP_LISTEN", "localhost", "write it as host:port"),
        ("HTTP_LISTEN", "localhost:70000", "write it as host:port"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named_with_what_it_takes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SetUpError, match=f"{name}: {said}"):
        settings.load(tmp_path / ".env")


def test_owners_are_platforms_and_numbers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OWNERS", "telegram:123, discord:456")
    assert settings.load(tmp_path / ".env").owners == ("telegram:123", "discord:456")


@pytest.mark.parametrize(
    ("given", "found"),
    [("4", (range(4), 4)), ("0-7/16", (range(8), 16)), ("3/16", (range(3, 4), 16)), (" 0 - 1 / 2 ", (range(2), 2))],
)
def test_shards_are_all_of_a_number_or_some(given: str, found: tuple[range, int]) -> None:
    assert settings.shards(given) == found


@pytest.mark.parametrize("given", ["0", "8-3/16", "16/16", "0-16/16", "a", "1/", "-1/4", "٤"])
def test_what_names_no_shards_is_refused(given: str, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"DISCORD_SHARDS={given}\n", encoding="utf-8")
    with pytest.raises(SetUpError, match="DISCORD_SHARDS"):
        settings.load(tmp_path / ".env")


@pytest.mark.parametrize(
    ("role", "answers", "delivers"), [("all", True, True), ("Answer", True, False), ("deliver", False, True)]
)
def test_a_role_says_what_a_worker_does(tmp_path: Path, role: str, answers: bool, delivers: bool) -> None:
    found = settings.load(env(tmp_path, f"ROLE={role}", "TELEGRAM_TOKEN=1:x"))
    found.placed()
    assert (found.answers, found.delivers) == (answers, delivers)


@pytest.mark.parametrize("role", ["answer", "deliver"])
def test_a_role_without_a_platform_is_one_clear_line(tmp_path: Path, role: str) -> None:
    with pytest.raises(SetUpError, match=f"ROLE: {role} needs a platform; set TELEGRAM_TOKEN or DISCORD_TOKEN"):
        settings.load(env(tmp_path, f"ROLE={role}")).placed()


def test_a_role_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetUpError, match="ROLE"):
        settings.load(env(tmp_path, "ROLE=both"))


def test_who_only_delivers_has_no_webhook(tmp_path: Path) -> None:
    """The settings are those of all workers: what else a webhook needs is not asked for."""
    given = ("ROLE=deliver", "TELEGRAM_WEBHOOK_URL=https://bell.example/hook")
    assert settings.load(env(tmp_path, *given)).webhook() is None
