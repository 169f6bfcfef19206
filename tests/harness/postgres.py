"""A PostgreSQL server of the tests' own: the real one, in a directory that goes with it.

It sorts text as the servers people have do, its clock is not UTC's, and whoever connects owns one database and nothing
else: what works here works there.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.harness.process import free_port

DEBIAN = Path("/usr/lib/postgresql")
"""Where Debian keeps the versions side by side, out of PATH."""

OWNER, PASSWORD = "bell", "a-password-of-the-tests"
OLDEST = 15
"""The version that first takes `--locale-provider`; Debian 12 has it."""

PATIENCE = 60.0
"""Seconds a start may take on a machine with much else to do."""

WATCH = 'read -r _ || { kill -s QUIT "$1"; sleep 1; rm -rf "$2"; }'
"""Ends the server and takes its directory away when whoever started it is gone without a word."""

ALWAYS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "timezone": "Asia/Karachi",
    "log_timezone": "UTC",
}
HASTY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""What makes a server fast that nobody cuts the power of."""


class NoPostgres(Exception):
    """There is no server that could be started here; the text says why."""


def programs() -> Path:
    """Give the directory of the newest server's programs: Debian's, or the one in PATH. Raise NoPostgres."""
    kept = [each for each in DEBIAN.glob("*/bin") if each.parent.name.isdigit()]
    for folder in sorted(kept, key=lambda each: int(each.parent.name), reverse=True):
        if int(folder.parent.name) >= OLDEST and (folder / "initdb").is_file():
            return folder
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    raise NoPostgres(f"no PostgreSQL {OLDEST} or newer here: install Debian's package postgresql")


