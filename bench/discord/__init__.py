"""Our Discord adapter beside a bare discord.py bot that does the same job."""

from bench.report.subject import Subject

SUBJECT = Subject(
    title="Discord: the same card with buttons",
    order=20,
    quick=("--times", "1", "--cards", "300"),
    libraries=("discord.py", "aiohttp", "uvloop"),
    notes="""\
`looked up` makes each answer afresh, `kept` gives those it has given before; the bare bot looks its cards up in a
table. In the burst, 5,000 people ask at once: Discord takes an answer within three seconds of the question, and a
bot that answers in turn is too late for most. Medians, the least and the most in brackets.
""",
)
