# `make help` lists what there is. Everything is installed into .venv, from requirements*.txt with hashes.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
FLASK := $(BIN)/flask --app wsgi
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PYTEST := $(BIN)/python -m pytest
LOCK := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --quiet
PHOTOGRAPHS := build/photographs

export PORT
# A browser is never downloaded: the tests use Debian's.
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1

.DEFAULT_GOAL := help
.PHONY: help run test check bench prove mutants i18n lock browser

help:  ## List these commands
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.run-installed  ## Start Weft on this machine, with an example network when its database is empty
	@$(FLASK) db upgrade
	@$(if $(PUBLIC_URL),:,$(FLASK) example load --if-empty)
	@exec $(FLASK) serve

# The crawl of all pages, the long walks, the table of access on PostgreSQL, and the kills and races go by slices,
# another one each day; CRAWL_SLICE, WALK_SLICE, ACCESS_SLICE and RELIABILITY_SLICE choose: a number, or all.
test: $(VENV)/.dev-installed browser  ## Run every test, on SQLite and PostgreSQL and in a browser
	@$(BIN)/python -m translations.catalogues check
	@$(PYTEST) tests/architecture
	@$(PYTEST) -n 2 --dist worksteal tests/unit tests/integration
	@$(PYTEST) -n 2 --dist worksteal tests/browser
	@echo "The pages of this slice were photographed into $(PHOTOGRAPHS)/"

check: $(VENV)/.dev-installed  ## Read the code: style, types, templates, catalogues, architecture
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/djlint app --lint --quiet
	@$(BIN)/python -m translations.catalogues check
	@$(PYTEST) tests/architecture

bench: $(VENV)/.dev-installed  ## Measure speed: pages beside a bare page, matching beside a bare solver
	@short=0; for table in bench matching; do $(BIN)/python -m benchmarks.$$table || short=1; done; exit $$short

prove: $(VENV)/.dev-installed browser  ## Show the promises of safety with their full figures (takes long)
	@short=0; for table in prove mutants; do $(BIN)/python -m benchmarks.$$table || short=1; done; exit $$short

mutants: $(VENV)/.dev-installed  ## Put small faults into the rules, and see whether a test notices each
	@$(BIN)/python -m benchmarks.mutants

i18n: $(VENV)/.dev-installed  ## Bring the catalogues up to date with the words in the code
	@$(BIN)/python -m translations.catalogues update

lock: $(VENV)/.dev-installed  ## Write requirements.txt and requirements-dev.txt anew from pyproject.toml
	@$(LOCK) --upgrade -o requirements.txt
	@$(LOCK) --upgrade --extra dev -c requirements.txt -o requirements-dev.txt

# $(call debian_package,NAME,WHY) installs it when we are root on Debian, and otherwise says what to type.
define debian_package
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing the Debian package $(1), $(2) ..."; \
		{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(1); } >/dev/null; \
	else \
		echo "The Debian package $(1) is missing, $(2). Please type: sudo apt install $(1)" >&2; exit 1; \
	fi
endef

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Weft needs Python 3.11 or newer; name another one with: make PYTHON=python3.11 run" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { $(call debian_package,python3-venv,without which Python makes no virtual environment); }
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --upgrade pip
	@touch $@

$(VENV)/.run-installed: requirements.txt $(VENV)/.made
	@echo "Installing what Weft needs into $(VENV) (once, about a minute) ..."
	@$(PIP) install --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev-installed: requirements-dev.txt requirements.txt $(VENV)/.made
	@echo "Installing what the tests need into $(VENV) (once, one or two minutes) ..."
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $(VENV)/.run-installed $@

browser:
	@command -v chromium >/dev/null || { $(call debian_package,chromium,which the browser tests use); }