def servant() -> tuple[int | None, int | None]:
    """Give the user and group the server runs as when we are root, which it refuses to be; None is ourselves."""
    if os.geteuid() != 0:
        return None, None
    known = {each.pw_name: each for each in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in known:
            return known[name].pw_uid, known[name].pw_gid
    raise NoPostgres("PostgreSQL does not run as root, and there is no user postgres or nobody to run it as")


class Postgres:
    """A server with an empty cluster; `start` and `stop` as often as wanted, always at the same port.

    `durable` keeps what was committed through `crash`, as a server does that people rely on.
    """

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        self.folder = folder
        self.port = free_port()
        self._programs = programs()
        self._user, self._group = servant()
        self._settings = ALWAYS | ({} if durable else HASTY)
        self._process: subprocess.Popen[bytes] | None = None
        self._watch: subprocess.Popen[bytes] | None = None
        self._names = (f"desk_{number}" for number in itertools.count(1))

    def make(self) -> None:
        """Make the cluster: no locale of this machine, text sorted as in English, as most servers have it."""
        if self._user is not None:
            os.chown(self.folder, self._user, -1)
        self.folder.chmod(0o700)
        locale = ("--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US")
        auth = ("--auth-local=trust", "--auth-host=scram-sha-256", "--username=postgres")
        self._run("initdb", "--pgdata", self._data, "--no-sync", "--no-instructions", *locale, *auth)

    def start(self) -> None:
        """Start it and wait until it takes connections, also after `crash`, when it recovers first."""
        deadline = time.monotonic() + PATIENCE
        while not self._started(deadline):
            if time.monotonic() > deadline:
                raise NoPostgres(f"PostgreSQL does not start: {self._last_words()}")

    def stop(self) -> None:
        """Stop it in order: what is under way is rolled back, connections are closed."""
        self._end(signal.SIGINT)

    def abandon(self) -> None:
        """Stop it without writing down what it holds: nobody wants it any more."""
        self._end(signal.SIGQUIT)

    def crash(self) -> None:
        """End it as a power cut does."""
        self._end(signal.SIGKILL)

    def freeze(self) -> None:
        """Have it hang, with its connections open, until `thaw`."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Have it go on."""
        self._signal(signal.SIGCONT)

    def create(self) -> str:
        """Give the URL of a new empty database."""
        name = next(self._names)
        self._ask(f'CREATE DATABASE "{name}" OWNER {OWNER} TEMPLATE template0')
        return f"postgresql://{OWNER}:{PASSWORD}@127.0.0.1:{self.port}/{name}"

    def drop(self, url: str) -> None:
        """Take a database away, whoever is still connected."""
        self._ask(f'DROP DATABASE "{url.rpartition("/")[2]}" WITH (FORCE)')

    def welcome(self) -> None:
        """Make the user that owns the databases; once, after the first start."""
        self._ask(f"CREATE ROLE {OWNER} LOGIN PASSWORD '{PASSWORD}'")

    def used(self) -> float:
        """Give the seconds of CPU that it and those who serve its connections have used (Linux)."""
        return sum(map(_used, self._processes()))

    def _processes(self) -> list[int]:
        """Give the numbers of the processes it consists of (Linux)."""
        assert self._process is not None
        pid = self._process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
        return [pid, *map(int, children.split())]

    def _signal(self, how: signal.Signals) -> None:
        for each in self._processes():
            os.kill(each, how)

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _started(self, deadline: float) -> bool:
        """Start it once; False when it gave up, as it does while children of one that crashed are still there."""
        settings = [each for name, value in self._settings.items() for each in ("-c", f"{name}={value}")]
        words = (str(self._programs / "postgres"), "-D", self._data, "-p", str(self.port), "-k", str(self.folder))
        with (self.folder / "log").open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(  # noqa: S603  # the server itself
                [*words, *settings],
                user=self._user,
                group=self._group,
                extra_groups=None if self._user is None else [],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        while not self._ready(self._process):
            if self._process.poll() is not None or time.monotonic() > deadline:
                self._end(signal.SIGQUIT)
                return False
            time.sleep(0.02)
        watch = ["/bin/sh", "-c", WATCH, "watch", str(self._process.pid), str(self.folder)]
        self._watch = subprocess.Popen(watch, stdin=subprocess.PIPE)  # noqa: S603  # a shell that waits
        return True

    def _ready(self, process: subprocess.Popen[bytes]) -> bool:
        """Say whether what it writes of itself is of this start and says that it takes connections."""
        try:
            lines = (self.folder / "data/postmaster.pid").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return False
        return lines[:1] == [str(process.pid)] and lines[7:8] == ["ready   "]

    def _last_words(self) -> str:
        text = (self.folder / "log").read_text(encoding="utf-8", errors="replace")
        return "\n".join(text.splitlines()[-3:])

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait()
            self._process = None
        if self._watch is not None:
            self._watch.communicate(b"\n")
            self._watch = None

    def _ask(self, statement: str) -> None:
        words = ("--no-psqlrc", "--quiet", "--host", str(self.folder), "--port", str(self.port))
        self._run("psql", *words, "--username=postgres", "--dbname=postgres", "--command", statement)

    def _run(self, program: str, *words: str) -> None:
        done = subprocess.run(  # noqa: S603  # the server's own programs
            [self._programs / program, *words],
            user=self._user,
            group=self._group,
            extra_groups=None if self._user is None else [],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise NoPostgres(f"{program}: {done.stderr.strip()}")


def _used(process: int) -> float:
    """Give the seconds of CPU that a process, and its children that have ended, have used; none of one that is gone."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return sum(int(each) for each in fields[11:15]) / os.sysconf("SC_CLK_TCK")


@contextlib.contextmanager
def serving(*, durable: bool = False) -> Iterator[Postgres]:
    """Run a server until the block ends. Raise NoPostgres where there is none."""
    programs()
    with tempfile.TemporaryDirectory(prefix="bell-postgres-", ignore_cleanup_errors=True) as folder:
        server = Postgres(Path(folder), durable=durable)
        server.make()
        server.start()
        try:
            server.welcome()
            yield server
        finally:
            server.abandon()
