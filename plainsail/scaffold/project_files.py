"""The files of a new project but for its apps, as text. Code stays within 88 columns, as linters have it by default."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from itertools import pairwise

from plainsail.scaffold.names import class_of
from plainsail.scaffold.python_text import quoted

MARK = """\
language: python
# -O: no assertion carries meaning here, and without them the calls into Node cost half.
app: python -O {program}
# The CLI empties this folder before it renders: a scratch folder. {program} itself replaces dist/, when all is well.
output: .cdk8s
"""
"""`cdk8s.yaml`: what makes a folder a project; `{program}` is what the cdk8s CLI runs."""

PROGRAM = '''\
"""What `cdk8s synth` runs. Settings are in `envs/`, never here."""

import sys
from pathlib import Path

from plainsail.process import FastExit

if __name__ == "__main__":
    process = FastExit()
    from plainsail.cli.cdk8s_app import main

    process.exit(main(Path(__file__).parent, sys.argv[1:]))
'''
"""`main.py`."""

REGISTRY = '''\
"""Each app, and the class that holds its settings in each environment.

`plainsail new app` and `plainsail new env` add lines here.
"""

from collections.abc import Mapping

from constructs_lib.settings import Environment

ENVIRONMENTS: Mapping[str, Mapping[str, type[Environment]]] = {}
'''
"""`envs/__init__.py`, before the first app."""

MAKEFILE = """\
# What is done with this project; the workflow of pull requests runs the same commands.
# What is needed is Python 3.11 to 3.14 and make.

# What makes .venv; `make PYTHON=python3.13` names another.
PYTHON ?= python3
BIN := .venv/bin
SETUP := .venv/.setup

.DELETE_ON_ERROR:
.PHONY: help setup synth test plan

help: ## list the verbs
\t@awk -F ':[^#]*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\\n", $$1, $$2 }' Makefile

setup: $(SETUP) ## install what requirements.txt pins (the other verbs do so themselves)

synth: setup ## render every environment into dist/
\t$(BIN)/plainsail synth

test: setup ## fail where dist/ is not what envs/ says, or something in it is wrong
\t$(BIN)/plainsail synth --check
\t$(BIN)/plainsail check --strict
ifneq ($(wildcard tests/checks),)
\t@$(BIN)/python -c "import pytest" 2> /dev/null || { echo "tests/checks: add pytest to requirements.txt" >&2; exit 1; }
\t$(BIN)/python -m pytest --quiet tests/checks
endif

plan: setup ## say what a change of envs/ will do to the cluster
\t$(BIN)/plainsail plan --exit-zero

$(SETUP): requirements.txt
\t@$(PYTHON) -m venv --clear .venv
\t@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
\t@touch $@
"""

IGNORED = (".venv/", ".cdk8s/", ".plainsail/", "__pycache__/")
"""What tools leave in a project, and nobody commits."""

LINTERS = """\
# For linters alone: nothing of it is needed to render.

[tool.ruff.lint.per-file-ignores]
"envs/**" = ["RUF012"] # mappings and lists in settings are frozen when the class is made

[tool.mypy]
files = ["envs"]
strict = true
"""
"""`pyproject.toml`."""

WORKFLOW = """\
# What a change is, and does to the cluster, before it merges. Nothing here can write, or read a secret.
name: Plainsail

on:
  pull_request:

permissions: {}

# Only the newest commit of a pull request is worth the machines.
concurrency:
  group: ${{ github.workflow }}-${{ github.event.pull_request.number }}
  cancel-in-progress: true

defaults:
  run:
    shell: bash

jobs:
  plainsail:
    name: Plainsail
    runs-on: ubuntu-24.04
    timeout-minutes: 10
    permissions:
      contents: read # to check out
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          fetch-depth: 2 # the merge of the pull request, and the commit of the base that it was merged with
          persist-credentials: false
      - uses: actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0
        with:
          python-version: "3.13"
          cache: pip
          cache-dependency-path: requirements.txt
      - name: Set up
        run: python -m pip install --quiet --disable-pip-version-check -r requirements.txt
      - name: Freshness of dist/
        run: plainsail synth --check
      - name: Check what is rendered
        if: ${{ !cancelled() }}
        run: plainsail check --strict --format github
      - name: Plan
        if: ${{ !cancelled() }}
        # In the pull request that brings dist/, the base has none: all of it is new.
        run: |
          base=HEAD^1
          git cat-file -e "$base:dist" 2> /dev/null || base=$(mktemp -d)
          plainsail plan --against "$base" --format markdown --exit-zero >> "$GITHUB_STEP_SUMMARY"
