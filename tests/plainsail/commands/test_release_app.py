"""A chart that somebody else wrote, beside the apps of the project: what the commands say of it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.plainsail.clones import BACKEND, PLAINSAIL, ROOT, SYNTH, clone, edit, number_of, register, run, tree

SETTINGS = """\
from constructs_lib.settings import HelmRelease, Namespace, merge
from envs.shared import Shared


class Redis(Shared, HelmRelease):
    chart = "vendor/redis"
    namespace = Namespace("{app}-{env}", pod_security="restricted")
    values = {"image": {"repository": "registry.example.com/redis"}}
    crds = False


class InStaging(Redis):
    kubernetes_version = "1.36"


class InProduction(Redis):
    values = merge({"replicaCount": 2, "podDisruptionBudget": {"enabled": True}})
    follows = "staging"
    approval = "production"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sample with redis beside its backend, rendered."""
    folder = clone(tmp_path / "project")
    shutil.copytree(ROOT / "tests/helm/charts/redis", folder / "vendor/redis")
    (folder / "envs/redis.py").write_text(SETTINGS, encoding="utf-8")
    both = {"staging": "redis.InStaging", "production": "redis.InProduction"}
    register(folder, {"backend": BACKEND, "redis": both})
    done = run(SYNTH, folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.slow
def test_it_is_strictly_clean_and_planned_by_the_line_that_changes_it(project: Path) -> None:
    checked = run((PLAINSAIL, "check", "--strict"), project)
    shutil.copytree(project / "dist", project.parent / "before")
    edit(project / "envs/redis.py", '"replicaCount": 2', '"replicaCount": 3')
    planned = run((PLAINSAIL, "plan", "--against", str(project.parent / "before"), "--format", "json"), project)

    assert checked.returncode == 0, checked.stdout
    changes = [each for each in json.loads(planned.stdout)["changes"] if each.get("field") == "spec.replicas"]
    line = number_of(project / "envs/redis.py", '"replicaCount": 3')
    assert [(each["setting"], each["origin"]["line"]) for each in changes] == [("values.replicaCount", line)]


@pytest.mark.slow
def test_a_bad_chart_never_costs_what_is_rendered(project: Path) -> None:
    before = tree(project / "dist")
    edit(project / "vendor/redis/templates/service.yaml", "clusterIP: None", 'clusterIP: {{ fail "no address" }}')

    one, several = run(SYNTH, project), run((*SYNTH, "--jobs", "4"), project)

    line = number_of(project / "envs/redis.py", 'chart = "vendor/redis"')
    told = f"envs/redis.py:{line}: vendor/redis/templates/service.yaml:8: no address\n"
    assert (one.returncode, one.stderr) == (several.returncode, several.stderr) == (2, told)
    assert tree(project / "dist") == before
