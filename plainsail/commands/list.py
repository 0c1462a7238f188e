"""`plainsail list`: what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from plainsail.findings.options import format_option
from plainsail.output import show
from plainsail.project.project import Project

if TYPE_CHECKING:
    from constructs_lib.settings import Environment, Workload

_HEADER = ("APP", "ENVIRONMENT", "NAMESPACE", "KUBERNETES", "REF", "IMAGE")


@click.command()
@click.option("--promotion", is_flag=True, help="Only the environments, in the order of promotion, as JSON.")
@format_option("text", "json", what="it is")
@click.pass_obj
def command(project: Project, promotion: bool, form: str) -> int:
    """Show apps, environments, namespaces, Kubernetes versions, refs and images.

    With --format json also how each image is built, and in which order environments are promoted. With --promotion
    what .github/promotion.json must hold.
    """
    if promotion:
        from plainsail.project.promotion import promotion_json, stages

        click.echo(promotion_json(stages(project.environments)))
    elif form == "json":
        from plainsail.findings.formats.json import document

        click.echo(document("apps", [_json(project, environment) for environment in project.environments]))
    else:
        from plainsail.table import table

        show(table([_HEADER, *(_row(environment) for environment in project.environments)]))
    return 0


def _json(project: Project, environment: Environment) -> dict[str, object]:
    """One flat row. What there is none of is null."""
    from constructs_lib.settings import Workload
    from constructs_lib.settings.layers import vocabulary_of

    app = environment if isinstance(environment, Workload) else None
    image = app.pinned_image if app else None
    build = image.build if image else None
    return {
        "app": environment.app_name,
        "environment": environment.env_name,
        "shape": vocabulary_of(type(environment)).__name__,
        "namespace": environment.filled(environment.namespace.name),
        "kubernetes_version": environment.kubernetes_version,
        "cluster": environment.cluster,
        "delivery": type(environment.delivery).__name__ if environment.delivery else None,
        "ref": environment.filled(environment.revision),
        "previews": environment.previews is not None,
        "preview_image": f"{image.repository}{environment.previews.image_suffix}"
        if image and build and environment.previews
        else None,
        "follows": environment.follows,
        "approval": environment.approval,
        "aws_account": environment.aws.account if environment.aws else None,
        "aws_region": environment.aws.region if environment.aws else None,
        "image": image.reference if image and (image.tag or image.digest) else None,
        "image_repository": image.repository if image else None,
        "image_tag": image.tag if image else None,
        "image_digest": image.digest if image else None,
        "image_source": app.pinned_source if app else None,
        "build_dockerfile": build.dockerfile if build else None,
        "build_context": build.context if build else None,
        "build_sources": list(build.sources) if build else None,
    }


def _row(environment: Environment) -> tuple[str, ...]:
    from constructs_lib.settings import Workload

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
