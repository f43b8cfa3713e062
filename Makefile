# Run `make` to see what there is. The logic lives in generator/; this file only names the commands.
PYTHON ?= python3
PORT ?= 8000
ROOT ?= .
override ROOT := $(or $(ROOT),.)
VENV_PYTHON := .venv/bin/python
SITE_STAMP := .venv/installed-site
DEV_STAMP := .venv/installed-dev

.DEFAULT_GOAL := help
BASE ?= origin/main
.PHONY: help site serve check fix add ingest suggest report digest new reference test coverage lint bench bench-map bench-search relevance health audit lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

# SITE_URL=… and REPOSITORY_URL=… say where it goes when site_config/site.yaml does not.
site: $(SITE_STAMP) ## Build the whole website into site/
	$(VENV_PYTHON) -m generator --root "$(ROOT)" site $${SITE_URL:+--site-url "$$SITE_URL"} $${REPOSITORY_URL:+--repository "$$REPOSITORY_URL"}

serve: $(SITE_STAMP) ## Build, serve at http://localhost:8000 (PORT=…) and rebuild on change
	$(VENV_PYTHON) -m generator --root "$(ROOT)" serve --port $(PORT)

check: $(SITE_STAMP) ## Prove that content/, site_config/ and templates are right
	$(VENV_PYTHON) -m generator --root "$(ROOT)" check

fix: $(SITE_STAMP) ## Mend what is safe to mend in content/ and site_config/, then check
	$(VENV_PYTHON) -m generator --root "$(ROOT)" check --fix

add: $(SITE_STAMP) ## Put a paper on the list: make add ARXIV=2401.00010 (or DOI=…, BIB=paper.bib, or nothing)
	@$(VENV_PYTHON) -m generator --root "$(ROOT)" add $(WITH) $(if $(ARXIV)$(DOI)$(BIB),"$(ARXIV)$(DOI)$(BIB)")

ingest: $(SITE_STAMP) ## Add the papers of a listing: make ingest LISTING=dump.txt
	$(VENV_PYTHON) -m generator --root "$(ROOT)" ingest "$(LISTING)"

suggest: $(SITE_STAMP) ## Propose themes for JSON lines of {title, abstract} on standard input
	@$(VENV_PYTHON) -m generator --root "$(ROOT)" suggest

report: $(SITE_STAMP) ## Say what your change does to the list, as Markdown: make report [BASE=origin/main]
	@$(VENV_PYTHON) -m generator --root "$(ROOT)" report --base "$(BASE)"

digest: $(SITE_STAMP) ## Write a mail of what was added, or send it: make digest SINCE=2026-11-14
	@$(VENV_PYTHON) -m generator --root "$(ROOT)" digest --since "$(SINCE)" $(WITH)

new: $(SITE_STAMP) ## Make an empty list on another field: make new DIR=../protein-folding NAME="Protein folding"
	@$(VENV_PYTHON) -m generator new "$(DIR)" --name "$(NAME)" $(WITH)

reference: $(SITE_STAMP) ## Write what follows from the code: schemas, tables of the guide
	$(VENV_PYTHON) -m generator --root "$(ROOT)" reference

test: $(DEV_STAMP) ## Run every test (a browser is found or fetched, and named)
	$(VENV_PYTHON) -m pytest -n auto $(TESTS)

coverage: $(DEV_STAMP) ## Say which branches of generator/ no test takes
	$(VENV_PYTHON) -m coverage erase
	$(VENV_PYTHON) -m coverage run -m pytest -n auto $(TESTS)
	$(VENV_PYTHON) -m coverage combine --quiet
	$(VENV_PYTHON) -m coverage report --fail-under=95

lint: $(DEV_STAMP) ## Check style and types
	$(VENV_PYTHON) -m ruff check .
	$(VENV_PYTHON) -m ruff format --check .
	$(VENV_PYTHON) -m mypy

bench: $(DEV_STAMP) ## Measure our build and our search beside others: make bench [PAPERS="335 5000"]
	$(VENV_PYTHON) benchmarks/build.py $(WITH) $(or $(PAPERS),335 5000 20000)
	$(VENV_PYTHON) benchmarks/search.py $(WITH) $(or $(PAPERS),335 5000 20000)

bench-search: $(DEV_STAMP) ## Measure what a search costs beside Material's own
	$(VENV_PYTHON) benchmarks/search.py $(WITH) $(PAPERS)

relevance: $(DEV_STAMP) site ## Measure the search on the judged queries
	$(VENV_PYTHON) benchmarks/relevance.py

bench-map: $(DEV_STAMP) site ## Measure how true the map is, and how smoothly it is drawn
	$(VENV_PYTHON) benchmarks/map.py
	$(VENV_PYTHON) benchmarks/frames.py

health: $(SITE_STAMP) ## Look for dead links and differences from arXiv (asks their hosts)
	@$(VENV_PYTHON) -m generator --root "$(ROOT)" health --state "$(ROOT)/.cache/health.json"

audit: $(DEV_STAMP) ## Look for known faults in the locked packages (asks PyPI)
	$(VENV_PYTHON) -m pip_audit --disable-pip --require-hashes --strict --progress-spinner off -r requirements.lock -r requirements-dev.lock

lock: $(DEV_STAMP) ## Rewrite both lock files from pyproject.toml (maintainers)
	$(VENV_PYTHON) -m generator.bootstrap lock

clean: ## Remove everything that was built or installed
	rm -rf "$(ROOT)/build" "$(ROOT)/site" "$(ROOT)/.cache"
	$(if $(filter .,$(ROOT)),rm -rf .venv .coverage* .pytest_cache .mypy_cache .ruff_cache .hypothesis)

$(SITE_STAMP): requirements.lock generator/bootstrap.py
	@command -v $(PYTHON) >/dev/null || { echo "Autodidact needs Python 3.11 or newer, and '$(PYTHON)' was not found: install it from your system's packages or from python.org, then run make again." >&2; exit 1; }
	@$(PYTHON) generator/bootstrap.py site

$(DEV_STAMP): requirements-dev.lock generator/bootstrap.py
	@command -v $(PYTHON) >/dev/null || { echo "Autodidact needs Python 3.11 or newer, and '$(PYTHON)' was not found: install it from your system's packages or from python.org, then run make again." >&2; exit 1; }
	@$(PYTHON) generator/bootstrap.py dev
