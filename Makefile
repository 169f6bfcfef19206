# Two commands matter: `make run` and `make test`. Each sets up what it needs from the lock.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PEERS := .venv-peers
# Installing talks on stderr and reads nothing: `printf '/senate\n' | make run` answers on stdout alone.
PIP = $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: run console test lint format demo cluster audit bench bench-cluster bench-delivery bench-discord bench-flood bench-pictures bench-record
.PHONY: bench-telegram fuzz gallery guide docs lock soak clean
.DEFAULT_GOAL := run

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' </dev/null || { echo "Division Bell needs Python 3.11 or newer; name one with: make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) </dev/null >&2

$(VENV)/run.stamp: requirements.lock | $(PY)
	@echo "Installing what requirements.lock names into $(VENV) ..." >&2
	@$(PIP) -r requirements.lock </dev/null >&2
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock | $(PY)
	@echo "Installing what requirements-dev.lock names into $(VENV) ..." >&2
	@$(PIP) -r requirements-dev.lock </dev/null >&2
	@touch $@

run: $(VENV)/run.stamp
	@$(PY) -m bot run

console: $(VENV)/run.stamp
	@$(PY) -m bot console

test: $(VENV)/dev.stamp
	@$(PY) -m pytest -q -n auto --dist worksteal

# Properties with new examples for so many minutes; ARGS="--minutes 30 tests/fuzz", ARGS="--replay".
fuzz: $(VENV)/dev.stamp
	@$(PY) -m tests.fuzz $(ARGS)

lint: $(VENV)/dev.stamp
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy

format: $(VENV)/dev.stamp
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

demo: $(VENV)/run.stamp
	@$(PY) -m bot demo

# Several workers on this machine, one of them killed in the middle of a broadcast; PostgreSQL has to be there.
cluster: $(VENV)/dev.stamp
	@$(PY) -m bench.cluster.demo $(ARGS)

# Every subject under bench/, beside its peers, into docs/benchmarks.md: an hour on a quiet machine. ARGS="--quick" only tries
# whether all of it works, ARGS="--only record pictures" measures these.
bench: $(VENV)/dev.stamp $(PEERS)/peers.stamp
	@$(PY) -m bench $(ARGS)

# ARGS="--size 1000000" measures the whole.
bench-record: $(VENV)/dev.stamp
	@$(PY) -m bench.record $(ARGS)

# Beside a bare discord.py bot, in the same run; ARGS="--times 5" for steadier figures.
bench-discord: $(VENV)/dev.stamp
	@$(PY) -m bench.discord $(ARGS)

# ARGS="--chats 20000 --postings 10000 --watches 1000000" measures the whole, in about half an hour.
bench-delivery: $(VENV)/dev.stamp
	@$(PY) -m bench.delivery $(ARGS)

# The whole program under load and faults, killed each minute; ARGS="--seed 2" for another run.
MINUTES ?= 10
soak: $(VENV)/dev.stamp
	@$(PY) -m bench.soak --minutes $(MINUTES) $(ARGS)

# What a thousand commands of one person at once cost everybody else.
bench-flood: $(VENV)/dev.stamp
	@$(PY) -m bench.flood $(ARGS)

bench-pictures: $(VENV)/dev.stamp
	@$(PY) -m bench.pictures $(ARGS)

# The pictures of docs/guide/editor.md, from the program itself.
guide: $(VENV)/dev.stamp
	@$(PY) -m tests.guide

# On PostgreSQL, which has to be there: Debian's package postgresql. ARGS="--only answers" measures a part.
bench-cluster: $(VENV)/dev.stamp
	@$(PY) -m bench.cluster $(ARGS)

gallery: $(VENV)/dev.stamp
	@$(PY) -m bot write-gallery

# The bots it is compared with live in an environment of their own: aiogram wants an older pydantic than we do.
$(PEERS)/peers.stamp: bench/telegram/peers.lock
	@$(PYTHON) -m venv $(PEERS) </dev/null >&2
	@$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r bench/telegram/peers.lock </dev/null >&2
	@touch $@

bench-telegram: $(VENV)/dev.stamp $(PEERS)/peers.stamp
	@$(PY) -m bench.telegram $(ARGS)

# Known holes in what the locks name, what is installed against the lock, licences. Asks PyPI and OSV, or whom ARGS name.
audit: $(VENV)/dev.stamp
	@$(PY) -m deploy.audit $(ARGS)

docs: $(VENV)/dev.stamp
	@$(PY) -m bot write-docs
	@$(PY) -m tests.architecture

# For maintainers: resolves again for every Python and platform at once; `uv` comes from PyPI.
lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' -q -o requirements.lock
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' -q -o requirements-dev.lock
	uv pip compile bench/telegram/peers.in --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' -q -o bench/telegram/peers.lock

clean:
	rm -rf $(VENV) $(PEERS) .mypy_cache .ruff_cache .pytest_cache .hypothesis
