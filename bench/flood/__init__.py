"""What a flood of one person's costs everybody else: `python -m bench.flood`."""

from bench.report.subject import Subject

SUBJECT = Subject(
    title="A thousand commands of one person at once",
    order=15,
    quick=("--rounds", "1", "--modes", "webhook"),
    libraries=("python-telegram-bot", "uvloop"),
    notes="""\
How long everybody else waits for an answer while one person sends a thousand commands at once, counted from the moment
the bot is handed their question. What is too much is let go before it is read.
""",
)
