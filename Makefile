# Set-up, timetable and tests on a machine that has only Python 3.11 or later, and make.
#
#   make timetable     solve the Hanoi summit; charts, tables and the outcome are written to out/
#   make check         lint, types, and the tests that need no search: quick, for use while working
#   make test          lint, types and all tests
#   make install       the set-up alone, which the three targets above do themselves
#   make lint          lint and types alone, which both check first
#   make clean         remove everything that make has made
#   make pins          update the pinned requirements (maintainers; uses the network)
#
# Another Python, another place:  make test PYTHON=python3.12 VENV=/tmp/venv-3.12
# How many branches the tests go through, as in CI (half as long again):  make test COVERAGE=yes

PYTHON ?= python3
VENV ?= .venv
TEST_PROCESSES ?= 2

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# Empty files that mark a step of the set-up as done.
MADE := $(VENV)/.made
TO_RUN := $(VENV)/.to-run
TO_DEVELOP := $(VENV)/.to-develop

.PHONY: help install timetable check test lint clean pins
.DEFAULT_GOAL := help

help:
	@sed -n 's/^#   make/make/p' Makefile

install: $(TO_DEVELOP)

timetable: $(TO_RUN)
	$(BIN)/summit solve instances/hanoi-2025-10-14 --out out --time-limit 60

check: lint
	$(BIN)/pytest -n $(TEST_PROCESSES) --dist worksteal -m "not searches"

test: lint
	$(BIN)/pytest -n $(TEST_PROCESSES) --dist worksteal $(if $(COVERAGE),--cov --cov-report=)

lint: $(TO_DEVELOP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy --platform win32 --cache-dir .mypy_cache/win32
	$(BIN)/lint-imports

clean:
	rm -rf $(VENV) out build dist summit_scheduler.egg-info
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage
	find models scheduler tests instances docs -name __pycache__ -type d -prune -exec rm -rf {} +

$(MADE):
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or \
	later is needed; say which, as in: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(TO_RUN): $(MADE) requirements.txt pyproject.toml
	$(PIP) install -qq --require-hashes -r requirements.txt
	$(PIP) install -qq --no-deps --no-build-isolation --editable .
	@touch $@

$(TO_DEVELOP): $(TO_RUN) requirements-dev.txt
	$(PIP) install -qq --require-hashes -r requirements-dev.txt
	@touch $@

# setuptools is pinned too, so that building the package itself fetches nothing.
UV := $(VENV)-pins/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make pins"

pins:
	$(PYTHON) -m venv $(VENV)-pins
	$(VENV)-pins/bin/python -m pip install --quiet uv
	echo 'setuptools>=77' | $(UV) -o requirements.txt pyproject.toml -
	echo 'setuptools>=77' | $(UV) -o requirements-cluster.txt --extra cluster -c requirements.txt \
		pyproject.toml -
	$(UV) -o requirements-dev.txt --extra dev -c requirements.txt pyproject.toml
	rm -rf $(VENV)-pins
