"""Several apps, of several shapes, beside each other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.plainsail.clones import (
    BACKEND,
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


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A clone without `dist/`."""
    return clone(tmp_path / "project", dist=False)


CONFIG_ONLY = '''
"""Nothing but a ConfigMap."""

import cdk8s

from charts.shape import Shape


class ConfigOnly(Shape):
    def build(self, environment):
        metadata = {"name": environment.app_name, "namespace": f"{environment.app_name}-{environment.env_name}"}
        cdk8s.ApiObject(self, "Map", api_version="v1", kind="ConfigMap", metadata=metadata)
'''


def test_two_apps_of_two_shapes(bare: Path) -> None:
    (bare / "charts/config_only.py").write_text(CONFIG_ONLY, encoding="utf-8")
    apps = {"backend": BACKEND, "api": another_app(bare, "api"), "config": another_app(bare, "config")}
    register(bare, apps, {"config": "charts.config_only.ConfigOnly"})

    done = run(SYNTH, bare)

    assert done.returncode == 0, done.stderr
    files = tree(bare / "dist")
    assert [path for path in files if path.startswith("staging/config")] == [
        "staging/config/ConfigMap.config.yaml",
    ]
    kinds = {path.rpartition("/")[2].partition(".")[0] for path in files if path.startswith("staging/api/")}
    assert kinds == {path.rpartition("/")[2].partition(".")[0] for path in tree(fresh() / "staging/backend")}
    assert {path: text for path, text in files.items() if "/backend/" in path} == {
        path: text for path, text in tree(fresh()).items() if "/backend/" in path
    }


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


@pytest.mark.slow
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
