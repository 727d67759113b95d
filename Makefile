# Two commands on a machine that has only Python and make:
#   make say TEXT="Hello there."   makes an environment, installs PlainSpeech, writes a WAV file
#   make test                      installs PyTorch and the other tools as well, runs the tests
# `make help` lists the others.
#
# The tests and training need PyTorch; its CPU build is installed. Another build:
#   make test TORCH=torch TORCH_ARGS=
# takes what the package index serves: on Linux the build for NVIDIA GPUs, several gigabytes.
# macOS has one build only.

PYTHON ?= python3
VENV ?= .venv
VOICE ?= heart
OUTPUT ?= speech.wav
# Processes that run tests, each a file at a time; 0 for none beside make's own.
JOBS ?= 2
TEXT ?= Hello. This is plain speech, and it was made on this computer.

ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
ifeq ($(shell uname -s 2>/dev/null),Darwin)
TORCH ?= torch==2.13.0
TORCH_ARGS ?=
else
TORCH ?= torch==2.13.0+cpu
TORCH_ARGS ?= --extra-index-url https://download.pytorch.org/whl/cpu
endif
# The text as it was typed: neither make nor the shell is to look for variables in "$5".
export SAY_TEXT := $(value TEXT)
PIP := $(BIN)/python -m pip --disable-pip-version-check --retries 2

LOWEST ?= .venv-lowest
UV = $(LOWEST)/bin/uv pip install --quiet --python $(LOWEST)/bin/python $(WHEELS) $(UV_ARGS)
# The lowest version that has a wheel for this Python; docopt has none at all.
WHEELS := --only-binary :all: --no-binary docopt --no-binary plainspeech
UV_ARGS ?=

.PHONY: help say test coverage lowest lint packaged docs page wheel clean

# The first goal, so plain `make` shows it, too.
help:
	@echo 'make say TEXT="..."   speak a text into speech.wav (VOICE=george OUTPUT=hello.mp3)'
	@echo 'make page             open a page to try the voices on'
	@echo 'make test             run the tests (PYTEST_ARGS="-k money -x")'
	@echo 'make coverage         run the tests, measure which lines they reach, fail under the floor'
	@echo 'make lowest           run the tests with the lowest versions that are allowed'
	@echo 'make packaged         run only the tests of the trained voices'
	@echo 'make lint             ruff, mypy, import contracts'
	@echo 'make docs             build the documentation into site/'
	@echo 'make wheel            build the wheel into dist/'
	@echo 'make clean            remove what was built'

say: $(VENV)/.say
	@$(BIN)/plainspeech say -v "$(VOICE)" -o "$(OUTPUT)" -- "$$SAY_TEXT"

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile $(PYTEST_ARGS)

coverage: $(VENV)/.dev
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile --cov --cov-report=term --durations=25 $(PYTEST_ARGS)

# Of all libraries but PyTorch, whose old builds for the CPU are not everywhere. uv resolves them.
lowest: $(LOWEST)/.made
	OMP_NUM_THREADS=1 $(LOWEST)/bin/python -m pytest -n $(JOBS) --dist loadfile $(PYTEST_ARGS)

packaged: $(VENV)/.dev
	$(BIN)/python -m pytest -m packaged $(PYTEST_ARGS)

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/.docs
	$(BIN)/zensical build --strict

page: $(VENV)/.demo
	$(BIN)/plainspeech page

wheel: $(VENV)/.dev
	$(BIN)/python -m build --no-isolation --wheel --outdir dist .

clean:
	rm -rf $(VENV) $(LOWEST) dist build site .cache .coverage coverage.xml .hypothesis
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

$(VENV)/.made:
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(LOWEST)/.made: pyproject.toml
	$(PYTHON) -m venv $(LOWEST)
	$(LOWEST)/bin/python -m pip install --quiet uv
	$(LOWEST)/bin/python -m pip install --quiet --retries 2 $(TORCH_ARGS) "$(TORCH)"
	echo "$(firstword $(subst +, ,$(TORCH)))" > $(LOWEST)/overrides.txt
	$(UV) --resolution lowest-direct --override $(LOWEST)/overrides.txt --editable ".[all]"
	$(UV) --editable ".[all,test]"
	@touch $@

$(VENV)/.say: $(VENV)/.made pyproject.toml
	$(PIP) install --quiet --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.made pyproject.toml
	$(PIP) install --quiet $(TORCH_ARGS) "$(TORCH)"
	$(PIP) install --quiet --editable ".[dev]"
	@touch $@ $(VENV)/.say $(VENV)/.demo

$(VENV)/.demo: $(VENV)/.made pyproject.toml
	$(PIP) install --quiet --editable ".[demo]"
	@touch $@ $(VENV)/.say

$(VENV)/.docs: $(VENV)/.made pyproject.toml
	$(PIP) install --quiet --editable ".[docs]"
	@touch $@ $(VENV)/.say
