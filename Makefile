# Everything anybody runs. CI calls the same targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
JAVA := $(shell command -v java)
OFFICE := $(shell command -v soffice)
WORKERS ?= 2
export CHROMIUM

.PHONY: help run test check fix bench bench-page screenshots share-image lock clean
.DEFAULT_GOAL := help

help: ## Show this list
	@echo "make run     set everything up and serve the site (PORT=8000, DATA_DIR=var, DATABASE_URL=...)"
	@echo "make test    run every test (the browser journeys need Chromium)"
	@echo "make check   format, lint, layers, types and house rules: what CI checks before the tests"
	@echo "make fix     format the code and mend what can be mended by itself"
	@echo "make bench   measure the speed with 100,000 nights (five minutes; docs/performance.md)"
	@echo "make bench-page   how fast the pages are in a visitor's browser (needs Chromium; several minutes)"
	@echo "make screenshots   take the pictures in docs/ from the real site (needs Chromium)"
	@echo "make share-image   draw the pictures that must be PNG anew (needs Chromium)"
	@echo "make lock    renew the lock files"
	@echo "make clean   remove what was built; the database in DATA_DIR stays"

run: $(VENV)/run.stamp ## Serve the site
	@$(BIN)/openmic run

$(VENV)/run.stamp: requirements.lock pyproject.toml
	@$(call venv)
	@echo "▸ Installing the Python packages (the first time takes a minute)"
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock pyproject.toml
	@$(call venv)
	@echo "▸ Installing the Python packages for the tests"
	@$(PIP) --require-hashes -r requirements-dev.lock
	@$(PIP) --no-build-isolation --editable .
	@touch $@ $(VENV)/run.stamp

tools/node_modules/stamp: tools/package-lock.json $(VENV)/dev.stamp
	@echo "▸ Installing the JavaScript tools for the checks"
	@cd tools && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent --no-fund --no-audit --ignore-scripts
	@touch $@

define venv
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version.split()[0])'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
endef

test: $(VENV)/dev.stamp tools/node_modules/stamp ## Run every test
	@$(BIN)/openmic build
	@$(BIN)/pytest -n $(WORKERS) --ignore tests/browser $(if $(OFFICE)$(CI),,-m "not office")
	@if [ -n "$(CHROMIUM)" ] || [ -n "$$CI" ]; then \
		$(BIN)/pytest tests/browser $(if $(JAVA)$(CI),,-m "not java"); \
	else \
		echo; echo "The browser journeys did NOT run: there is no Chromium on this machine."; \
		echo "To run them: apt-get install chromium, or set CHROMIUM=/path/to/chrome, then make test."; \
	fi
	@if [ -z "$(JAVA)" ] && [ -z "$$CI" ]; then \
		echo "The Nu HTML checker did NOT run: there is no Java on this machine (apt-get install default-jre-headless)."; \
	fi
	@if [ -z "$(OFFICE)" ] && [ -z "$$CI" ]; then \
		echo "Spreadsheets were NOT opened: there is no LibreOffice on this machine (apt-get install libreoffice-calc-nogui)."; \
	fi

check: $(VENV)/dev.stamp tools/node_modules/stamp ## Lint, types, layers, locks
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/node tools/node_modules/pyright/index.js
	@$(BIN)/pytest -q tests/test_house_rules.py -p no:randomly

fix: $(VENV)/dev.stamp ## Format and mend
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(VENV)/dev.stamp ## Measure the speed with 100,000 nights
	@$(BIN)/python -m benchmarks

bench-page: $(VENV)/dev.stamp tools/node_modules/stamp ## Visit the site on a slow line with a slow processor
	@$(BIN)/openmic build
	@$(BIN)/python -m benchmarks.page $(BENCH)

screenshots: $(VENV)/dev.stamp ## Take the pictures of the documents from the real site
	@$(BIN)/openmic build
	@$(BIN)/python -m tests.screenshots

share-image: $(VENV)/dev.stamp ## Draw the pictures that must be PNG
	@$(BIN)/python -m tests.share_image

lock: $(VENV)/dev.stamp ## Renew the lock files
	@$(BIN)/uv pip compile $(LOCK) -o requirements.lock pyproject.toml
	@$(BIN)/uv pip compile $(LOCK) -o requirements-dev.lock -c requirements.lock --extra dev pyproject.toml
	@cd tools && npm install --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts
LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

clean: ## Remove what was built
	@rm -rf .web $(VENV) tools/node_modules
