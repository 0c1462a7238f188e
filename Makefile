# The front door: everything that is done with this repository is a verb here, and CI calls the same verbs.
# What is needed is Python 3.11 to 3.14 and make. Every verb sets up what it needs, once.

# The first of these that is recent enough makes .venv; `make PYTHON=python3.13` names one.
PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11
# How many processes run the tests.
JOBS ?= 2
# What is proven against real parts that not every machine has; each has a verb of its own.
PROOFS := browser or cluster or gitops or image or infrastructure
# Handed to the tests: `make test ARGS="-k probes"`.
ARGS ?=

BIN := .venv/bin
PACKAGES := .venv/.packages
NODE := .venv/.node
PLAINSAIL := .venv/.plainsail
DELIVERY := .venv/.delivery
PAGES := .venv/.pages
CDK8S := node_modules/.package-lock.json
GENERATED := .cdk8s .plainsail .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis \
  build plainsail.egg-info site

# `python`, `node` and `npm` are those of .venv for whatever the tools start, `cdk8s synth` first of all.
export PATH := $(CURDIR)/$(BIN):$(PATH)
export JSII_NODE := $(CURDIR)/$(BIN)/node
# The cdk8s CLI would otherwise ask the network for a newer version of itself at each start.
export CDK8S_CHECK_UPGRADE := false
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Each of the many processes that tests start would otherwise compile all modules anew.
unexport PYTHONDONTWRITEBYTECODE

# When the Python behind .venv was updated away, the stamps in it mean nothing any more.
$(shell test -x $(BIN)/python || rm -f $(PACKAGES) $(NODE) $(PLAINSAIL) $(DELIVERY) $(PAGES))

.DELETE_ON_ERROR:
.PHONY: help setup synth check-dist check docs pictures site sample test test-slow test-browser test-cluster test-gitops test-image test-infrastructure test-fork lint delivery contracts format types imports kernel tables attribution verdicts bench lock ci clean

help: ## list the verbs
	@awk -F ':[^#]*## ' '/^[a-z-]+:.*## / { printf "  make %-19s %s\n", $$1, $$2 }' Makefile

setup: $(PLAINSAIL) $(CDK8S) ## install what the other verbs need (they do so themselves)

synth: setup ## render every environment into dist/
	node_modules/.bin/cdk8s synth

check-dist: setup ## fail where dist/ is not what the settings say; writes nothing
	$(BIN)/plainsail synth --check

check: setup ## find what is broken in dist/ before Argo CD does
	$(BIN)/plainsail check --strict

docs: setup ## write the generated pages of docs/ and the outputs shown in the docs anew
	$(BIN)/python -m tools.docs

pictures: setup $(PAGES) ## draw the pictures of the documentation anew; that of the report needs Debian's Chromium
	$(BIN)/python -m tools.pictures
	$(BIN)/pytest -q -m browser tests/browser/test_screenshots.py -k documentation --keep-screenshots

site: setup $(PAGES) ## build the documentation as a site in site/; a broken link fails
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

sample: setup ## make what envs/ says the sample that tests and documents show
	$(BIN)/python -m tools.sample

test: setup ## run the tests, without the slow ones
	$(BIN)/pytest -n $(JOBS) -m "not slow and not ($(PROOFS))" $(ARGS)

test-slow: setup $(DELIVERY) $(PAGES) ## run the slow tests only
	$(BIN)/pytest -n $(JOBS) -m "slow and not ($(PROOFS))" $(ARGS) || [ $$? -eq 5 ] # 5: there is no slow test

test-browser: setup $(PAGES) ## look at the pages of the report in Debian's Chromium (ARGS=--keep-screenshots keeps their pictures)
	$(BIN)/pytest -m browser tests/browser $(ARGS)

test-cluster: setup ## ask the cluster of KUBECONFIG, a throw-away: it takes dist/, and says what is written down of it
	$(BIN)/pytest -m cluster tests/cluster $(ARGS)

test-gitops: setup ## bring the sample to the cluster of KUBECONFIG, a throw-away, by its Argo CD and External Secrets
	$(BIN)/pytest -m gitops tests/gitops $(ARGS)

test-image: setup ## build the image over stand-ins for its bases, and try it, and images that are broken
	$(BIN)/pytest -m image tests/image/real $(ARGS)

