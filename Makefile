# The two commands of the README are `make site` and `make test`; both set up what they need in .venv first.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.site-$(shell cat requirements.lock | cksum | cut -d' ' -f1)
DEV_STAMP := $(VENV)/.dev-$(shell cat requirements-dev.lock | cksum | cut -d' ' -f1)
UV := $(shell command -v uv 2>/dev/null)

.PHONY: site test test-long serve check lint lock clean help

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

site: $(STAMP) ## read seeds/, write content/ and public/
	@start=$$(date +%s); echo "Building the site: seeds/ -> content/ -> public/"; \
	$(PY) build.py || exit $$?; \
	echo "Done in $$(( $$(date +%s) - start )) s. Open public/index.html in a browser."

test: $(DEV_STAMP) ## run all tests; says what it had to skip and why
	@start=$$(date +%s); echo "Checking style and types, then running the tests."; \
	$(VENV)/bin/ruff check . && $(VENV)/bin/mypy --no-error-summary && \
	$(PY) -m pytest -n auto -rs -m "not long" $(PYTEST_ARGS); code=$$?; \
	echo "Tests ended with exit code $$code after $$(( $$(date +%s) - start )) s."; exit $$code

test-long: $(DEV_STAMP) ## the long suites at full size: histories, kills, large collections
	$(PY) -m pytest -n auto -rs $(PYTEST_ARGS)

serve: $(STAMP) ## preview with live reload
	$(PY) build.py serve

check: $(STAMP) ## check articles, entries, quotes and the links of the site
	$(PY) build.py check

lint: $(DEV_STAMP) ## style and types alone
	$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check . && $(VENV)/bin/mypy

lock: $(DEV_STAMP) ## pin anew what requirements*.in ask for
	$(VENV)/bin/uv pip compile -q --upgrade --generate-hashes --no-header --no-annotate requirements.in -o requirements.lock
	$(VENV)/bin/uv pip compile -q --upgrade --generate-hashes --no-header --no-annotate requirements-dev.in -o requirements-dev.lock
	$(VENV)/bin/uv pip compile -q --upgrade --generate-hashes --no-header --no-annotate requirements-dask.in -o requirements-dask.lock

clean: ## remove what can be made again
	rm -rf public .cache

$(PY):
	@echo "Making $(VENV) with $$($(PYTHON) --version)."
	@$(if $(UV),uv venv -q --allow-existing --python $(PYTHON) $(VENV),$(PYTHON) -m venv $(VENV))

$(STAMP): requirements.lock | $(PY)
	@echo "Installing what the program needs (once)."
	@$(if $(UV),uv pip install -q --python $(PY) --require-hashes -r requirements.lock,$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock)
	@touch $@

$(DEV_STAMP): requirements-dev.lock $(STAMP) | $(PY)
	@echo "Installing what the tests need (once)."
	@$(if $(UV),uv pip install -q --python $(PY) --require-hashes -r requirements-dev.lock,$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock)
	@touch $@