"""
"""`.github/workflows/plainsail.yml`; the pins of its actions are those of this repository's own workflows."""


def requirements() -> str:
    """`requirements.txt`: the version of this very tool."""
    return f"{pin()}\n"


def pin() -> str:
    """`plainsail==1.2.3`."""
    return f"plainsail=={version('plainsail')}"


def gitignore() -> str:
    """`.gitignore`."""
    return "".join(f"{line}\n" for line in IGNORED)


def readme(name: str, envs: Sequence[str]) -> str:
    """`README.md`, for whoever opens the project next."""
    first, *later = envs
    moved = f", and {' and '.join(later)} the branch{'es' if later[1:] else ''} of that name" if later else ""
    return f"""\
# {name}

What runs in the cluster, said as Python classes in `envs/`. Plainsail (`pip install plainsail`) renders them to the
YAML in `dist/`, which is what the cluster gets.

| in | is |
|---|---|
| `envs/shared.py` | what every app shares, and what an environment's apps share |
| `envs/<app>/base.py` | an app, as every environment runs it |
| `envs/<app>/<environment>.py` | what differs there |
| `envs/__init__.py` | which apps there are, in which environments |
| `dist/` | what came of it: never edited by hand, always committed |

Change a class, run `make synth`, look at `git diff dist/`, and commit both. `make plan` says what the change will do
to the cluster, `make test` whether anything is wrong with it, and `make` what else there is.

{first} follows the main branch{moved}.
"""


_DELIVERIES = {"argocd": "ArgoCd(project={name})", "flux": "Flux(name={name})", "none": "None"}
"""What `plainsail init --delivery` takes, and how settings say it."""


def shared(
    *,
    name: str,
    project: str,
    repository: str,
    branch: str,
    kubernetes_version: str,
    envs: Sequence[str],
    delivery: str = "argocd",
) -> str:
    """`envs/shared.py`: the class of all apps, and one for each environment, each behind the one before it."""
    said = _DELIVERIES[delivery].format(name=quoted(project + "-{env}"))
    imported = ", ".join(sorted({"Environment", "Namespace", said.partition("(")[0]} - {"None"}))
    return (
        f'''\
"""What every app shares, and what the apps of an environment share.

An app's class says what it is made of, and of two that say the same the first counts:
`class Production(shared.Production, Base)`, in which `Base` derives from `Shared`.
"""

from constructs_lib.settings import {imported}


class Shared(Environment):
    """Every app, everywhere."""

    # Make these your own first.
    repository = {quoted(repository)}  # the cluster reads it
    kubernetes_version = {quoted(kubernetes_version)}  # of the cluster
    part_of = {quoted(name)}  # the system that the apps belong to

    revision = "{{env}}"  # the branch that the cluster follows, one for each environment
    delivery = {said}
    namespace = Namespace("{{app}}-{{env}}")
'''
        + _first(envs[0], branch)
        + "".join(_later(env, before, branch) for before, env in pairwise(envs))
    )


def _first(env: str, branch: str) -> str:
    return f'''

class {class_of(env)}(Environment):
    """Every app in {env}."""

    revision = {quoted(branch)}  # what is merged runs here
    follows = None
'''


def _later(env: str, before: str, branch: str) -> str:
    return f'''

class {class_of(env)}(Environment):
    """Every app in {env}."""

    # What runs in {before} is promoted by `git push origin {branch}:{env}`.
    follows = {quoted(before)}
    approval = None  # or the environment of GitHub whose reviewers are asked
'''


def static(repository: str, *, name: str, envs: Sequence[str], program: str) -> Mapping[str, str]:
    """What every project has, whatever its apps are; a workflow only where GitHub would run it."""
    files = {
        "cdk8s.yaml": MARK.format(program=program),
        program: PROGRAM,
        "requirements.txt": requirements(),
        "Makefile": MAKEFILE,
        "pyproject.toml": LINTERS,
        ".gitignore": gitignore(),
        "README.md": readme(name, envs),
    }
    return files | ({".github/workflows/plainsail.yml": WORKFLOW} if "github" in repository else {})
