"""Several workers over one desk on PostgreSQL: shown, and measured."""

from bench.report.subject import Subject

SUBJECT = Subject(
    title="Several workers over one desk on PostgreSQL",
    order=40,
    quick=("--chats", "90", "--workers", "1", "--rounds", "1", "--pushes", "3", "--watches", "2000", "--kills", "1"),
    libraries=("psycopg", "python-telegram-bot", "aiohttp"),
    notes="""\
PostgreSQL (its commits safe on the disk), the workers and the load share this machine's cores, so more workers do not
answer more here: what an answer costs is what several machines are reckoned from (docs/scale.md). An answer's cost
includes remembering it. In the broadcast four workers do everything, and the one that delivers is killed three times,
with Telegram's real limits; on Telegram what was under way at a kill may come twice. A silent machine is a process that
is stopped, its connections open.
""",
)
