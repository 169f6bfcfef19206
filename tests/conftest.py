"""What holds for all tests: examples that Hypothesis makes up are the same in every run."""

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")
