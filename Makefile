# `make serve` and `make test` set up all that they need: a virtual environment with the pinned packages.
PYTHON ?= python3
HOST   ?= 127.0.0.1
PORT   ?= 8000
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: help serve test lint wheel bench check browser-test clean

help:
	@echo "make serve   set up and serve on http://$(HOST):$(PORT) (HOST=…, PORT=…)"
	@echo "make test    set up and run the tests"
	@echo "make lint    ruff (check, format) and mypy --strict"
	@echo "make check   the reasoner, hygiene and the questions over the packaged ontology"
	@echo "make wheel   build dist/adisteme-….whl"
	@echo "make bench   benchmarks beside their peers (minutes)"

$(VENV)/.runtime: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "adisteme needs Python 3.11 or newer; set PYTHON=…, this is " + sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV)
	$(PIP) --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime
	$(PIP) --editable '.[dev]'
	@touch $@

serve: $(VENV)/.runtime
	$(BIN)/adisteme serve --host $(HOST) --port $(PORT)

test: $(VENV)/.dev
	$(BIN)/python -m pytest -q -n 2 -m 'not browser'

browser-test: $(VENV)/.dev
	$(PIP) --editable '.[browser]'
	$(BIN)/python -m pytest -q -m browser

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: $(VENV)/.dev
	$(BIN)/adisteme check

wheel: $(VENV)/.dev
	$(BIN)/python -m build --wheel

bench: $(VENV)/.dev
	$(BIN)/python bench/questions.py
	$(BIN)/python bench/load.py
	$(BIN)/python bench/ledger.py
	$(BIN)/python bench/validation.py
	$(BIN)/python bench/fuzz.py

clean:
	rm -rf $(VENV) build dist
