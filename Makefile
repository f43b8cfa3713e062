# Run `make` to see what there is. The logic lives in generator/; this file only names the commands.
PYTHON ?= python3
PORT ?= 8000
VENV_PYTHON := .venv/bin/python
SITE_STAMP := .venv/installed-site
DEV_STAMP := .venv/installed-dev

.DEFAULT_GOAL := help
.PHONY: help site serve check add ingest suggest test lint bench bench-map relevance lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

site: $(SITE_STAMP) ## Build the whole website into site/
	$(VENV_PYTHON) -m generator site

serve: $(SITE_STAMP) ## Build, serve at http://localhost:8000 (PORT=…) and rebuild on change
	$(VENV_PYTHON) -m generator serve --port $(PORT)

check: $(SITE_STAMP) ## Prove that content/ and site_config/ are right
	$(VENV_PYTHON) -m generator check

add: $(SITE_STAMP) ## Put a paper on the list: make add ARXIV=2401.00010 (or DOI=…, BIB=paper.bib, or nothing)
	@$(VENV_PYTHON) -m generator add $(WITH) $(if $(ARXIV)$(DOI)$(BIB),"$(ARXIV)$(DOI)$(BIB)")

ingest: $(SITE_STAMP) ## Add the papers of a listing: make ingest LISTING=dump.txt
	$(VENV_PYTHON) -m generator ingest "$(LISTING)"

suggest: $(SITE_STAMP) ## Propose themes for JSON lines of {title, abstract} on standard input
	@$(VENV_PYTHON) -m generator suggest

test: $(DEV_STAMP) ## Run every test (a browser is found or fetched, and named)
	$(VENV_PYTHON) -m pytest $(TESTS)

lint: $(DEV_STAMP) ## Check style and types
	$(VENV_PYTHON) -m ruff check .
	$(VENV_PYTHON) -m ruff format --check .
	$(VENV_PYTHON) -m mypy

bench: $(DEV_STAMP) ## Measure our build beside plain MkDocs: make bench [PAPERS="335 5000"]
	$(VENV_PYTHON) benchmarks/build.py $(PAPERS)

relevance: $(DEV_STAMP) site ## Measure the search on the judged queries
	$(VENV_PYTHON) benchmarks/relevance.py

bench-map: $(DEV_STAMP) ## Measure how true the map is, and how smoothly it is drawn
	$(VENV_PYTHON) benchmarks/map.py

lock: $(DEV_STAMP) ## Rewrite both lock files from pyproject.toml (maintainers)
	$(VENV_PYTHON) -m generator.bootstrap lock

clean: ## Remove everything that was built or installed
	rm -rf .venv build site .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(SITE_STAMP): requirements.lock generator/bootstrap.py
	@command -v $(PYTHON) >/dev/null || { echo "Autodidact needs Python 3.11 or newer, and '$(PYTHON)' was not found: install it from your system's packages or from python.org, then run make again." >&2; exit 1; }
	@$(PYTHON) generator/bootstrap.py site

$(DEV_STAMP): requirements-dev.lock generator/bootstrap.py
	@command -v $(PYTHON) >/dev/null || { echo "Autodidact needs Python 3.11 or newer, and '$(PYTHON)' was not found: install it from your system's packages or from python.org, then run make again." >&2; exit 1; }
	@$(PYTHON) generator/bootstrap.py dev
