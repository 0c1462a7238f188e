"""A preview's folder is a kustomization: what an ApplicationSet says makes it the preview of one pull request."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from constructs_lib.kubernetes.objects import Document, key_of
from constructs_lib.settings import Environment, Ingress, RawObject, SettingsError
from plainsail.manifests.kustomizations import KUSTOMIZATION, is_ours
from plainsail.render.layout import is_rendered
from tests.references import broken
from tests.rendered import app_objects, delivery_objects, dist, environment
from tests.samples.previews import PreviewedStatefulService, PreviewedWebService

HOST = "{app}-pr-number.preview.example.com"
INGRESS = Ingress(HOST, class_name="nginx")
ENV = {
    "PUBLIC": "https://backend-pr-number.preview.example.com/x",
    "PEERS": "http://api.api-pr-number.svc:80/,http://pr-number.example.com",
    "NUMBER": "pr-number",
    "OTHER": "our-pr-numbers",
}


def said(**settings: Any) -> PreviewedWebService:
    return environment(PreviewedWebService, **{"ingress": INGRESS, "env": ENV, **settings})


def filled(settings: Environment, folder: Path) -> Mapping[str, Document]:
    """What kustomize makes of the folder with all that the ApplicationSet says, the number being 7."""
    for path, text in dist(settings).items():
        if path.startswith("staging/backend/"):
            (folder / Path(path).name).write_text(text, encoding="utf-8")
    documents = app_objects(settings)
    [several] = [each for each in delivery_objects(settings, documents) if each["kind"] == "ApplicationSet"]
    source = several["spec"]["template"]["spec"]["source"]["kustomize"]
    made = yaml.safe_load((folder / KUSTOMIZATION).read_text(encoding="utf-8"))
    made["namespace"] = number(source["namespace"])
    for image in source.get("images", []):
        name, _, new = number(image).partition("=")
        repository, _, tag = new.rpartition(":")
        made.setdefault("images", []).append({"name": name, "newName": repository, "newTag": tag})
    (folder / KUSTOMIZATION).write_text(yaml.safe_dump(made), encoding="utf-8")
    kubectl = Path(sys.executable).with_name("kubectl")
    done = subprocess.run([kubectl, "kustomize", folder], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {str(key_of(each)): each for each in yaml.safe_load_all(done.stdout)}


def number(text: str) -> str:
    return text.replace("{{.number}}", "7").replace("{{.head_sha}}", "c" * 40)


def test_all_of_it_lives_in_the_namespace_of_the_pull_request(tmp_path: Path) -> None:
    objects = filled(said(), tmp_path)

    assert "Namespace/backend-pr-7" in objects
    assert {each["metadata"].get("namespace", "backend-pr-7") for each in objects.values()} == {"backend-pr-7"}
    assert broken(list(objects.values())) == []


def test_host_and_variables_have_the_number(tmp_path: Path) -> None:
    """Wherever it stands in a text, and nowhere else."""
    objects = filled(said(), tmp_path)

    [container] = objects["Deployment/backend"]["spec"]["template"]["spec"]["containers"]
    env = {each["name"]: each.get("value") for each in container["env"]}
    assert objects["Ingress/backend"]["spec"]["rules"][0]["host"] == "backend-pr-7.preview.example.com"
    assert {name: env[name] for name in ENV} == {
        "PUBLIC": "https://backend-pr-7.preview.example.com/x",
        "PEERS": "http://api.api-pr-7.svc:80/,http://pr-7.example.com",
        "NUMBER": "pr-7",
        "OTHER": "our-pr-numbers",
    }
    assert "pr-number" not in yaml.safe_dump(list(objects.values())).replace(ENV["OTHER"], "")


def test_the_image_is_that_of_the_head(tmp_path: Path) -> None:
    """In a repository of its own, and without the digest of the pin."""
    [container] = filled(said(), tmp_path)["Deployment/backend"]["spec"]["template"]["spec"]["containers"]

    assert container["image"] == f"registry.example.com/backend/previews:pr-7-{'c' * 40}"


def test_what_is_only_there_to_be_filled_is_never_applied(tmp_path: Path) -> None:
    assert not [name for name in filled(said(), tmp_path) if name.startswith("ConfigMap/")]


def test_a_stateful_service_too(tmp_path: Path) -> None:
    objects = filled(environment(PreviewedStatefulService), tmp_path)

    assert objects["StatefulSet/backend"]["metadata"]["namespace"] == "backend-pr-7"


def test_nobody_is_asked_before_it_is_deleted() -> None:
    """The day the pull request is closed, nobody looks."""
    assert "confirm" not in str(app_objects(said()))


def test_synth_knows_the_file_as_its_own() -> None:
    """It goes with the environment, and is no object for `check` and `plan`."""
    text = dist(said())[path := f"staging/backend/{KUSTOMIZATION}"]

    assert is_rendered(path, text.encode())
    assert is_ours(path, text)
    assert not is_ours(path, text.replace("resources:", "components:"))
    assert not is_ours(KUSTOMIZATION, text)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {"ingress": Ingress("example.com", class_name="nginx")},
            "Ingress/backend spec.rules[0].host is example.com, the same for each",
        ),
        ({"env": {"A": "%pr-number%"}}, "holds '%pr-number%', in which the number cannot be told"),
        (
            {
                "objects": {
                    "high": RawObject(
                        {"apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": {"name": "high"}},
                        cluster_scoped=True,
                    )
                }
            },
            "PriorityClass/high is outside namespaces, so that previews share it",
        ),
        (
            {"objects": {"a": RawObject({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "pr-number"}})}},
            "ConfigMap/pr-number has the number in its name",
        ),
    ],
    ids=["one host for all", "a number within a word", "an object outside namespaces", "a number in a name"],
)
def test_what_pull_requests_would_share_is_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError) as raised:
        dist(said(**settings))

    assert message in str(raised.value)
