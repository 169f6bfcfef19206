"""What an operator sets, read once from the environment and `.env`; every field has its help line.

`.env.example` is made from this file (`make docs`), and a test keeps it so.
"""

from __future__ import annotations

import difflib
import logging
import re
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import available_timezones

from dotenv import dotenv_values
from pydantic import Field, HttpUrl, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot import languages
from bot.errors import SetUpError

log = logging.getLogger(__name__)

ROOT = Path(__file__).parent.parent
ENV = Path(".env")

_SHARDS = re.compile(r"(?:(?P<first>[0-9]{1,5})(?:-(?P<last>[0-9]{1,5}))?/)?(?P<count>[0-9]{1,5})", re.ASCII)
_PERSON = re.compile(r"(telegram|discord):[0-9]{1,20}", re.ASCII)
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}", re.ASCII)
_MAKE_ONE = 'make one with: python3 -c "import secrets; print(secrets.token_urlsafe(32))"'


class Settings(BaseSettings):
    """The settings in force. A secret shows as stars wherever it is printed."""

    model_config = SettingsConfigDict(env_file=ENV, env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    role: Literal["all", "answer", "deliver"] = Field(
        "all",
        description="What this worker does: answer (what people ask), deliver (what is due, live messages) or all.",
    )
    telegram_token: SecretStr | None = Field(
        None, description="The bot's token from BotFather; Telegram is served when it is set."
    )
    telegram_api_url: HttpUrl = Field(
        HttpUrl("https://api.telegram.org"),
        description="Where Telegram's Bot API answers; change it for a server of your own.",
    )
    telegram_webhook_url: HttpUrl | None = Field(
        None, description="Where Telegram is to bring updates (https://…); without it they are polled."
    )
    telegram_webhook_secret: SecretStr | None = Field(
        None, description="What Telegram shows when it brings them: 1 to 256 letters, digits, _ and -, made at random."
    )
    discord_token: SecretStr | None = Field(
        None, description="The bot's token from Discord's developer portal; Discord is served when it is set."
    )
    discord_api_url: HttpUrl = Field(
        HttpUrl("https://discord.com/api/v10"),
        description="Where Discord's REST interface answers; change it for a proxy.",
    )
    discord_gateway_url: str | None = Field(
        None, description="Where Discord's gateway answers (ws:// or wss://), if not where Discord says."
    )
    discord_shards: str | None = Field(
        None,
        description="Discord's shards served here: 4 is all of four, 0-7/16 eight of 16; else what Discord advises.",
    )
    database: Path = Field(
        Path("var/bell.db"), description="The file that keeps record and desk; made when it is not there."
    )
    desk: SecretStr | None = Field(
        None,
        description="Where the desk of several machines is, such as postgresql://bell:…@db/bell; else in DATABASE.",
    )
    dossiers: Annotated[tuple[Path, ...], NoDecode] = Field(
        (Path("data/dossiers/pakistan-2021"),),
        description="Dossiers loaded at the start: files or folders, separated by commas.",
    )
    owners: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Who owns the record and lets others edit, by platform and user id: telegram:123,discord:456."
    )
    second_editor: Literal["off", "flips", "all"] = Field(
        "off",
        description="What waits for a second editor: off, flips (an outcome or majority turns, a sum fails) or all.",
    )
    language: str = Field(
        "en", description="The language of answers: en, ur, or ur-u-nu-arabext for Urdu with its own digits."
    )
    theme: Literal["light", "dark"] = Field("light", description="The colours of pictures: light or dark.")
    timezone: str = Field("UTC", description="The time zone of chats that chose none, such as Asia/Karachi.")
    postings_days: int = Field(
        30, ge=1, le=3650, description="Days for which messages are remembered, so that mistakes in them are put right."
    )
    http_listen: str | None = Field(
        None, description="Where to listen for HTTP, such as 127.0.0.1:8080; off unless it is set."
    )
    public_url: HttpUrl | None = Field(
        None,
        description="Where readers reach the bot's pages, such as https://bell.example: for links to them.",
    )
    push_secret: SecretStr | None = Field(
        None,
        min_length=16,
        description="The secret that signs what is sent to POST /push, 16 signs or more; nothing is taken without it.",
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="How the log is written: text for people, json for machines, one line an event."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="How much is logged: DEBUG, INFO, WARNING or ERROR."
    )

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _sent_as_it_is(cls, given: SecretStr | None) -> SecretStr | None:
        if given is not None and not _SECRET.fullmatch(given.get_secret_value()):
            raise ValueError(f"it takes 1 to 256 letters, digits, _ and -; {_MAKE_ONE}")
        return given

    @field_validator("dossiers", mode="before")
    @classmethod
    def _paths(cls, given: object) -> object:
        return tuple(part.strip() for part in given.split(",") if part.strip()) if isinstance(given, str) else given

    @field_validator("owners", mode="before")
    @classmethod
    def _people(cls, given: object) -> object:
        found = tuple(part.strip() for part in given.split(",") if part.strip()) if isinstance(given, str) else given
        if isinstance(found, tuple) and any(not _PERSON.fullmatch(each) for each in found):
            raise ValueError("write each as platform and user id, such as telegram:123")
        return found

    @field_validator("timezone")
    @classmethod
    def _zone(cls, given: str) -> str:
        if given not in available_timezones():
            raise ValueError("write it as in the time zone database, such as Asia/Karachi or UTC")
        return given

    @field_validator("http_listen")
    @classmethod
    def _address(cls, given: str | None) -> str | None:
        if given is not None:
            address(given)
        return given

    @field_validator("second_editor", "role", mode="before")
    @classmethod
    def _small(cls, given: object) -> object:
        return given.lower() if isinstance(given, str) else given

    @field_validator("log_level", mode="before")
    @classmethod
    def _capitals(cls, given: object) -> object:
        return given.upper() if isinstance(given, str) else given

    @field_validator("language")
    @classmethod
    def _nearest(cls, given: str) -> str:
        """Give the first language there are texts in: desktops set LANGUAGE too, as `de_DE:de` (GNU gettext)."""
        known = languages.choices()
        wanted = [each.replace("_", "-") for each in given.split(":")]
        for each in wanted:
            if found := next((name for name in (each, each.partition("-")[0]) if name in known), None):
                return found
        log.warning("LANGUAGE: there are texts in %s only; answers are in %s", ", ".join(known), known[0])
        return known[0]

    @field_validator("discord_gateway_url")
    @classmethod
    def _websocket(cls, given: str | None) -> str | None:
        if given is not None and not given.startswith(("ws://", "wss://")):
            raise ValueError("it starts with ws:// or wss://")
        return given

    @field_validator("discord_shards")
    @classmethod
    def _sharded(cls, given: str | None) -> str | None:
        if given is not None:
            shards(given)
        return given

    @property
    def answers(self) -> bool:
        """Whether this worker receives what people ask, and answers it."""
        return self.role != "deliver"

    @property
    def delivers(self) -> bool:
        """Whether this worker sends what is due, keeps live messages up to date and lets go of what is old."""
        return self.role != "answer"

    def placed(self) -> None:
        """Raise SetUpError where there is nothing to do in this role."""
        if self.role != "all" and self.telegram_token is None and self.discord_token is None:
            raise SetUpError(
                f"ROLE: {self.role} needs a platform; set TELEGRAM_TOKEN or DISCORD_TOKEN too, or leave ROLE empty."
            )

    def webhook(self) -> tuple[str, str] | None:
        """Give address and secret of Telegram's webhook, nothing where updates are polled or not received.

        Raises SetUpError naming what else has to be set for one.
        """
        if self.telegram_webhook_url is None or not self.answers:
            return None
        url = str(self.telegram_webhook_url)
        if not url.startswith("https://") and self.telegram_api_url.host == "api.telegram.org":
            raise SetUpError("TELEGRAM_WEBHOOK_URL: it starts with https://, as Telegram brings updates no other way.")
        if self.telegram_webhook_secret is None:
            raise SetUpError(f"TELEGRAM_WEBHOOK_SECRET: set it too with TELEGRAM_WEBHOOK_URL; {_MAKE_ONE}")
        if self.http_listen is None:
            raise SetUpError("HTTP_LISTEN: set it too with TELEGRAM_WEBHOOK_URL, to where your proxy hands updates on.")
        return url, self.telegram_webhook_secret.get_secret_value()

    def dossier_paths(self) -> tuple[Path, ...]:
        """Give the dossiers' paths; a relative one that is not under the working directory is the project's own."""
        return tuple(path if path.exists() else ROOT / path for path in self.dossiers)


