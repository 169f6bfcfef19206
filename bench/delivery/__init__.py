"""What delivery takes, against the least it could."""

from bench.report.subject import Subject

SUBJECT = Subject(
    title="Delivery, with Telegram's real limits",
    order=30,
    quick=("--chats", "60", "--questions", "10", "--postings", "60", "--watches", "2000", "--times", "50"),
    libraries=("python-telegram-bot", "aiohttp"),
    notes="""\
Telegram takes 30 messages a second from a bot to different chats: that is the least a broadcast can take. An
answer's wait is taken from the question to its arrival, with and without a broadcast under way. A posting is
recorded so that a message can be put right later.
""",
)
