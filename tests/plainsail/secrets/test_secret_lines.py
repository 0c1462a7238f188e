"""The line of `envs/` that says which parameter an ExternalSecret reads."""

from __future__ import annotations

from pathlib import Path

from plainsail.project.project import Project
from plainsail.project.scope import Target
from plainsail.secrets.needs import Need, needs
from tests.plainsail.clones import edit, number_of
from tests.plainsail.secret_projects import plant

BASE = "envs/backend/base.py"
OWN = """    objects = {
        "own": RawObject(
            {
                "apiVersion": "external-secrets.io/v1",
                "kind": "ExternalSecret",
                "metadata": {"name": "own"},
                "spec": {
                    "secretStoreRef": {"name": "ssm"},
                    "data": [
                        {"secretKey": "A", "remoteRef": {"key": "/x/a"}},
                        {"secretKey": "B", "remoteRef": {"key": "/x/b"}},
                    ],
                },
            }
        ),
    }
"""
SPEC = """
    secretStoreRef: {name: ssm}
    data:
    - {secretKey: A, remoteRef: {key: /x/a}}
    - {secretKey: B, remoteRef: {key: /x/b}}
"""


def of(root: Path, variable: str) -> Need:
    [need] = [need for need in needs(Project(root), [Target("staging")]).found if need.variable == variable]
    return need


def test_the_nearest_class_that_says_the_variable_is_named(root: Path) -> None:
    staging = root / "envs/backend/staging.py"
    edit(
        staging,
        "    hpa =",
        '    external_secrets = change(params=change({"APP_SERVICE_API_KEY": "own_key"}))\n    hpa =',
    )
    edit(root / "dist/staging/backend/ExternalSecret.backend.yaml", "service_api_key", "own_key")

    need = of(root, "APP_SERVICE_API_KEY")

    assert (need.path, need.line) == ("envs/backend/staging.py", number_of(staging, "own_key"))


def test_an_object_of_ones_own_is_named_where_it_says_the_parameter(root: Path) -> None:
    edit(root / BASE, "    Probe,\n", "    Probe,\n    RawObject,\n")
    edit(root / BASE, "    port = 80\n", f"    port = 80\n{OWN}")
    plant(root, "own", SPEC)

    need = of(root, "B")

    assert (need.path, need.line) == (BASE, number_of(root / BASE, '"/x/b"'))


def test_a_patch_that_says_the_parameter_is_named(root: Path) -> None:
    patch = 'Patch("ExternalSecret/backend", set={"spec.data[0].remoteRef.key": "/other/key"})'
    edit(root / BASE, "    Probe,\n", "    Patch,\n    Probe,\n")
    edit(root / BASE, "    port = 80\n", f"    port = 80\n    patches = {{\n        'p': {patch},\n    }}\n")
    edit(
        root / "dist/staging/backend/ExternalSecret.backend.yaml",
        "/param/my-project/staging/parameters/api_client_secret",
        "/other/key",
    )

    need = of(root, "APP_API_CLIENT_SECRET")

    assert (need.path, need.line) == (BASE, number_of(root / BASE, '"/other/key"'))


def test_what_no_setting_says_is_named_where_it_is_rendered(root: Path) -> None:
    path = plant(root, "own", SPEC)

    need = of(root, "A")

    assert (need.path, need.line, need.source) == (path, 2, "")
