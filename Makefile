# All that is done with this project. `make` alone lists it.
#
# Each stamp in .venv is younger than the list that was installed last, so that nothing is
# installed twice: .venv/run for running alone, .venv/all for tests and checks as well, .venv/bench
# for benchmarks too.

PYTHON ?= python3
ARGS ?=

BIN := .venv/bin

# PIP_USE_PEP517 makes an old pip build feedgen, which comes as source alone, as a new one does.
# Only errors are shown.
INSTALL := PIP_USE_PEP517=1 $(BIN)/python -m pip -qq --disable-pip-version-check --no-input install
OR_SAY_SO := || { \
	echo "pip could not install that, for the reason above. Is there a network?" >&2; \
	exit 1; }

COMPILE := PYTHONWARNINGS=ignore $(BIN)/pip-compile --quiet --allow-unsafe --generate-hashes \
	--strip-extras --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup serve test test-core test-long check fix golden messages screenshots lighthouse bench \
	lock clean

# .venv/place holds the folder that .venv was made in. A .venv that was moved, or whose Python is
# gone or was replaced, no longer works: then it is made anew.
ifneq ($(shell $(BIN)/python -c 'import pip' 2>/dev/null && cat .venv/place),$(CURDIR))
.PHONY: .venv/place
endif

help: ## List all this
	@awk -F ':[^#]*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/all ## Make .venv, with all that running, tests and checks need
	@echo "Ready: $(BIN)/feeds"

# Variables given to make, such as PORT, reach the server as its environment. `exec` leaves no
# shell between the two, so that what ends make ends the server.
serve: .venv/run ## Serve the events until Ctrl-C; HOST=… and PORT=… say where
	@exec $(BIN)/python server.py

test: .venv/all ## Install the tools that tests need and run all tests; ARGS=… goes to pytest
	@$(BIN)/python tests/tools.py install
	@$(BIN)/python tests/tools.py run $(ARGS)

test-core: .venv/all ## Run the tests that need nothing but Python; ARGS=… goes to pytest
	@$(BIN)/python tests/tools.py core $(ARGS)

# As in `serve`, the variables reach the tests as their environment.
test-long: .venv/all ## Show 5,000 invented calendars to clients; FEEDS_EXAMPLES=… says how many
	@$(BIN)/python tests/tools.py install
	@FEEDS_EXAMPLES=$${FEEDS_EXAMPLES:-5000} $(BIN)/python -m pytest \
		tests/clients/test_round_trips.py $(ARGS)

check: .venv/all ## Check style, types and layers
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

fix: .venv/all ## Put right what of the style can be put right
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

golden: .venv/all ## Write the files anew that tests compare with; read the difference afterwards
	@$(BIN)/python tests/golden/renew.py
	@$(BIN)/python tests/renew_mistakes.py
	@$(BIN)/python tests/renew_format.py

# What of a header tells nothing, or is another tomorrow, is left out.
UNSTEADY := Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By

messages: .venv/all ## Take new words of the program into the catalogues; then translate them there
	@$(BIN)/pybabel --quiet extract --mapping-file pyproject.toml --no-location --sort-output \
		--output-file .venv/messages.pot feeds
	@for catalogue in feeds/wording/catalogues/*.po; do \
		language=$$(basename $$catalogue .po); \
		cp $$catalogue .venv/messages.po; \
		$(BIN)/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete --locale $$language \
			--input-file .venv/messages.pot --output-file .venv/messages.po || exit 1; \
		grep -v -E '^"($(UNSTEADY)): ' .venv/messages.po > $$catalogue || exit 1; \
	done

screenshots: .venv/all ## Take the pictures of pages that docs/pages.md shows
	@$(BIN)/python tests/tools.py install
	@$(BIN)/python tests/screenshots.py --docs

lighthouse: .venv/all ## Have Lighthouse examine the pages, and hold its scores against ours
	@$(BIN)/python tests/tools.py install
	@cd benchmarks/lighthouse && npm ci --ignore-scripts --no-audit --no-fund --silent
	@$(BIN)/python benchmarks/lighthouse/examine.py

bench: .venv/bench ## Measure what is claimed of speed, beside nginx and others: benchmarks/RESULTS.md
	@$(BIN)/python benchmarks/needs.py
	@$(BIN)/python benchmarks/run.py

lock: .venv/all ## Lock what pyproject.toml asks for; ARGS=--upgrade takes the newest
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info >= (3, 11, 3))' || { \
		echo "A lock made by a newer Python may leave out the oldest that must install it," \
			"Debian 12's 3.11.2." >&2; \
		echo "Where that is installed: make clean lock PYTHON=/usr/bin/python3" >&2; \
		exit 1; }
	@echo "Locking requirements.txt …"
	@$(COMPILE) $(ARGS) --output-file requirements.txt pyproject.toml
	@echo "Locking tests/requirements.txt …"
	@$(COMPILE) $(ARGS) --extra test --extra check --build-deps-for editable \
		--constraint requirements.txt --output-file tests/requirements.txt pyproject.toml
	@echo "Locking benchmarks/requirements.txt …"
	@$(COMPILE) $(ARGS) --extra bench --constraint tests/requirements.txt \
		--output-file benchmarks/requirements.txt pyproject.toml

clean: ## Remove all that was installed or made
	@rm -rf .venv dist tests/node_modules benchmarks/lighthouse/node_modules \
		.hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/place:
	@command -v $(PYTHON) >/dev/null || { \
		echo "$(PYTHON) is not here. Debian has it: apt-get install python3 python3-venv" >&2; \
		exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed, and $(PYTHON) is $$($(PYTHON) --version)." \
			"Name another: make PYTHON=python3.11" >&2; \
		exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make .venv. Debian has what lacks: apt-get install python3-venv" >&2; \
		exit 1; }
	@echo "Making .venv …"
	@rm -rf .venv
	@$(PYTHON) -m venv .venv
	@printf '%s\n' "$(CURDIR)" > $@

.venv/run: requirements.txt .venv/place
	@echo "Installing what running needs …"
	@$(INSTALL) --require-hashes --requirement requirements.txt $(OR_SAY_SO)
	@touch $@

.venv/all: tests/requirements.txt pyproject.toml .venv/place
	@echo "Installing what running, tests and checks need …"
	@$(INSTALL) --require-hashes --requirement tests/requirements.txt $(OR_SAY_SO)
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch .venv/run $@

.venv/bench: benchmarks/requirements.txt .venv/all
	@echo "Installing what the benchmarks need …"
	@$(INSTALL) --require-hashes --requirement $< $(OR_SAY_SO)
	@touch $@
