# Two commands do everything on a fresh machine with Python 3.11 and make: `make demo` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo desk test check format bench bench-batch bench-redline bench-commands bench-large bench-pack bench-desk clean

demo: $(STAMP)
	$(BIN)/drafter demo -o build/demo

desk: $(STAMP)
	$(BIN)/drafter serve --single --data build/desk --with-sample m3b-data-bureau

test: $(STAMP)
	$(BIN)/pytest -n auto

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy drafter web
	$(BIN)/lint-imports
	$(BIN)/drafter library check --quiet
	$(BIN)/drafter template check

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench-batch: $(STAMP)
	$(BIN)/python -m benchmarks.batch

bench-redline: $(STAMP)
	$(BIN)/python -m benchmarks.redline --write

bench-commands: $(STAMP)
	$(BIN)/python -m benchmarks.commands

bench-large: $(STAMP)
	$(BIN)/python -m benchmarks.large

bench-pack: $(STAMP)
	$(BIN)/python -m benchmarks.office

bench-desk: $(STAMP)
	$(BIN)/python -m benchmarks.desk

bench: $(STAMP)
	$(BIN)/python -m benchmarks.draft

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet --editable '.[dev]'
	touch $@

clean:
	rm -rf build dist $(VENV)
