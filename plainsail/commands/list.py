"""`plainsail list`: what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from constructs_lib.settings.text import fill
from plainsail.project import Project
from plainsail.table import table

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

_HEAD = ("APP", "ENVIRONMENT", "NAMESPACE", "KUBERNETES", "REF", "IMAGE")


@click.command()
@click.pass_obj
def command(project: Project) -> int:
    """Apps, environments, namespaces, refs and images."""
    print(table([_HEAD, *(_row(environment) for environment in project.environments)]))
    return 0


def _row(environment: Environment) -> tuple[str, ...]:
    def filled(text: str) -> str:
        return fill(text, app=environment.app_name, env=environment.env_name)

    return (
        environment.app_name,
        environment.env_name,
        filled(environment.namespace.name),
        environment.kubernetes_version,
        filled(environment.revision),
        environment.pinned_image.reference,
    )
