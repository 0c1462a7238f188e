"""A field of a vendored object is laid to the line of its file, and where a setting decides it, to that setting."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import cast

import pytest

from constructs_lib.kubernetes.paths import locate
from constructs_lib.settings import Patch, change
from plainsail.attribution.answers import Decider, Subject
from plainsail.attribution.attribution import Attribution
from plainsail.attribution.locate import Locator
from plainsail.findings.finding import Finding
from plainsail.location import Location
from plainsail.project.project import Project
from plainsail.provenance import format_setting
from tests.rendered import environment
from tests.samples.manifests import LeastManifests
from tools.attribution import Learning

ROOT = Path(__file__).resolve().parents[3]
FOLDER = "tests/samples/vendored/operator"
OPERATOR, RBAC, CRDS = f"{FOLDER}/operator.yaml", f"{FOLDER}/rbac.yaml", f"{FOLDER}/crds/backups.yaml"


class Vendored(LeastManifests):
    """An operator with a patch, and labels of the settings."""

    labels = {"team": "web"}
    namespace = change(labels={"control-plane": "ours"})
    without = ["PodDisruptionBudget/operator"]
    patches = {"two": Patch("Deployment/operator", set={"spec.replicas": 2, "spec.paused": False})}


@pytest.fixture(scope="module")
def subject() -> Subject:
    env = environment(Vendored)
    return Subject(ROOT, Attribution(env, [env], None, Learning()))


@pytest.mark.parametrize(
    ("name", "field", "file", "text"),
    [
        ("Deployment/operator", "spec.template.spec.serviceAccountName", OPERATOR, "serviceAccountName: operator"),
        ("Deployment/operator", "kind", OPERATOR, "kind: Deployment"),
        ("ClusterRole/operator:manager", "rules[0].verbs[0]", RBAC, "verbs: [get, list, watch, update]"),
        ("CustomResourceDefinition/backups.operator.example.com", "spec.scope", CRDS, "scope: Namespaced"),
    ],
)
def test_explain_names_the_line_of_the_file(name: str, field: str, file: str, text: str, subject: Subject) -> None:
    [decider] = asked(subject, name, field)
    line = decider.origins[0]

    assert (decider.setting, line.path, line.source) == ("source", file, text)
    assert (ROOT / file).read_text(encoding="utf-8").splitlines()[line.line - 1].strip() == text


@pytest.mark.parametrize(
    ("name", "field", "setting"),
    [
        ("Deployment/operator", "spec.replicas", 'patches.two.set["spec.replicas"]'),
        ("Deployment/operator", "spec.paused", 'patches.two.set["spec.paused"]'),
        ("Deployment/operator", "metadata.namespace", "namespace.name"),
        ("Deployment/operator", "metadata.labels.team", "labels.team"),
        ("ClusterRoleBinding/operator:manager", "subjects[0].namespace", "namespace.name"),
        ("Deployment/operator", "spec.template.spec.containers[manager].args[0]", "namespace.name"),
        ("Namespace/backend-staging", "metadata.labels.control-plane", "namespace.labels.control-plane"),
    ],
)
def test_explain_names_the_setting_that_changed_the_file(name: str, field: str, setting: str, subject: Subject) -> None:
    assert asked(subject, name, field)[0].setting == setting


def asked(subject: Subject, name: str, field: str) -> list[Decider]:
    """The settings that decide what a field holds."""
    file = subject.file_of(name)
    place = locate(subject.attribution.documents[file], field)
    return subject.answer(file, place.path, place.container[place.key]).of("value")


def test_an_object_that_is_left_out_is_laid_to_what_leaves_it_out(subject: Subject) -> None:
    setting = subject.attribution.setting_of_object("PodDisruptionBudget/operator")

    assert setting is not None
    assert format_setting(setting) == "without[0]"


def test_a_finding_about_what_is_missing_names_the_nearest_line(monkeypatch: pytest.MonkeyPatch) -> None:
    env = environment(Vendored)
    project = cast(Project, type("Of", (), {"environments": [env], "unbuilt": (), "root": ROOT}))
    monkeypatch.setattr("plainsail.attribution.attribution.read_pin", lambda *_: None)
    where = Location(
        "dist/staging/backend/Deployment.operator.yaml",
        1,
        "staging",
        "backend",
        "Deployment/operator",
        "spec.template.spec.containers[manager].livenessProbe",
        "backend-staging",
    )

    [line] = Locator(project)(Finding(where, ""))

    assert (line.setting, line.path, line.text) == ("source", OPERATOR, "- name: manager")


def test_nothing_is_learned_from_a_file() -> None:
    library = Learning()
    env = environment(LeastManifests)

    list(Attribution(env, [env], None, library).effects())

    assert library.shapes == {}


def test_the_door_to_helm_is_imported_for_charts_alone() -> None:
    """Few apps have one, and whoever looks for the line of a finding would wait for it."""
    code = "import sys, plainsail.attribution.attribution; print('plainsail.helm.release' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
