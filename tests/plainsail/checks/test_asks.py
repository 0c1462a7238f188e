"""Checks are imported when an object is there that they ask for, and those that are not would have found nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from constructs_lib.kubernetes.objects import Document
from plainsail.checks import RULES
from plainsail.delivery import Delivery
from plainsail.findings.engine import run
from plainsail.manifests.loader import Reading, objects_of, validated
from plainsail.manifests.manifests import Broken
from plainsail.manifests.questions import silence
from plainsail.manifests.resource import Resource
from tests.plainsail.checks.planted_objects import schemas
from tests.samples.mutants import SOUND, mutants
from tools import asks

_LOADED = """
import sys
from plainsail.cli.main import run
run(["check", "--path", sys.argv[1]])
print(sorted(name for name in sys.modules if name.startswith("plainsail.") and name.count(".") > 2), file=sys.stderr)
"""


def test_the_file_says_what_checks_ask() -> None:
    assert asks.PATH.read_text(encoding="utf-8") == asks.text(), "run `make tables`"


@pytest.mark.parametrize("document", SOUND, ids=lambda document: document["kind"])
@pytest.mark.parametrize("environment", ["staging", None])
def test_who_is_left_out_finds_nothing_in_an_object(document: Document, environment: str | None) -> None:
    only_these_are_left_out(document, environment=environment)


def test_who_is_left_out_finds_nothing_in_a_broken_object() -> None:
    random = Random(7)  # noqa: S311 # nothing here is secret

    for mutant in islice(mutants(random, draws=1), 0, None, 40):
        only_these_are_left_out(mutant.document, environment=None)


def only_these_are_left_out(document: Document, *, environment: str | None) -> None:
    """Runs every check, and compares who found something with who would have been imported."""
    parts = [*objects_of(json.dumps(document), "it.yaml", environment, environment and "backend", "1.35")]
    sound = tuple(part for part in parts if isinstance(part, Resource))
    broken = tuple(part for part in parts if isinstance(part, Broken))
    manifests = validated(Reading(sound, broken), schemas().judge, Delivery())
    finders = {rule.id for rule, _ in run(RULES.values(), manifests)}

    assert finders <= {rule.id for rule in RULES.apart_from(silence(manifests))}


def test_of_one_object_only_its_checks_and_rules_are_imported(tmp_path: Path) -> None:
    (tmp_path / "it.yaml").write_text("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: it}\n", encoding="utf-8")

    done = subprocess.run([sys.executable, "-c", _LOADED, str(tmp_path)], capture_output=True, text=True, check=True)
    loaded = done.stderr

    assert "plainsail.checks.objects.duplicate_object" in loaded
    assert "plainsail.schemas.rules.meta" in loaded
    for room in ("checks.argocd.application_points_astray", "checks.jobs", "checks.scaling.two", "schemas.cel"):
        assert f"plainsail.{room}" not in loaded
    for module in ("admission_policies", "apiextensions", "containers", "pods", "storage"):
        assert f"plainsail.schemas.rules.{module}" not in loaded
