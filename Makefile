# The two commands: `make run` and `make test`. `make help` lists the others.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 2
PUBLIC_URL ?= http://$(HOST):$(PORT)
export PUBLIC_URL

VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
STAMPS := $(VENV)/stamps
INSTALLED := $(STAMPS)/requirements
TOOLS := $(STAMPS)/requirements-dev
JAVASCRIPT := $(VENV)/javascript/package-lock.json
VAR := $(or $(VAR_DIR),var)
COLLECTED := $(VAR)/static.stamp
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard site/locale/*/LC_MESSAGES/*.po site/locale/wagtail/*/LC_MESSAGES/*.po))
STATIC_SOURCES := $(shell find static site/*/static */static 2>/dev/null)
TEMPLATES = $(shell find templates site tourism geopark events -name '*.html')
PIP := $(BIN)/python -m pip install --disable-pip-version-check --require-hashes --progress-bar on

.DEFAULT_GOAL := help
.PHONY: help run test lint bench bench-events requirements format messages clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(INSTALLED) $(CATALOGUES) $(COLLECTED) ## serve the site and do its jobs at http://127.0.0.1:8000 (HOST, PORT, WORKERS)
	@echo "Preparing the database"
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_seed --if-empty
	@echo
	@echo "  Wonogiri tourism   $(PUBLIC_URL)/   (/id/ Indonesian, /en/ English, /jv/ Javanese)"
	@echo "  Admin              $(PUBLIC_URL)/admin/"
	@$(MANAGE) create_first_administrator
	@echo "  Content and files  $(VAR)/ (kept between runs)"
	@echo "  Stop               Ctrl+C"
	@echo
	@exec $(BIN)/python serve.py --no-control-socket --workers $(WORKERS) --bind $(HOST):$(PORT) \
		--log-level warning --pythonpath .,site portal.wsgi

test: lint $(JAVASCRIPT) ## run the checks of lint and every test
	$(BIN)/python -m pytest --numprocesses 2

lint: $(TOOLS) $(CATALOGUES) ## check style, layers, catalogues and migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --check $(TEMPLATES)
	PYTHONPATH=.:site $(BIN)/lint-imports
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) check_migrations
	$(MANAGE) check_catalogues

bench: $(TOOLS) $(CATALOGUES) $(COLLECTED) ## measure time, CPU and queries of the main pages (DATABASE_URL honoured)
	$(MANAGE) migrate --verbosity 0
	$(MANAGE) load_seed --if-empty
	$(MANAGE) bench

bench-events: $(TOOLS) $(CATALOGUES) ## measure lists of dates at 1,000 to 100,000 dates (DATABASE_URL honoured)
	$(MANAGE) migrate --verbosity 0
	$(MANAGE) load_seed --if-empty
	$(MANAGE) bench_events

requirements: $(TOOLS) ## pin what the .in files ask for, with hashes
	$(BIN)/python -m pip install --disable-pip-version-check --quiet uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		requirements.in --output-file requirements.txt
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		requirements-dev.in --output-file requirements-dev.txt

format: $(TOOLS) ## format the source
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djade $(TEMPLATES)

messages: $(TOOLS) ## collect the interface texts into site/locale (needs gettext), then compile
	$(MANAGE) makemessages
	$(MANAGE) compilemessages

clean: ## remove the virtual environment and collected files; content stays
	rm -rf $(VENV) $(VAR)/static $(COLLECTED)

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { \
		echo "Python is missing. Install it: sudo apt install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || { \
		echo "This site needs Python 3.11, 3.12 or 3.13, and $(PYTHON) is $$($(PYTHON) --version)."; \
		echo "Name another one: make run PYTHON=python3.13"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
		echo "Python's module venv is missing. Install it: sudo apt install python3-venv"; exit 1; }
	@echo "Making $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(INSTALLED): requirements.txt | $(BIN)/python
	@echo "Installing what requirements.txt names (a few minutes the first time)"
	@$(PIP) -r requirements.txt
	@mkdir -p $(@D) && touch $@

$(TOOLS): requirements-dev.txt $(INSTALLED)
	@$(PIP) --quiet -r requirements-dev.txt
	@mkdir -p $(@D) && touch $@

# The JavaScript calendar parser that one test compares with; without npm that test is skipped.
$(JAVASCRIPT): tests/events/sharing/javascript/package-lock.json | $(BIN)/python
	@mkdir -p $(@D)
	@if command -v npm >/dev/null; then \
		cp $(<D)/package.json $< $(@D)/ && npm ci --prefix $(@D) --ignore-scripts --no-audit --no-fund --silent \
		|| { rm -f $@; echo "npm could not fetch ical.js: the test that needs it is skipped."; }; fi

%.mo: %.po | $(INSTALLED)
	@$(MANAGE) compilemessages

$(COLLECTED): $(STATIC_SOURCES) $(INSTALLED) site/portal/keeping/static_files.py
	@echo "Collecting static files"
	@$(MANAGE) collectstatic --noinput --clear --verbosity 0
	@touch $@
