"""A copy of the project whose secrets are asked for, and what is planted in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from textwrap import dedent, indent

from plainsail.location import Location
from plainsail.secrets.needs import Need
from tests.plainsail.clones import edit, fresh
from tests.plainsail.projects import copy_of_envs

FOLDER = "/param/my-project/staging/parameters"
KEYS = (f"{FOLDER}/api_client_secret", f"{FOLDER}/service_api_key")
"""What the sample's backend needs in staging."""


def copy_with_dist(root: Path) -> Path:
    """The sample's settings and what is rendered from them, to be changed."""
    shutil.copytree(fresh(), root / "dist")
    return copy_of_envs(root)


def external_secret(root: Path, env: str = "staging") -> Path:
    """The file of the backend's own ExternalSecret, whose name follows its content."""
    [path] = (root / "dist" / env / "backend").glob("ExternalSecret.backend-*.yaml")
    return path


def plant(root: Path, name: str, spec: str, *, env: str = "staging", kind: str = "ExternalSecret") -> str:
    """An ExternalSecret of the user's own, as it is rendered; returns its file."""
    text = f"---\napiVersion: external-secrets.io/v1\nkind: {kind}\nmetadata:\n  name: {name}\nspec:\n"
    path = f"dist/{env}/backend/{kind}.{name}.yaml"
    (root / path).write_text(text + indent(dedent(spec).lstrip("\n"), "  "), encoding="utf-8")
    return path


def plant_many(root: Path, keys: Iterable[str]) -> str:
    """An ExternalSecret that reads all of them, as VAR_000, VAR_001, ..."""
    data = "".join(f"- secretKey: VAR_{n:03}\n  remoteRef: {{key: {key}}}\n" for n, key in enumerate(keys))
    return plant(root, "many", f"secretStoreRef: {{kind: SecretStore, name: ssm}}\ndata:\n{data}")


def misspell(root: Path, wrong: str = "service_api_kye") -> None:
    """A slip in the settings, rendered."""
    edit(root / "envs/backend/base.py", '"service_api_key"', f'"{wrong}"')
    for env in ("staging", "production"):
        edit(external_secret(root, env), "service_api_key", wrong)


def need(parameter: str, *, variable: str | None = "KEY", environment: str = "staging", **said: object) -> Need:
    """A need of the backend."""
    fields: dict[str, object] = {
        "environment": environment,
        "app": "backend",
        "variable": variable,
        "parameter": parameter,
        "folder": False,
        "field": None,
        "version": None,
        "store": "ClusterSecretStore/ssm",
        "where": Location(
            path=f"dist/{environment}/backend/ExternalSecret.backend.yaml",
            line=2,
            environment=environment,
            app="backend",
            object="ExternalSecret/backend",
            field=f"spec.data[{variable}].remoteRef",
        ),
    }
    return Need(**{**fields, **said})  # type: ignore[arg-type] # each test says what it is about
