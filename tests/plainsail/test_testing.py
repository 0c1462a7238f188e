"""What a project's tests of its own checks run them with."""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest

from plainsail.checks import RULES
from plainsail.checks.images import image_tag_latest
from plainsail.findings.finding import Finding
from plainsail.findings.own_rules import with_own
from plainsail.findings.yielded import NoFinding
from plainsail.manifests.manifests import Manifests
from plainsail.testing import findings, resources
from tests.plainsail.projects import write
from tools.documents import sections

POD = """
    apiVersion: v1
    kind: Pod
    metadata: {name: %s}
    spec: {containers: [{name: app, image: "example.com/shop:%s"}]}
"""


def test_a_module_finds_in_yaml_what_it_finds_in_dist() -> None:
    [finding] = findings(image_tag_latest, POD % ("a", "latest"), POD % ("b", "1.2.3"))

    assert (finding.where.place, finding.where.environment, finding.where.app) == ("Pod/a app", "staging", "app")


def test_a_function_is_a_check_too() -> None:
    def every_environment(manifests: Manifests) -> Iterator[Finding]:
        return (Finding(resource.where(), "is there") for resource in manifests.of("Pod"))

    staging, production = (resources(POD % ("a", "1"), environment=env) for env in ("staging", "production"))
    found = findings(every_environment, staging, production)

    assert [finding.where.environment for finding in found] == ["staging", "production"]


def test_objects_lie_where_they_would_be_rendered() -> None:
    places = {
        (resource.path, resource.environment, resource.app)
        for given in ({}, {"app": None}, {"environment": None})
        for resource in resources(POD % ("a", "1"), **given)
    }

    assert places == {
        ("dist/staging/app/test.yaml", "staging", "app"),
        ("dist/argocd/staging/test.yaml", "staging", None),
        ("test.yaml", None, None),
    }


def test_text_that_is_no_object_fails_the_test_and_does_not_pass_it() -> None:
    with pytest.raises(ValueError, match=r"^line 2: is no object of Kubernetes: it has no kind$"):
        findings(image_tag_latest, "\napiVersion: v1\nmetadata: {name: a}\n")


def test_what_is_no_finding_fails_the_test() -> None:
    with pytest.raises(NoFinding, match=r"^yields a str, which is no Finding; "):
        findings(lambda _: ["odd"], POD % ("a", "1"))  # type: ignore[list-item] # what a mistake is


def test_a_kind_of_nobody_fails_the_test_with_the_one_that_was_meant() -> None:
    with pytest.raises(TypeError, match=r"^the API group of kind 'Pdo' is not known; did you mean 'Pod'\?; ask for "):
        findings(lambda manifests: [Finding(pod.where(), "is there") for pod in manifests.of("Pdo")])


def test_what_the_how_to_shows_of_a_check_and_its_test_is_so(tmp_path: Path) -> None:
    [section] = [section for section in sections("docs/how-to.md") if section.heading == "Write a check of your own"]
    for block in section.blocks:
        if block.language == "python":
            write(tmp_path, {block.path: block.body})

    with_own(RULES, tmp_path)  # from here on, `checks` is that of the project
    shown = runpy.run_path(str(tmp_path / "tests/checks/test_no_team.py"))

    tests = [test for name, test in shown.items() if name.startswith("test_")]
    for test in tests:
        test()
    assert len(tests) == 2
