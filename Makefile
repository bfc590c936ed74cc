# On a machine with Python 3.11 or newer, git and make, two commands do everything: `make site` and `make test`.

PYTHON ?= python3
VENV ?= .venv
LOWEST := $(VENV)-lowest
BIN := $(VENV)/bin
ALL := pytest --numprocesses auto --dist worksteal
QUICK := $(ALL) -m "not slow"
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --quiet
LOCKED := $(PIP) --require-hashes --requirement
ITSELF := $(PIP) --no-deps --no-build-isolation --editable .
RESOLVE := $(BIN)/uv pip compile --quiet --group build --extra cards --extra short pyproject.toml
LOCK := $(RESOLVE) --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate \
	--custom-compile-command 'make lock'

OLD_NODE := const [major, minor] = process.versions.node.split('.'); process.exit(major * 100 + +minor < 1818 ? 1 : 0)
HAS_NODE := $(shell node -e "$(OLD_NODE)" 2>/dev/null && npm --version 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help site serve test soak quick lint lint-js coverage lowest lock audit clean
.DELETE_ON_ERROR:

help:
	@echo 'make site    build the site of seeds/ into site/'
	@echo 'make serve   show it at http://127.0.0.1:8000/ and rebuild it while you edit'
	@echo 'make test    run every check, the browser tests included'
	@echo 'make soak    the same with all that has chance in it tried for hours rather than seconds'
	@echo 'make quick   make lint, and the tests that take little time: under a minute'
	@echo 'make lint    only format, lint, types'
	@echo 'make lint-js those of the scripts alone; they need node and npm'
	@echo 'make coverage  says which lines the quick tests never run, and fails where those are too many'
	@echo 'make lowest  the quick tests, with the oldest packages that pyproject.toml allows (on Python 3.11)'
	@echo 'make lock    find the newest packages that pyproject.toml allows, and write requirements*.lock anew'
	@echo 'make audit   whether a fault is known in a locked package, of Python or npm; asks their databases'
	@echo 'make clean   remove what make made: $(VENV), node_modules, caches and the built site'
	@echo
	@echo 'PYTHON=python3.12 chooses the Python, VENV=... where its packages go.'

site: $(VENV)/installed
	$(BIN)/digest build
	@echo 'Here that is: make serve'

serve: $(VENV)/installed
	$(BIN)/digest serve

test: lint
	$(BIN)/python tests/browser/find_browser.py --install
	$(BIN)/$(ALL)

# tests/bench/README.md says when this was last done, and what came of it.
soak: $(VENV)/installed-dev
	$(BIN)/python tests/browser/find_browser.py --install
	SOAK=1 $(BIN)/$(ALL) --timeout 7200
	$(BIN)/python -m tests.bench.worst_inputs

quick: lint
	$(BIN)/$(QUICK)

lint: $(VENV)/installed-dev lint-js
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy

# The site needs no node, so a machine without it may skip this; CI may not.
ifdef HAS_NODE
lint-js: node_modules/installed
	npm run --silent lint
else ifeq ($(CI),true)
lint-js:
	@echo 'The checks of the scripts need node 18.18 or newer, and npm.'; exit 1
else
lint-js:
	@echo 'Skipped: the checks of the scripts need node 18.18 or newer, and npm.'
endif

coverage: $(VENV)/installed-dev
	$(BIN)/$(QUICK) --cov

# In a venv of its own, beside the other. A newer Python has no wheels of packages that old.
lowest: $(VENV)/installed-dev
	$(PYTHON) -m venv --clear $(LOWEST)
	$(RESOLVE) --extra dev --resolution lowest-direct --python $(LOWEST)/bin/python --output-file $(LOWEST)/lowest.txt
	$(BIN)/uv pip install --quiet --python $(LOWEST)/bin/python --requirement $(LOWEST)/lowest.txt
	$(BIN)/uv pip install --quiet --python $(LOWEST)/bin/python --no-deps --no-build-isolation --editable .
	$(LOWEST)/bin/$(QUICK)

lock: $(VENV)/installed-dev
	$(LOCK) --extra dev --output-file requirements-dev.lock
	$(LOCK) --constraint requirements-dev.lock --output-file requirements.lock

# A package that the database does not know is a failure too: nobody looked at it.
audit: $(VENV)/installed-dev
	$(BIN)/uv tool run pip-audit@2.10.1 --strict --require-hashes --disable-pip --requirement requirements-dev.lock
	npm audit

# site/.gitignore stays: it is part of the repository, and keeps what a build writes out of it.
clean:
	find site -mindepth 1 ! -path site/.gitignore -delete
	rm -rf $(VENV) $(LOWEST) node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage .coverage.*
	find generator tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The two stamps stand for what pip installed, so that nothing is installed twice, and again when a lock file changes.
$(VENV)/installed: pyproject.toml requirements.lock | $(BIN)/python
	@echo 'Installing the packages of requirements.lock ...'
	@$(LOCKED) requirements.lock
	@$(ITSELF)
	@touch $@

$(VENV)/installed-dev: pyproject.toml requirements-dev.lock | $(BIN)/python
	@echo 'Installing the packages of requirements-dev.lock, those for tests too ...'
	@$(LOCKED) requirements-dev.lock
	@$(ITSELF)
	@touch $(VENV)/installed $@

# The same for what npm installs. `npm ci` takes the very versions of the lock file, and begins with an empty folder.
node_modules/installed: package.json package-lock.json .npmrc
	@echo 'Installing the packages that package.json names ...'
	@npm ci --silent
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Python 3.11 or newer is needed. If it has another name here: make PYTHON=python3.12 ...'; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo 'This Python cannot make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv'; exit 1; }
	@echo 'Creating $(VENV) ...'
	@$(PYTHON) -m venv $(VENV)
