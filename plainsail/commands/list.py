"""`plainsail list`: what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from plainsail.project import Project
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
    from constructs_lib.settings.text import fill

    app, env, image = environment.app_name, environment.env_name, environment.pinned_image
    return (
        app,
        env,
        fill(environment.namespace.name, app=app, env=env),
        environment.kubernetes_version,
        fill(environment.revision, app=app, env=env),
        image.reference if image.tag or image.digest else f"{image.repository} (not pinned)",
    )
