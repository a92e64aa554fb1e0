# Every target sets up what it needs; only python3 (3.11 or newer) and make are assumed.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

PORT ?= 4566
STATE_DIR ?= .local
export PORT STATE_DIR
export SAM_CLI_TELEMETRY := 0

UV := .tools/uv/bin/uv
BIN := .venv/bin

# What needs no deployment runs on both cores; then what has one, and beside it the browsers with
# one of their own: the first mostly waits.
UNDEPLOYED := tests/unit tests/template tests/mutation

.PHONY: help setup run demo test bench lint lock clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: .venv/.ready .tools/cloud/.ready .tools/sam/.ready  ## make every environment

$(UV): local/bootstrap.sh
	@bash local/bootstrap.sh .tools/uv

.venv/.ready: requirements/dev.txt pyproject.toml | $(UV)
	@$(UV) venv --quiet --allow-existing --python python3 .venv
	@$(UV) pip sync --quiet --require-hashes --python $(BIN)/python requirements/dev.txt
	@$(UV) pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python --editable .
	@touch $@

.tools/%/.ready: requirements/%.txt | $(UV)
	@$(UV) venv --quiet --allow-existing --python python3 .tools/$*
	@$(UV) pip sync --quiet --require-hashes --python .tools/$*/bin/python requirements/$*.txt
	@touch $@

.tools/dynamodb-local/.ready: local/dynamodb_local.sh
	@bash local/dynamodb_local.sh $(@D)
	@[ ! -d $(@D) ] || touch $@

run: setup  ## bring everything up on this machine, tell the stories, stay up until Ctrl-C
	@$(BIN)/python -m local.run

demo: setup  ## the same, but end after the stories
	@$(BIN)/python -m local.run --demo

test: setup .tools/dynamodb-local/.ready  ## run all tests
	@$(BIN)/pytest --numprocesses 2 $(UNDEPLOYED)
	@mkdir -p $(STATE_DIR); failed=0; \
	  $(BIN)/pytest tests/browser > $(STATE_DIR)/browser-tests.log 2>&1 & browsers=$$!; \
	  $(BIN)/pytest tests/integration || failed=1; \
	  wait $$browsers || failed=1; cat $(STATE_DIR)/browser-tests.log; exit $$failed

bench: setup .tools/dynamodb-local/.ready  ## measure
	@$(BIN)/python -m local.bench

lint: .venv/.ready .tools/sam/.ready .tools/checkov/.ready  ## check the style, the types, the layers and the template
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m threshold.program.compile program $(STATE_DIR)/lint
	@.tools/sam/bin/sam validate --lint
	@LOG_LEVEL=ERROR .tools/checkov/bin/checkov --config-file .checkov.yaml --skip-download

lock: | $(UV)  ## lock the requirements again, hashed and without registry addresses
	@for name in uv layer dev cloud sam checkov; do \
	  $(UV) pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes \
	    --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
	    -o requirements/$$name.txt requirements/$$name.in; \
	done

clean:  ## remove all that was made
	rm -rf .venv .tools .local .aws-sam