test-infrastructure: setup $(DELIVERY) ## ask Terragrunt, tflint and the classes of the AWS provider; the first two need Go
	$(BIN)/python -m tools.hcl_tools
	$(BIN)/pytest -n $(JOBS) -m infrastructure tests/deploy $(ARGS)

test-fork: setup ## make the repository somebody else's, and run what must pass there
	$(BIN)/python -m tools.fork $(JOBS)

lint: setup ## find mistakes and bad style
	$(BIN)/ruff check
	$(BIN)/ruff format --check

delivery: setup $(DELIVERY) ## lint the image, the workflows and their scripts, the infrastructure
	$(BIN)/hadolint image/Dockerfile
	$(BIN)/actionlint
	$(BIN)/zizmor --offline --persona=auditor --quiet .
	@if test -x $(BIN)/shellcheck; then \
	  echo "$(BIN)/shellcheck .ci/* .github/scripts/*" && $(BIN)/shellcheck .ci/* .github/scripts/*; \
	else \
	  echo "not looked at: .ci/run, .github/scripts (there is no shellcheck for this machine)"; \
	fi
	$(BIN)/python -m tools.hcl

contracts: setup ## fail where an import runs uphill
	PYTHONPATH=. $(BIN)/lint-imports

format: setup ## rewrite the code in the house style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

types: setup $(PAGES) ## check the types
	$(BIN)/mypy

imports: setup ## generate the typed bindings of imports/ from its schemas
	$(BIN)/python -m tools.imports

kernel: setup ## generate the table by which objects are written without Node, from the installed packages
	$(BIN)/python -m tools.kernel

tables: setup ## write down which objects each check asks for, and which module judges which type, so that few are loaded
	$(BIN)/python -m tools.asks
	$(BIN)/python -m tools.rule_types

attribution: setup ## learn which settings the fields of the library's shapes can depend on
	$(BIN)/python -m tools.attribution

verdicts: setup ## measure how far check and plan agree with what an API server said (ARGS=--disagreements, --record)
	$(BIN)/python -m tools.verdicts $(ARGS)

bench: setup ## measure Plainsail beside cdk8s-plus, Helm and kustomize (ARGS=--fleets, --docs; --help tells all)
	$(BIN)/python -m bench $(ARGS)

lock: $(PACKAGES) $(NODE) ## write the lock files anew, with the newest of what the pins bring along
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev --strip-extras --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --upgrade pyproject.toml --output-file requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --group pyproject.toml:delivery --strip-extras \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --upgrade --constraint requirements.txt \
	  --output-file requirements-delivery.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --group pyproject.toml:pages --strip-extras \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --upgrade --constraint requirements.txt \
	  --output-file requirements-pages.txt
	$(BIN)/npm update --package-lock-only --loglevel=error
	$(BIN)/python -m tools.strip_addresses package-lock.json

ci: ## run what CI runs
	.ci/run

clean: ## remove everything that set-up and tools have made
	rm -rf .venv node_modules $(GENERATED)
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@for python in $(PYTHON); do \
	  if "$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2> /dev/null; then \
	    echo "set-up: .venv with $$python"; exec "$$python" -m venv --clear .venv; \
	  fi; \
	done; \
	echo "set-up: none of '$(PYTHON)' is Python 3.11 to 3.14; install one, or name it: make PYTHON=/path/to/python3" >&2; exit 1

$(PACKAGES): requirements.txt | $(BIN)/python
	@echo "set-up: Python packages"
	@$(BIN)/python -m pip install --quiet --only-binary :all: --require-hashes -r requirements.txt
	@touch $@

$(DELIVERY): requirements-delivery.txt $(PACKAGES)
	@echo "set-up: the linters of image, workflows and infrastructure"
	@$(BIN)/python -m pip install --quiet --only-binary :all: --require-hashes -r requirements-delivery.txt
	@touch $@

$(PAGES): requirements-pages.txt $(PACKAGES)
	@echo "set-up: what builds and draws the pages"
	@$(BIN)/python -m pip install --quiet --only-binary :all: --require-hashes -r requirements-pages.txt
	@touch $@

$(PLAINSAIL): pyproject.toml $(PACKAGES)
	@echo "set-up: the plainsail command"
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(NODE): tools/link_node.py $(PACKAGES)
	@$(BIN)/python -m tools.link_node
	@touch $@

$(CDK8S): package.json package-lock.json $(NODE)
	@echo "set-up: the cdk8s CLI"
	@$(BIN)/npm ci --ignore-scripts --loglevel=error
	@touch $@
