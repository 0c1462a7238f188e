"""`dist/` that is older than `envs/` would give wrong answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from plainsail.errors import ProjectError
from plainsail.project.project import Project
from plainsail.project.scope import Target
from plainsail.secrets.needs import needs
from tests.plainsail.clones import edit

BASE = "envs/backend/base.py"
RENDERED = "dist/staging/backend/ExternalSecret.backend.yaml"
LINE = '            "APP_SERVICE_API_KEY": "service_api_key",\n'


def complaint(root: Path) -> str:
    with pytest.raises(ProjectError) as caught:
        needs(Project(root), [Target("staging")])
    return str(caught.value)


def test_a_variable_that_is_not_rendered_yet_is_said(root: Path) -> None:
    edit(root / BASE, LINE, f'{LINE}            "APP_NEW": "new",\n')

    assert complaint(root) == "dist/ is not what envs/ says of APP_NEW in staging/backend; run `plainsail synth`"


def test_a_variable_that_is_still_rendered_is_said(root: Path) -> None:
    edit(root / BASE, LINE, "")

    assert complaint(root).startswith("dist/ is not what envs/ says of APP_SERVICE_API_KEY in staging/backend;")


def test_another_parameter_is_said(root: Path) -> None:
    edit(root / RENDERED, "service_api_key", "other")

    assert complaint(root).startswith("dist/ is not what envs/ says of APP_SERVICE_API_KEY in staging/backend;")


def test_an_environment_that_nobody_asks_about_may_be_stale(root: Path) -> None:
    edit(root / RENDERED.replace("staging", "production"), "service_api_key", "other")

    assert len(needs(Project(root), [Target("staging")]).found) == 2


def test_what_a_patch_changes_is_not_stale(root: Path) -> None:
    patch = 'Patch("ExternalSecret/backend", set={"spec.data[0].remoteRef.key": "/other/key"})'
    edit(root / BASE, "    Probe,\n", "    Patch,\n    Probe,\n")
    edit(root / BASE, "    port = 80\n", f"    port = 80\n    patches = {{'p': {patch}}}\n")
    edit(root / RENDERED, "/param/my-project/staging/parameters/api_client_secret", "/other/key")

    assert "/other/key" in [need.parameter for need in needs(Project(root), [Target("staging")]).found]
