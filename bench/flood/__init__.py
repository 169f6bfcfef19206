"""What a flood of one person's costs everybody else: `python -m bench.flood`."""
