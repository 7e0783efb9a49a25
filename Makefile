# One command for each thing people do. `make help` lists them.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-all check compose sbom audit fuzz bench screenshots

help:            ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(STAMP)  ## .venv with the pinned dependencies and the fokusvagt command

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Fokusvagt needs Python 3.11 or later: make setup PYTHON=python3.12"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	@# niquests (of grafana-client) brings a fork of urllib3 that would overwrite the real one; built from source it can be told not to
	URLLIB3_NO_OVERRIDE=1 $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-binary urllib3-future -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: setup      ## simulated Denmark through the whole pipeline (ARGS="--no-ui --persons 20000")
	$(BIN)/fokusvagt demo $(ARGS)

test: setup      ## the everyday tests (under 10 minutes)
	$(BIN)/python -m pytest $(ARGS)

test-all: setup  ## every test there is
	$(BIN)/python -m pytest -m "slow or not slow" $(ARGS)

check: setup     ## format, lint, types, import contracts, generated files
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/fokusvagt rules check
	$(BIN)/fokusvagt rules docs --check
	$(BIN)/python -m schemas.evolution
	$(BIN)/python -m schemas.asyncapi --check
	$(BIN)/python -m dashboards --check
	$(BIN)/python -m infra.k8s --check
	$(BIN)/python -m infra.prometheus --check
	$(BIN)/python -m infra.supply
	$(BIN)/python -m infra.docs --check
	$(BIN)/python -m pytest -q tests/policy

compose:         ## everything in containers on this machine: Kafka, Schema Registry, ClickHouse, Grafana, Prometheus, workers
	@test -s infra/compose/.env || (umask 077; for name in WRITER READER GRAFANA_ADMIN; do \
	  echo "FOKUSVAGT_$${name}_PASSWORD=$$($(PYTHON) -c 'import secrets; print(secrets.token_hex(16))')"; done > infra/compose/.env)
	docker compose --file infra/compose/compose.yaml up --build --detach --wait $(ARGS)

TOOLS := build/tools
$(TOOLS)/.installed: infra/supply/tools.lock
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r infra/supply/tools.lock
	@touch $@

sbom: setup $(TOOLS)/.installed  ## bill of materials of what is installed (CycloneDX): build/sbom.cdx.json
	$(TOOLS)/bin/cyclonedx-py environment --pyproject pyproject.toml --mc-type application --output-reproducible \
	  --output-format JSON --output-file build/sbom.cdx.json $(BIN)/python

audit: $(TOOLS)/.installed  ## known vulnerabilities of everything locked (asks the Python package index's database)
	$(TOOLS)/bin/pip-audit --strict --require-hashes --disable-pip --progress-spinner off -r requirements.lock $(ARGS)

fuzz: setup build/fuzz/.installed  ## feed a reader with anything (ARGS="jsonl --seconds 60"); Linux on x86-64 only
	PYTHONPATH=build/fuzz $(BIN)/python -m tests.fuzz $(ARGS)

build/fuzz/.installed: tests/fuzz/requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --upgrade --target build/fuzz --require-hashes -r tests/fuzz/requirements.txt
	@touch $@

bench: setup     ## measure (ARGS="throughput --json")
	$(BIN)/fokusvagt bench $(ARGS)

screenshots: setup  ## pictures of a running demo for the README (ARGS="--url http://127.0.0.1:8080")
	$(BIN)/python -m dashboards.preview.screenshots $(ARGS)
