# make demo   grade the sample class and say where the sheets are
# make test   lint, types, import directions, fixtures, tests
# make docs   the documentation site, in build/docs
# All set everything up on a fresh machine, and are quick the second time.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
OUT ?= out
export OMP_NUM_THREADS ?= 1
export TF_CPP_MIN_LOG_LEVEL ?= 3

.PHONY: setup demo test check lint docs bench nightly bubblewrap chromium clean

setup: bubblewrap $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Assay needs Python 3.11 or newer; run: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what Assay needs into $(VENV) (once; a few minutes)"
	@$(BIN)/pip install -qq --disable-pip-version-check --constraint constraints.txt torch==2.13.0
	@$(BIN)/pip install -qq --disable-pip-version-check --constraint constraints.txt --editable '.[torch,tensorflow,dev]'
	@touch $(STAMP)

# Student code runs inside bubblewrap. It comes from the system's packages, not from pip.
bubblewrap:
	@command -v bwrap >/dev/null || { \
	  if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	    echo "Installing bubblewrap"; apt-get update -qq >/dev/null 2>&1; DEBIAN_FRONTEND=noninteractive apt-get install -y -qq bubblewrap >/dev/null 2>&1; \
	  fi; \
	  command -v bwrap >/dev/null || { echo "Student code runs inside bubblewrap, which is missing: install it with your package manager (apt install bubblewrap)."; exit 1; }; }

demo: setup
	@$(BIN)/assay grade examples/class --out $(OUT)
	@echo "Open $(OUT)/index.html in a browser."

test: setup chromium check

# The pages are tried in a browser. Without one, those tests are skipped and say so.
chromium:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || { \
	  if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	    echo "Installing chromium"; DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null 2>&1 || true; \
	  fi; \
	  command -v chromium >/dev/null || echo "No chromium here: the pages are not tried in a browser (apt install chromium)."; }

check: lint
	@$(BIN)/assay fixtures verify
	@$(BIN)/python -m pytest -n 2

lint:
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-cache --no-logo

# The tests build the site too. No network is needed to build or to read it.
docs: setup
	@rm -rf build/docs build/doctrees
	@$(BIN)/python -m sphinx --quiet --fail-on-warning --keep-going --builder html --doctree-dir build/doctrees docs build/docs
	@echo "Open build/docs/index.html in a browser."

bench: setup
	@$(BIN)/python -m benchmarks

# What is too long for every change: all assignments with five seeds, everything that a sheet says, and the mutants of training.
nightly: setup
	@$(BIN)/python -m benchmarks --only seeds
	@$(BIN)/python -m benchmarks --only diagnosis
	@$(BIN)/assay audit --training

clean:
	rm -rf $(VENV) $(OUT) build *.egg-info
