"""Delivery files to plant faults in."""

from __future__ import annotations

from textwrap import dedent

from plainsail.delivery import Delivery, HclFile, Workflow
from plainsail.delivery.dockerfile import read_dockerfile
from plainsail.delivery.hcl import read_hcl
from plainsail.yaml_reader import load_all


def image(text: str) -> Delivery:
    """A project whose only delivery file is `image/Dockerfile`."""
    return Delivery(dockerfile=read_dockerfile("image/Dockerfile", dedent(text).strip()))


def hcl(text: str, *, path: str = "deploy/terragrunt/live/shared/terragrunt.hcl") -> HclFile:
    """A file of Terragrunt."""
    text = dedent(text).strip()
    return HclFile(path, text, read_hcl(text))


def workflow(text: str, *, path: str = ".github/workflows/default.yml") -> Workflow:
    """A workflow."""
    text = dedent(text).strip()
    [content] = load_all(text)
    return Workflow(path, text, content)