def address(listen: str) -> tuple[str, int]:
    """Give host and port of `127.0.0.1:8080`, `[::1]:8080` or `:8080` (all interfaces). Raises ValueError."""
    host, _, port = listen.strip().rpartition(":")
    if not port.isascii() or not port.isdecimal() or not 0 <= int(port) <= 65535:  # noqa: PLR2004  # TCP's ports
        raise ValueError("write it as host:port, such as 127.0.0.1:8080")
    return host.removeprefix("[").removesuffix("]") or "0.0.0.0", int(port)  # noqa: S104  # that is what `:8080` asks


def shards(given: str) -> tuple[range, int]:
    """Give the shards of `4` (all four) or `0-7/16` (eight of sixteen), and how many there are. Raises ValueError."""
    found = _SHARDS.fullmatch(given.replace(" ", ""))
    if found is None:
        raise ValueError("write it as 4 or 0-7/16")
    count = int(found["count"])
    first = int(found["first"] or 0)
    last = int(found["last"] or found["first"] or count - 1)
    if not 0 <= first <= last < count:
        raise ValueError("shards are counted from 0 and the last is one less than there are, such as 0-7/16")
    return range(first, last + 1), count


def load(env: Path = ENV) -> Settings:
    """Read the settings. Raises SetUpError naming the wrong ones and what they take, never their values."""
    try:
        found = Settings(_env_file=env)
    except ValidationError as error:
        faults = [
            f"{str(fault['loc'][0]).upper()}: {_reason(fault['msg'])}" for fault in error.errors(include_input=False)
        ]
        raise SetUpError("; ".join(faults) + ". Correct it in .env or the environment.") from None
    except UnicodeDecodeError:
        raise SetUpError(f"{env} is not a text in UTF-8; write it anew, .env.example shows how.") from None
    for name, nearest in misspelt(env):
        log.warning("%s in %s is no setting; did you mean %s?", name, env, nearest)
    return found


def misspelt(env: Path) -> list[tuple[str, str]]:
    """Give the names in the file that look like a setting's but are none, each with the nearest."""
    known = [name.upper() for name in Settings.model_fields]
    given = [name for name in dotenv_values(env) if name.upper() not in known] if env.is_file() else []
    near = [(name, difflib.get_close_matches(name.upper(), known, n=1, cutoff=0.8)) for name in given]
    return [(name, found[0]) for name, found in near if found]


def example() -> str:
    """Give the text of `.env.example`: every setting with its help, commented out at its default."""
    lines = ["# Copy to .env and set what you need; everything has a default.", ""]
    for name, field in Settings.model_fields.items():
        default = field.default
        shown = (
            ",".join(map(str, default))
            if isinstance(default, tuple)
            else ""
            if default is None
            else str(default).rstrip("/")
        )
        lines += [f"# {field.description}", f"#{name.upper()}={shown}", ""]
    return "\n".join(lines)


def _reason(message: str) -> str:
    return message.removeprefix("Value error, ").rstrip(".")
