"""The whole program under a load of people, pushes, faults and kills, for minutes: `python -m bench.soak`."""

from bench.report.subject import Subject

SUBJECT = Subject(
    title="Ten minutes of everything at once, and a kill each minute",
    order=60,
    quick=("--minutes", "1", "--long", "0", "--people", "4", "--followers", "6"),
    libraries=("python-telegram-bot", "discord.py"),
    notes="""\
The whole program on platforms of our own: people ask on both, editors push and correct, the platforms fail now and
then, and the process is killed in the middle of a broadcast each minute. Memory is of a life without kills, in which
each correction has as much to put right as the one before, after eight minutes of warm-up.
""",
)
