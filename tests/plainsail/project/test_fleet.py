"""The rows that infrastructure reads, one for each app in each environment."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from constructs_lib.settings import Workload
from plainsail.delivery.registry import read_rows
from plainsail.project.fleet import fleet_json, registered, rows
from plainsail.project.fleet_files import generated
from plainsail.project.registry import load
from plainsail.scaffold.preview import imported
from tests.plainsail.projects import copy_of_envs, write
from tests.rendered import environment
from tests.samples.values import LeastDaemon, LeastJobs

APPS = """
from constructs_lib.settings import Aws, Compute, Environment, ExternalSecrets, Image, Resources, Worker
from envs.shared import Shared


class Queue(Shared, Worker):
    image = Image("IMAGE", tag="v1")
    pod_user = 33
    resources = Resources()
    external_secrets = ExternalSecrets(cluster_secret_store="store", params={"A": "/elsewhere/a"})


class Bare(Environment):
    kubernetes_version = "1.35"
    repository = Shared.repository
    revision = "{env}"
    delivery = Shared.delivery
    namespace = Shared.namespace
"""
REGISTRY = """
from envs import apps
from envs.backend import production, staging

ENVIRONMENTS = {
    "queue": {"staging": apps.Queue},
    "bare": {"staging": apps.Bare},
    "backend": {"staging": staging.Staging, "production": production.Production},
}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = copy_of_envs(tmp_path / "project")
    return write(root, {"envs/apps.py": APPS, "envs/__init__.py": REGISTRY})


def queue(root: Path, image: str) -> dict[str, str | bool | None]:
    write(root, {"envs/apps.py": APPS.replace("IMAGE", image)})
    with imported(root):
        return next(row for row in rows(load(root)) if row["app"] == "queue")


@pytest.mark.parametrize(
    ("image", "repository"),
    [
        ("123456789012.dkr.ecr.eu-west-3.amazonaws.com/my-project/queue", "my-project/queue"),
        ("123456789012.dkr.ecr.us-east-1.amazonaws.com/queue", "queue"),
        ("210987654321.dkr.ecr.eu-west-3.amazonaws.com/my-project/queue", None),
        ("ghcr.io/my-organisation/queue", None),
        ("queue", None),
    ],
)
def test_a_repository_is_made_in_the_account_s_own_registry_alone(
    root: Path, image: str, repository: str | None
) -> None:
    assert queue(root, image)["image_repository"] == repository


def test_what_an_app_does_not_have_is_null(root: Path) -> None:
    row = queue(root, "ghcr.io/queue")

    assert (row["deployment"], row["service"], row["builds_image"], row["parameters"]) == ("queue", None, False, None)
    with imported(root):
        bare = next(row for row in rows(load(root)) if row["app"] == "bare")
    assert {key: value for key, value in bare.items() if value is not None} == {
        "app": "bare",
        "environment": "staging",
        "namespace": "bare-staging",
        "builds_image": False,
    }


@pytest.mark.parametrize("kind", [LeastJobs, LeastDaemon])
def test_what_is_no_deployment_is_watched_as_none(kind: type[Workload]) -> None:
    """The alarms of the infrastructure count the pods of Deployments."""
    [row] = rows([environment(kind)])

    assert (row["deployment"], row["service"]) == (None, None)


def test_rows_are_sorted_and_what_is_written_is_what_is_compared(root: Path) -> None:
    write(root, {"envs/apps.py": APPS.replace("IMAGE", "ghcr.io/queue")})
    with imported(root):
        environments = load(root)
    text = fleet_json(environments)

    names = [(row["app"], row["environment"]) for row in json.loads(text)["apps"]]
    assert names == sorted(names)
    assert [row.values for row in read_rows(text, "apps")] == list(generated(rows(environments), [])[0].wanted)
    known = [registered(environment) for environment in environments]
    assert {one.dockerfile for one in known if one.app == "backend"} == {"image/Dockerfile"}
    assert {one.approval for one in known} == {None, "production"}
