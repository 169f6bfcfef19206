"""How long questions take among many quotations."""

from bench.report.subject import Subject

SUBJECT = Subject(
    title="The record: questions among many quotations",
    order=50,
    quick=("--size", "2000", "--times", "8"),
    full=("--size", "1000000"),
    libraries=("pydantic", "rapidfuzz"),
    notes="""\
Each question is asked of the whole bot, so many times as `--times` says; `the plain way` is what SQLite takes
without an index (`LIKE`, `ORDER BY random()`). A kept answer is one whose question was asked before, at the same
revision.
""",
)
