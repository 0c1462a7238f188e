"""What kustomize makes of an overlay is delivered as it is: rendered once by `kubectl kustomize`, and committed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from constructs_lib.kubernetes.objects import Document, key_of
from constructs_lib.settings import Patch
from plainsail.errors import ProjectError
from plainsail.render.vendored.objects import vendored
from tests import kubectl
from tests.plainsail.projects import write
from tests.rendered import by_name, environment
from tests.samples.manifests import LeastManifests

OVERLAY = {
    "kustomize/base/kustomization.yaml": "resources: [operator.yaml]\n",
    "kustomize/base/operator.yaml": """\
apiVersion: v1
kind: ServiceAccount
metadata: {name: operator}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: operator}
spec:
  selector: {matchLabels: {app: operator}}
  template:
    metadata: {labels: {app: operator}}
    spec:
      serviceAccountName: operator
      containers:
      - name: manager
        image: operator
        args: [--lead]
        envFrom: [{configMapRef: {name: operator}}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: operator}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects: [{kind: ServiceAccount, name: operator, namespace: default}]
""",
    "kustomize/ours/kustomization.yaml": """\
resources: [../base]
namespace: operators
namePrefix: our-
labels: [{pairs: {team: shop}}]
images: [{name: operator, newName: registry.example.com/operator, newTag: v1.2.0}]
replicas: [{name: operator, count: 2}]
configMapGenerator: [{name: operator, literals: [LEVEL=info]}]
patches:
- target: {kind: Deployment}
  patch: |
    - {op: add, path: /spec/template/spec/containers/0/args/-, value: --verbose}
""",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An overlay in the repository, and beside it what kustomize makes of it."""
    root = write(tmp_path, OVERLAY)
    command = [str(Path(sys.executable).with_name("kubectl")), "kustomize", "kustomize/ours"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    write(root, {"vendor/operator.yaml": done.stdout})
    return root


def sorted_objects(documents: list[Document]) -> list[Document]:
    return sorted(documents, key=lambda document: str(key_of(document)))


def test_its_objects_are_those_that_kubectl_reads(project: Path) -> None:
    built, refused = kubectl.read(project / "vendor/operator.yaml")
    delivered = vendored(environment(LeastManifests, source="vendor", namespaces="keep"), project)

    assert refused == []
    assert sorted_objects([each.document for each in delivered]) == sorted_objects(built)
    assert {document["metadata"].get("namespace") for document in built} == {"operators", None}


def test_they_go_to_the_apps_namespace_and_are_patched_like_all(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plainsail.render.vendored.objects.root_of", lambda _: project)
    args = "spec.template.spec.containers[manager].args"
    patch = Patch("Deployment/our-operator", append={args: ["--watch=shop"]}, insert={f"{args}[0]": ["--first"]})

    objects = by_name(environment(LeastManifests, source="vendor", patches={"args": patch}))

    [container] = objects["Deployment/our-operator"]["spec"]["template"]["spec"]["containers"]
    assert container["args"] == ["--first", "--lead", "--verbose", "--watch=shop"]
    assert objects["ClusterRoleBinding/our-operator"]["subjects"][0]["namespace"] == "backend-staging"


def test_the_overlay_itself_is_refused_with_the_command(project: Path) -> None:
    with pytest.raises(ProjectError) as raised:
        vendored(environment(LeastManifests, source="kustomize/ours"), project)

    assert str(raised.value) == (
        "kustomize/ours/kustomization.yaml:1: is for kustomize, which is not run here; render it first "
        "(kubectl kustomize kustomize/ours > kustomize/ours.yaml), and name that file "
        '(source = "kustomize/ours.yaml")'
    )
