"""Several apps, of several shapes, beside each other."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from charts import CHARTS as CHARTS_OF_THE_LIBRARY
from tests.plainsail.clones import (
    BACKEND,
    PLAINSAIL,
    SYNTH,
    another_app,
    clone,
    edit,
    fresh,
    number_of,
    register,
    run,
    tree,
)

pytestmark = pytest.mark.slow


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A clone without `dist/`."""
    return clone(tmp_path / "project", dist=False)


VOCABULARY = '''
from constructs_lib.settings import Environment
from constructs_lib.settings.values import Map

class Configuration(Environment, vocabulary=True):
    """Nothing but a ConfigMap: no pod, and nothing that a pod needs."""

    # What it holds.
    data: Map[str, str]
    """Name to content."""
'''
CHART = """
from cdk8s_plus_27 import k8s

from charts.shape import Shape


class ConfigurationChart(Shape):
    def build(self, environment, identity):
        k8s.KubeConfigMap(self, "Map", metadata=identity.metadata(), data=dict(environment.data))
"""
CHARTS = """
from charts.configuration import ConfigurationChart
from charts.web_service import WebServiceChart
from charts.worker import WorkerChart
from constructs_lib.settings import WebService, Worker
from envs.vocabulary import Configuration

CHARTS = {WebService: WebServiceChart, Worker: WorkerChart, Configuration: ConfigurationChart}
"""
APPS = """
from constructs_lib.settings import Environment, Image, Resources, Worker
from envs import shared
from envs.vocabulary import Configuration


class Where(Environment):
    kubernetes_version = "1.35"
    repository = shared.Shared.repository
    revision = shared.Shared.revision
    delivery = shared.Shared.delivery
    namespace = shared.Shared.namespace


class Config(Where, Configuration):
    data = {"a": "b"}


class Queue(Where, Worker):
    image = Image("example.com/queue", tag="v1")
    pod_user = 33
    resources = Resources()
    command = "bin/consume"
"""


def test_apps_of_several_shapes(bare: Path) -> None:
    """One of the project's own, which asks for nothing that an app with pods needs; Argo CD brings them all."""
    (bare / "envs/vocabulary.py").write_text(VOCABULARY, encoding="utf-8")
    (bare / "envs/apps.py").write_text(APPS, encoding="utf-8")
    (bare / "charts/configuration.py").write_text(CHART, encoding="utf-8")
    (bare / "charts/__init__.py").write_text(CHARTS, encoding="utf-8")
    register(
        bare,
        {
            "backend": BACKEND,
            "api": another_app(bare, "api"),
            "config": {"staging": "apps.Config"},
            "queue": {"staging": "apps.Queue"},
        },
    )

    done = run(SYNTH, bare)

    assert done.returncode == 0, done.stderr
    files = {path: text.decode() for path, text in tree(bare / "dist").items()}
    assert [path for path in files if path.startswith("staging/config")] == [
        "staging/config/ConfigMap.config.yaml",
        "staging/config/Namespace.config-staging.yaml",
    ]
    assert [path.partition("queue/")[2] for path in files if path.startswith("staging/queue")] == [
        "Deployment.queue.yaml",
        "Namespace.queue-staging.yaml",
        "ServiceAccount.queue.yaml",
    ]
    assert "path: dist/staging/config\n" in files["argocd/staging/Application.config-staging.yaml"]
    kinds = {path.rpartition("/")[2].partition(".")[0] for path in files if path.startswith("staging/api/")}
    assert kinds == {path.rpartition("/")[2].partition(".")[0] for path in tree(fresh() / "staging/backend")}
    assert {path: text.encode() for path, text in files.items() if "/backend/" in path} == {
        path: text for path, text in tree(fresh()).items() if "/backend/" in path
    }
    # Commands that ask for an image or for secrets pass by an app that has none.
    listed = run((PLAINSAIL, "list"), bare).stdout
    assert re.search(r"^config +staging .*\(none\)$", listed, re.MULTILINE)
    explained = run((PLAINSAIL, "explain", "staging/config", "data"), bare).stdout
    assert "Name to content." in explained


