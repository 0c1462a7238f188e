"""`plainsail list`: what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from constructs_lib.settings import Workload
from plainsail.project.project import Project
from plainsail.table import table

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

_HEADER = ("APP", "ENVIRONMENT", "NAMESPACE", "KUBERNETES", "REF", "IMAGE")


@click.command()
@click.pass_obj
def command(project: Project) -> int:
    """Apps, environments, namespaces, Kubernetes versions, refs and images."""
    print(table([_HEADER, *(_row(environment) for environment in project.environments)]))
    return 0


def _row(environment: Environment) -> tuple[str, ...]:
    return (
        environment.app_name,
        environment.env_name,
        environment.filled(environment.namespace.name),
        environment.kubernetes_version,
        environment.filled(environment.revision),
        _image(environment) if isinstance(environment, Workload) else "(none)",
    )


def _image(app: Workload) -> str:
    image = app.pinned_image
    return image.reference if image.tag or image.digest else f"{image.repository} (not pinned)"
