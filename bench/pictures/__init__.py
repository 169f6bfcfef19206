"""What a picture costs."""

from bench.report.subject import Subject

SUBJECT = Subject(
    title="Pictures",
    order=40,
    quick=("--times", "1"),
    libraries=("resvg-py",),
    notes="""\
A picture is drawn once, in a process of its own, and kept in memory and on disk. `SVG` is the size of the drawing,
`PNG` of what is sent.
""",
)
