"""What was measured, kept as data and written as a page: `python -m bench.report` writes docs/benchmarks.md."""
