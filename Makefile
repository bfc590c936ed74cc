# On a machine with Python 3.11 or newer, git and make, two commands do everything: `make site` and `make test`.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --quiet

OLD_NODE := const [major, minor] = process.versions.node.split('.'); process.exit(major * 100 + +minor < 1818 ? 1 : 0)
HAS_NODE := $(shell node -e "$(OLD_NODE)" 2>/dev/null && npm --version 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help site serve test lint lint-js clean
.DELETE_ON_ERROR:

help:
	@echo 'make site    build the site of seeds/ into site/'
	@echo 'make serve   show it at http://127.0.0.1:8000/ and rebuild it while you edit'
	@echo 'make test    run every check, the browser tests included'
	@echo 'make lint    only the quick checks: format, lint, types'
	@echo 'make lint-js those of the scripts alone; they need node and npm'
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
	$(BIN)/pytest --numprocesses auto

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

# site/.gitignore stays: it is part of the repository, and keeps what a build writes out of it.
clean:
	find site -mindepth 1 ! -path site/.gitignore -delete
	rm -rf $(VENV) node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find generator tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The two stamps stand for what pip installed, so that nothing is installed twice, and again when pyproject.toml changes.
$(VENV)/installed: pyproject.toml | $(BIN)/python
	@echo 'Installing the packages that pyproject.toml names ...'
	@$(PIP) --editable .
	@touch $@

$(VENV)/installed-dev: pyproject.toml | $(BIN)/python
	@echo 'Installing the packages that pyproject.toml names, with those for tests ...'
	@$(PIP) --editable '.[dev]'
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
