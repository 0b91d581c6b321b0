# Everything that a person, a hook or CI runs. `make` lists the recipes; each makes the environment it needs.
# Works with GNU make 3.81 (macOS) and later, with uv where it is on PATH and with plain venv and pip where not.

PYTHON ?= python3
DATA = data
# locked: constraints.txt; lowest: the oldest direct dependencies allowed; newest: whatever is newest today.
DEPENDENCIES = locked
VENV = $(if $(filter locked,$(DEPENDENCIES)),.venv,build/venv-$(DEPENDENCIES))
# Documents that may hold cog blocks.
DOCS := $(wildcard README.md CONTRIBUTING.md */README.md graph/app/README.md)

BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
# pip cannot choose the lowest versions.
ifeq ($(UV)$(filter lowest,$(DEPENDENCIES)),lowest)
UV := build/uv/bin/uv
endif
LOCK_UV := $(or $(UV),build/uv/bin/uv)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help report test check check-format check-lint check-types check-layers check-docs \
        format docs bench lock browser judges python clean

help: ## list the recipes
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

report: $(VENV)/.runtime ## check the sources in DATA, print every report, write build/graph.html
	@$(BIN)/policytrace check --data "$(DATA)"
	@$(BIN)/policytrace report all --data "$(DATA)"
	@$(BIN)/policytrace view --data "$(DATA)"

test: browser judges ## run the tests (PYTEST_ARGS="-k orphan" for some)
	@$(BIN)/python -m pytest -n auto --dist loadgroup $(PYTEST_ARGS)

check: check-format check-lint check-types check-layers check-docs ## format, lint, types, layers, documents (make -k check: do not stop at the first)

check-format: $(VENV)/.dev
	@echo "==> format"
	@$(BIN)/ruff format --check .

check-lint: $(VENV)/.dev
	@echo "==> lint"
	@$(BIN)/ruff check .

check-types: $(VENV)/.dev
	@echo "==> types"
	@$(BIN)/python -m mypy

check-layers: $(VENV)/.dev
	@echo "==> layers"
	@$(BIN)/lint-imports --no-logo

check-docs: $(VENV)/.dev
	@echo "==> documents"
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m cogapp --check --diff $(DOCS)

format: $(VENV)/.dev ## format the code and mend what the linter can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

docs: $(VENV)/.dev ## write the generated parts of the documents anew
	@$(BIN)/policytrace schema --output data/schema.json
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m cogapp -r $(DOCS)

browser: $(VENV)/.test ## see that there is a Chromium for the tests of the page, or say what to install
	@.ci/browser $(BIN)/python

judges: # see that what judges deploy/ is here, or say what to install
	@.ci/deploy

bench: browser ## measure
	@$(BIN)/python -m benchmarks

lock: $(filter build/uv/bin/uv,$(LOCK_UV)) ## write constraints.txt anew (UPGRADE=1: with the newest versions)
	@printf 'hatchling\neditables\n' | "$(LOCK_UV)" pip compile --quiet \
	    --universal --python-version 3.11 --fork-strategy fewest --all-extras \
	    --annotation-style line --custom-compile-command "make lock" \
	    $(if $(UPGRADE),--upgrade) --output-file constraints.txt pyproject.toml - >/dev/null

clean: ## remove environments, caches and what was built
	rm -rf .venv build dist .policytrace .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Environments -------------------------------------------------------------------------------------
# A stamp each: what the program needs, what the tests need, what the checks need. Changed constraints
# make the environment anew; a changed pyproject.toml installs again into it.

$(VENV)/.test: EXTRAS := [test]
$(VENV)/.test: COVERED := $(VENV)/.runtime
$(VENV)/.dev: EXTRAS := [dev]
$(VENV)/.dev: COVERED := $(VENV)/.runtime $(VENV)/.test

$(VENV)/.runtime $(VENV)/.test $(VENV)/.dev: $(VENV)/.created pyproject.toml
	@echo "==> install policytrace$(EXTRAS) into $(VENV)"
	@$(INSTALL) --editable '.$(EXTRAS)'
	@touch $(COVERED) $@

$(VENV)/.created: constraints.txt $(filter build/uv/bin/uv,$(UV))
	@$(CREATE)
	@touch $@

build/uv/bin/uv:
	@$(FIND_PYTHON); "$$python" -m venv build/uv
	@build/uv/bin/python -m pip install --quiet --disable-pip-version-check uv
	@touch $@

# Without a PYTHON of the caller's, any that is new enough will do.
ifeq ($(origin PYTHON),file)
PYTHONS := $(PYTHON) python3.14 python3.13 python3.12 python3.11
UV_PYTHON_WANTED := >=3.11
else
PYTHONS := "$(PYTHON)"
UV_PYTHON_WANTED := $(PYTHON)
endif

define FIND_PYTHON
python=; \
for candidate in $(PYTHONS); do \
    if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
        python=$$candidate; break; \
    fi; \
done; \
if [ -z "$$python" ]; then \
    echo 'policytrace needs Python 3.11 or later, and none of these is: $(PYTHONS). Install one, or name it: make PYTHON=...' >&2; \
    exit 1; \
fi; \
if ! "$$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then \
    echo "$$python cannot make environments: its venv module is missing. On Debian and Ubuntu: apt-get install python3-venv" >&2; \
    exit 1; \
fi
endef

CONSTRAINED := $(filter locked,$(DEPENDENCIES))
ifneq ($(UV),)
CREATE = rm -rf "$(VENV)" && "$(UV)" venv --quiet --seed --python "$(UV_PYTHON_WANTED)" "$(VENV)"
INSTALL = "$(UV)" pip install --quiet --compile-bytecode --python "$(BIN)/python" \
    $(if $(CONSTRAINED),--constraint constraints.txt --build-constraint constraints.txt) \
    $(if $(filter lowest,$(DEPENDENCIES)),--resolution lowest-direct)
else
CREATE = $(FIND_PYTHON); rm -rf "$(VENV)" && "$$python" -m venv "$(VENV)"
# Older pips hold the build to PIP_CONSTRAINT too, newer ones to PIP_BUILD_CONSTRAINT alone.
INSTALL = $(if $(CONSTRAINED),PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt) \
    "$(BIN)/python" -m pip install --quiet --disable-pip-version-check
endif

python: # fails with a sentence where no environment could be made
	@$(if $(UV),"$(UV)" python find "$(UV_PYTHON_WANTED)",$(FIND_PYTHON); "$$python" --version)
