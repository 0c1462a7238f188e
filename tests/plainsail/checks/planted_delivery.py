"""Delivery files to plant faults in."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import dedent

from plainsail.delivery import Delivery, HclFile, Workflow
from plainsail.delivery.dockerfile import read_dockerfile
from plainsail.delivery.hcl import read_hcl
from plainsail.delivery.registry import Registered
from plainsail.yaml_reader import load_all


def image(text: str) -> Delivery:
    """A project whose only delivery file is `image/Dockerfile`, which builds the backend of both environments."""
    return images({"image/Dockerfile": text}, backend="image/Dockerfile")


def images(texts: Mapping[str, str], **builds: str) -> Delivery:
    """A project of several Dockerfiles; `builds` says which builds the image of an app."""
    return Delivery(
        dockerfiles={path: read_dockerfile(path, dedent(text).strip()) for path, text in texts.items()},
        registered=tuple(
            Registered(app=app, environment=environment, dockerfile=path)
            for app, path in builds.items()
            for environment in ("staging", "production")
        ),
    )


def hcl(text: str, *, path: str = "deploy/terragrunt/live/shared/terragrunt.hcl") -> HclFile:
    """A file of Terragrunt."""
    text = dedent(text).strip()
    return HclFile(path, text, read_hcl(text))


def workflow(text: str, *, path: str = ".github/workflows/default.yml") -> Workflow:
    """A workflow."""
    text = dedent(text).strip()
    [content] = load_all(text)
    return Workflow(path, text, content)
