"""What a flood of one person's costs everybody else: `python -m bench.flood`."""

from bench.report.subject import Subject

SUBJECT = Subject(
    title="A thousand commands of one person at once",
    order=15,
    quick=("--rounds", "1", "--modes", "webhook", "discord"),
    libraries=("python-telegram-bot", "discord.py", "uvloop"),
    notes="""\
How long everybody else waits for an answer while one person sends a thousand commands at once, counted from the moment
the bot is handed their question. What is too much is let go before it is read. On Discord the gateway is one stream:
whoever asks in the same moment waits until the flood was read, which is what an interaction of it costs. By polling,
those who stand behind a flood at Telegram are handed out together, some thirty in one hundred, and wait for one
another: the second row of polling has them wait there as long without a flood. Through a webhook Telegram brings one
update of a chat at a time.
""",
)
