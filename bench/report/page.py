"""docs/benchmarks.md from results: a section a subject; what was not measured keeps the one it had. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from bench.report.results import Result, Rows
from bench.report.subject import Subject

HEAD = """\
# What was measured

Written by `make bench` (`python -m bench.report`), each section with its day, its machine and its versions. The
ratios count: times are of one machine, and only figures of one section may be compared.
"""

_SECTION = re.compile(r"^<!-- bench: (\S+) -->\n(.*?)(?=^<!-- bench: |\Z)", re.MULTILINE | re.DOTALL)


def page(subjects: Mapping[str, Subject], results: Mapping[str, Result], before: str) -> str:
    """Give the page: new sections for what was measured, the old ones for the rest, in the order of the subjects.

    `before` is the page as it stands; sections of subjects that are no more are left out.
    """
    old = {found[1]: found[2].strip() for found in _SECTION.finditer(before)}
    made = {name: section(subjects[name], result) for name, result in results.items() if name in subjects}
    told = [(name, (old | made)[name]) for name in subjects if name in old or name in made]
    return "\n".join([HEAD, *(f"<!-- bench: {name} -->\n{text}\n" for name, text in told)])


def section(subject: Subject, result: Result) -> str:
    """Give one subject's section: its heading, how it was measured, its tables and what explains them."""
    day = datetime.fromisoformat(result.at)
    versions = ", ".join(f"{name} {number}" for name, number in result.versions.items())
    how = " ".join(["python -m", f"bench.{result.subject}", *result.arguments])
    head = f"## {subject.title}\n\n{day.day} {day:%B %Y}; {result.machine}; {versions}; `{how}`."
    tables = [f"{f'### {title}' if title else ''}\n\n{table(rows)}".strip() for title, rows in result.tables.items()]
    return "\n\n".join(filter(None, [head, *tables, subject.notes.strip()]))


def columns(rows: Rows) -> list[str]:
    """Give the columns of a table in the order they first come in."""
    return list(dict.fromkeys(column for cells in rows.values() for column in cells))


def table(rows: Rows) -> str:
    """Give the rows as a table of Markdown; what a row does not have stays empty."""
    heads = columns(rows)
    lines = [["", *heads], ["---"] * (len(heads) + 1)]
    lines += [[name, *(cells.get(head, "") for head in heads)] for name, cells in rows.items()]
    return "\n".join(f"| {' | '.join(_cell(each) for each in line)} |".replace("|  |", "| |") for line in lines)


def plain(result: Result) -> str:
    """Give the tables for a terminal, in columns."""
    out: list[str] = []
    for title, rows in result.tables.items():
        heads = columns(rows)
        lines = [["", *heads], *([name, *(cells.get(head, "") for head in heads)] for name, cells in rows.items())]
        wide = [max(len(line[at]) for line in lines) for at in range(len(heads) + 1)]
        out += [title] if title else []
        out += ["  ".join(each.ljust(wide[at]) for at, each in enumerate(line)).rstrip() for line in lines]
    return "\n".join(out)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
