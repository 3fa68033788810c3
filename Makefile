# Every target sets up what it needs in .venv, so that each works alone on a fresh clone. Needs Python 3.11+, make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# pip compiles one file after the other; compileall takes every core.
INSTALL := $(PIP) install --quiet --no-compile --require-hashes --requirement
COMPILE := $(BIN)/python -m compileall -q -j 0
STAMPS := $(VENV)/stamps
LANGUAGES := th en
DOMAIN := thamplan
CATALOGS := $(foreach language,$(LANGUAGES),locales/$(language)/LC_MESSAGES/$(DOMAIN).mo)
KEYWORDS := -k say -k N_

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help setup run test test-slow check bench chaos catalogs words lock

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

# Our own modules are compiled, too: where Python may not write beside them, each start would compile them again (0.2 s).
setup: $(STAMPS)/installed $(CATALOGS)  ## set up what runs, and nothing more (.venv/bin/thamplan)
	@$(COMPILE) bot handlers data

run: setup  ## open the demo: no token, no server
	@$(BIN)/thamplan demo

test: $(STAMPS)/tests setup  ## the quick whole
	$(BIN)/python -m pytest -n 2 --dist worksteal

# Bots that are killed, counted or timed have the machine for themselves; the others share it.
PROCESSES := tests/chaos tests/telegram tests/reminders tests/test_commands.py tests/test_run.py
test-slow: $(STAMPS)/tests setup  ## what takes longer: kills, limits, many processes, a clean installation
	$(BIN)/python -m pytest -m slow -rs -n 2 --dist worksteal $(PROCESSES:%=--ignore=%); first=$$?; \
	$(BIN)/python -m pytest -m slow -rs $(PROCESSES) && exit $$first

check: $(STAMPS)/tests setup  ## ruff, mypy --strict, import-linter, catalogs
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python .ci/check_catalogs.py

bench: $(STAMPS)/bench setup  ## the benchmarks, figures printed
	$(BIN)/python -m tests.bench

chaos: $(STAMPS)/tests setup  ## 1,000 kills of the Telegram door
	$(BIN)/python -m tests.chaos

catalogs: $(CATALOGS)  ## compile locales/*/LC_MESSAGES/*.po

locales/%.mo: locales/%.po | $(STAMPS)/run
	@$(BIN)/pybabel --quiet compile --use-fuzzy --input-file $< --output-file $@

words: $(STAMPS)/run  ## take new sentences from the code into the Thai catalog, to be translated there
	$(BIN)/pybabel --quiet extract --mapping-file locales/babel.cfg $(KEYWORDS) --no-location --sort-output --omit-header \
		--output-file $(STAMPS)/$(DOMAIN).pot .
	$(BIN)/pybabel --quiet update --domain $(DOMAIN) --input-file $(STAMPS)/$(DOMAIN).pot --output-dir locales \
		--locale th --no-fuzzy-matching --ignore-obsolete --no-wrap

# The locks hold every platform's files (environment markers included), their hashes, and no address of an index.
UV := $(VENV)/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
lock: $(STAMPS)/venv  ## make the locks anew from pyproject.toml
	$(PYTHON) -m venv $(VENV)/lock
	$(VENV)/lock/bin/python -m pip install --quiet --upgrade uv
	echo 'setuptools>=80' > $(VENV)/lock/build.in
	$(UV) --upgrade --output-file requirements.lock pyproject.toml $(VENV)/lock/build.in
	$(UV) --upgrade --output-file requirements-test.lock --extra test --constraint requirements.lock pyproject.toml $(VENV)/lock/build.in
	$(UV) --upgrade --output-file requirements-bench.lock --extra bench --constraint requirements-test.lock pyproject.toml

$(STAMPS)/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "ThamPlan needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/run: requirements.lock $(STAMPS)/venv
	$(INSTALL) requirements.lock
	@$(COMPILE) $(VENV)/lib || true  # some packages hold files of other Pythons
	@touch $@

$(STAMPS)/installed: pyproject.toml $(STAMPS)/run
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# The lock of the tests holds what runs as well, so one installation serves both.
$(STAMPS)/tests: requirements-test.lock requirements.lock $(STAMPS)/venv
	$(INSTALL) requirements-test.lock
	@$(COMPILE) $(VENV)/lib || true
	@test -e $(STAMPS)/run || touch $(STAMPS)/run
	@touch $@

$(STAMPS)/bench: requirements-bench.lock $(STAMPS)/tests
	$(INSTALL) requirements-bench.lock
	@$(COMPILE) $(VENV)/lib || true
	@touch $@
