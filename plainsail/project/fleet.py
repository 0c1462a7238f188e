"""What others must know of the registry: infrastructure and pipelines read it as files, checks compare with it.

Nothing in `deploy/terragrunt/live/fleet.json`, which Terragrunt reads, changes with a build.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from constructs_lib.kubernetes.images import parse
from constructs_lib.settings import Deployed, StatefulService, WebService, Workload
from constructs_lib.settings.names import PEERS
from plainsail.delivery.registry import Registered
from plainsail.manifests.external_secrets import SSM

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

Row: TypeAlias = dict[str, str | bool | None]
"""One app in one environment."""

_ECR = re.compile(r"(\d{12})\.dkr\.ecr(?:-fips)?\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?")


def rows(environments: Sequence[Environment]) -> list[Row]:
    """A row for each app in each environment, by app and environment; null where there is none of something."""
    return [row(env) for env in sorted(environments, key=lambda env: (env.app_name, env.env_name))]


def fleet_json(environments: Sequence[Environment]) -> str:
    """The file: `{"version": 1, "apps": [...]}`."""
    return json.dumps({"version": 1, "apps": rows(environments)}, indent=2) + "\n"


def registered(environment: Environment) -> Registered:
    """An app in an environment as checks know it."""
    build = environment.image.build if isinstance(environment, Workload) else None
    return Registered(
        app=environment.app_name,
        environment=environment.env_name,
        dockerfile=build.dockerfile if build else None,
        inputs=(build.context, *build.sources) if build else (),
        approval=environment.approval,
    )


def row(environment: Environment) -> Row:
    """An app in an environment as the files list it; null where there is none of something."""
    app = environment if isinstance(environment, Workload) else None
    secrets = app.external_secrets if app else None
    of_ssm = secrets is not None and secrets.provider == SSM
    return {
        "app": environment.app_name,
        "environment": environment.env_name,
        "namespace": environment.filled(environment.namespace.name),
        # Nobody watches a preview: it has a namespace for each pull request.
        "deployment": environment.app_name if isinstance(environment, Deployed) and not environment.previews else None,
        "service": _service(environment) if not environment.previews else None,
        "image_repository": _repository(app) if app else None,
        "builds_image": app is not None and app.image.build is not None,
        "parameters": environment.filled(secrets.path) if secrets and secrets.path and of_ssm else None,
        "account": environment.aws.account if environment.aws else None,
        "region": environment.aws.region if environment.aws else None,
    }


def _service(environment: Environment) -> str | None:
    """The Service that always has pods, if the app has one."""
    if isinstance(environment, StatefulService) and environment.service is None:
        return f"{environment.app_name}-{PEERS}"
    return environment.app_name if isinstance(environment, WebService | StatefulService) else None


def _repository(app: Workload) -> str | None:
    """The repository in ECR, without the registry, where that is the account's own."""
    image = parse(app.image.repository)
    registry = _ECR.fullmatch(image.registry) if image else None
    return image.repository if image and registry and app.aws and registry[1] == app.aws.account else None
