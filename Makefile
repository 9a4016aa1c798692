# make demo   reads the sample stories into a record and opens the reading room (ARGS=--no-serve ends after the summary)
# make test   installs what the tests need and runs them
# make check  all that a change must pass: lint, types, tests
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
ARGS ?=

.PHONY: demo test check lint types lock clean

demo: $(VENV)/installed
	$(BIN)/dateline demo $(ARGS)

test: $(VENV)/tested
	sh scripts/chromium.sh
	$(BIN)/python -m pytest $(ARGS)

check: lint types test

lint: $(VENV)/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/tested
	$(BIN)/mypy

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(BIN)/python pyproject.toml requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e .
	touch $@

$(VENV)/tested: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e '.[test]'
	touch $@

# the versions that were tested together; needs uv
lock:
	uv pip compile --quiet --universal --no-header --no-annotate --python-version 3.11 --extra test --extra pandas \
		pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) demo-record