def test_an_app_that_no_chart_draws(bare: Path) -> None:
    (bare / "envs/vocabulary.py").write_text(VOCABULARY, encoding="utf-8")
    (bare / "envs/apps.py").write_text(APPS, encoding="utf-8")
    register(bare, {"config": {"staging": "apps.Config"}})

    line = number_of(bare / "envs/apps.py", "class Config")
    drawn = ", ".join(kind.__name__ for kind in CHARTS_OF_THE_LIBRARY)
    assert run(SYNTH, bare).stderr == (
        f"envs/apps.py:{line}: no chart draws Config, which is a Configuration; "
        f"derive it from a vocabulary that charts/__init__.py has a chart for ({drawn}), or add one there\n"
    )


def test_charts_are_named_by_vocabulary(bare: Path) -> None:
    """Not by app."""
    edit(bare / "charts/__init__.py", "    WebService: ", '    "backend": ')

    line = number_of(bare / "charts/__init__.py", '"backend"')
    why = "CHARTS names charts by vocabulary, and 'backend' is none; write CHARTS = {Vocabulary: ItsChart}"
    assert run(SYNTH, bare).stderr == f"charts/__init__.py:{line}: {why}\n"


CLUSTER_ROLE = """    ingress = change(host="backend.example.com")
    objects = {
        "reader": RawObject(
            {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": {"name": "reader"}},
            cluster_scoped=True,
        )
    }
"""


def test_two_apps_that_render_the_same_object(bare: Path) -> None:
    register(bare, {"backend": BACKEND, "api": another_app(bare, "api")})
    said = bare / "envs/backend/production.py"
    edit(said, '    ingress = change(host="backend.example.com")\n', CLUSTER_ROLE)
    edit(said, "import change", "import RawObject, change")

    done = run(SYNTH, bare)

    told = "production/api and production/backend both render ClusterRole/reader; rename it in one of them"
    assert done.stderr == f"envs/backend/production.py:{number_of(said, 'reader')}: {told}\n"
    assert done.returncode == 2
    assert not (bare / "dist").exists()


def test_two_apps_in_one_namespace_that_both_create_it(bare: Path) -> None:
    register(bare, {"backend": BACKEND, "api": another_app(bare, "api")})
    said = bare / "envs/shared.py"
    edit(said, 'Namespace("{app}-{env}"', 'Namespace("{env}"')

    done = run(SYNTH, bare)

    told = "production/api and production/backend both render Namespace/production; say create=False in one of them"
    assert (done.returncode, done.stderr) == (2, f"envs/shared.py:{number_of(said, 'namespace = ')}: {told}\n")


def test_two_apps_in_one_namespace_that_one_creates(bare: Path) -> None:
    register(bare, {"backend": BACKEND, "api": another_app(bare, "api")})
    edit(bare / "envs/shared.py", 'Namespace("{app}-{env}"', 'Namespace("{env}"')
    for env in ("staging", "production"):
        with (bare / f"envs/api/{env}.py").open("a", encoding="utf-8") as file:
            file.write(
                "    from constructs_lib.settings import change as _change\n    namespace = _change(create=False)\n"
            )

    done = run(SYNTH, bare)

    assert done.returncode == 0, done.stderr
    assert "Namespace.staging.yaml" in {path.name for path in (bare / "dist/staging/backend").iterdir()}
    assert not list((bare / "dist").rglob("api/Namespace.*"))


def test_fifty_apps_by_two_processes_are_those_by_one(bare: Path) -> None:
    names = [f"app{number}" for number in range(49)]
    register(bare, {"backend": BACKEND} | {name: another_app(bare, name) for name in names})

    alone = run((*SYNTH, "--jobs", "1"), bare)
    one = tree(bare / "dist")
    shutil.rmtree(bare / "dist")
    together = run((*SYNTH, "--jobs", "2"), bare)

    assert (alone.returncode, together.returncode) == (0, 0), alone.stderr + together.stderr
    assert len([path for path in one if path.endswith("Deployment.backend.yaml")]) == 2
    assert len({path.split("/")[1] for path in one if path.startswith("staging/")}) == 50
    assert tree(bare / "dist") == one
