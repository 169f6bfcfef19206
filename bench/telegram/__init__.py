"""How many commands a second a bot answers on Telegram, beside others that do the same."""

from bench.report.subject import Subject

SUBJECT = Subject(
    title="Telegram: the same card of about 600 characters with a keyboard, for another person each time",
    order=10,
    quick=("--rounds", "1", "--modes", "polling"),
    libraries=("python-telegram-bot", "aiogram", "aiohttp", "uvloop"),
    peers=True,
    notes="""\
All bots run in processes of their own, at once, and are loaded in turn; ratios are of the rounds, with the least
and the most. `µs CPU` is the processor's time a command takes, the steadier figure where a machine is shared; `far`
is with 50 ms to the API and back. The loop over aiohttp is written by hand and does nothing that a bot has to do
besides: it is what the wire itself allows.
""",
)
