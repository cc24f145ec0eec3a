# The workshop. `make demo` and `make test` are all a newcomer needs.
PYTHON ?= python3
PORT ?= 8000
PIP = .venv/bin/python -m pip --disable-pip-version-check
# One sentence when it fails; what pip said lies in the log.
install = $(PIP) install --quiet $(1) > .venv/install.log 2>&1 || { echo "A package could not be \
	installed: check that the package index can be reached, then try again (details: .venv/install.log)." >&2; exit 1; }
WORKSHOP = DJANGO_SETTINGS_MODULE=concertar.site.workshop

.PHONY: help env demo check test bench messages lock clean
help:
	@echo "make demo    the Forum's network on http://localhost:$(PORT) (PORT=9000 to change)"
	@echo "make check   style, types, floors, migrations, untranslated strings"
	@echo "make test    every test, on SQLite, on PostgreSQL and in a browser"
	@echo "make bench   how fast, and how cost grows"
	@echo "make messages   collect the sentences to translate"

# ---- environments: one folder, two depths -----------------------------------------------------
.venv/bin/python:
	@$(PYTHON) scripts/fresh_machine.py
	@$(PYTHON) -m venv .venv

.venv/runtime: .venv/bin/python requirements/runtime.lock pyproject.toml methods/pyproject.toml
	@echo "Installing what the site needs (about a minute) ..."
	@$(call install,--require-hashes -r requirements/runtime.lock)
	@$(call install,--no-build-isolation --no-deps --no-index -e methods -e .)
	@touch $@

.venv/workshop: .venv/runtime requirements/workshop.lock
	@echo "Installing what the tests need (about a minute) ..."
	@$(call install,--require-hashes -r requirements/workshop.lock)
	@touch $@

env: .venv/workshop
	@.venv/bin/python scripts/messages.py compile

# ---- the two commands -------------------------------------------------------------------------
demo: .venv/runtime
	@.venv/bin/python scripts/messages.py compile
	@.venv/bin/concertar demo --port $(PORT)

test: env
	@.venv/bin/python -m scripts.run_tests

# ---- checks, benchmarks, upkeep ---------------------------------------------------------------
check: env
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	$(WORKSHOP) .venv/bin/mypy src/concertar methods/src/concertar_methods
	.venv/bin/djlint src --lint --quiet
	.venv/bin/lint-imports --no-cache
	$(WORKSHOP) .venv/bin/python -m django makemigrations --check --dry-run
	$(WORKSHOP) .venv/bin/python -m django check --fail-level WARNING
	.venv/bin/python scripts/messages.py check

bench: env
	@.venv/bin/python methods/bench/packages.py
	@$(WORKSHOP) .venv/bin/python scripts/bench_pages.py

messages: env
	@.venv/bin/python scripts/messages.py extract

# Resolves versions anew; needs uv. The lock names no index and no path.
LOCK = uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-emit-package concertar-methods --no-header --no-annotate --quiet
lock:
	$(LOCK) --extra build -o requirements/runtime.lock
	$(LOCK) --extra build --extra workshop -c requirements/runtime.lock -o requirements/workshop.lock

clean:
	rm -rf .venv var build dist .mypy_cache .pytest_cache .ruff_cache
