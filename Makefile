# make demo   reads the sample stories into a record and opens the reading room (ARGS=--no-serve ends after the summary)
# make test   installs what the tests need and runs them
# make docs   builds the documentation as files in site/
# make release  wheel, sdist, bill of materials and hashes, in dist/
# make check  all that a change must pass: lint, types, tests
# make audit  what is known against the locked versions
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
ARGS ?=
PIP := --quiet --disable-pip-version-check

.PHONY: demo test docs release check lint types lock audit clean

demo: $(VENV)/installed
	$(BIN)/dateline demo $(ARGS)

test: $(VENV)/tested
	sh scripts/chromium.sh
	sh scripts/r.sh
	$(BIN)/python -m pytest $(ARGS)

docs: $(VENV)/tested
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build

# two builds give one hash; then the bill of materials of what is locked (needs cyclonedx-bom)
release: $(VENV)/tested
	rm -rf dist
	$(BIN)/python -m hatchling build -d dist/again
	$(BIN)/python -m hatchling build -d dist
	cmp dist/again/*.whl dist/*.whl && cmp dist/again/*.tar.gz dist/*.tar.gz && rm -r dist/again
	$(BIN)/python -m pip install $(PIP) cyclonedx-bom
	$(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible -o dist/dateline.cdx.json
	cd dist && sha256sum * > SHA256SUMS

check: lint types test

lint: $(VENV)/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/tested
	$(BIN)/mypy

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# the locks hold the hash of every file, what builds the package among them: nothing else is installed
$(VENV)/installed: $(BIN)/python pyproject.toml requirements.lock
	$(BIN)/python -m pip install $(PIP) --require-hashes -r requirements.lock
	$(BIN)/python -m pip install $(PIP) --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/tested: $(VENV)/installed requirements-test.lock
	$(BIN)/python -m pip install $(PIP) --require-hashes -r requirements-test.lock
	touch $@

# asks for what is known against the locked versions, and fails where it cannot be asked of one; needs uv and the network
audit:
	uvx pip-audit -r requirements.lock --require-hashes --disable-pip --strict

# the versions that were tested together, with their hashes; needs uv. The versions locked already stay (LOCK=--upgrade: the newest)
LOCK ?=
COMPILE := uv pip compile --quiet --universal --no-header --no-annotate --generate-hashes --python-version 3.11
lock:
	printf 'hatchling>=1.25\neditables>=0.5\n' | $(COMPILE) $(LOCK) --extra test --extra pandas pyproject.toml - \
		-o requirements-test.lock
	printf 'hatchling>=1.25\neditables>=0.5\n' | $(COMPILE) -c requirements-test.lock pyproject.toml - -o requirements.lock

clean:
	rm -rf $(VENV) demo-record site dist
