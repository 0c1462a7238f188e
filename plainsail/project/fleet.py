"""What infrastructure must know of the registry: `deploy/terragrunt/live/fleet.json`, which Terragrunt reads.

Nothing in it changes with a build.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from constructs_lib.kubernetes.images import parse
from constructs_lib.settings import Replicated, WebService, Workload

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

Row: TypeAlias = dict[str, str | bool | None]
"""One app in one environment."""

FLEET = "deploy/terragrunt/live/fleet.json"
_ECR = re.compile(r"(\d{12})\.dkr\.ecr(?:-fips)?\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?")


def rows(environments: Sequence[Environment]) -> list[Row]:
    """A row for each app in each environment, by app and environment; null where there is none of something."""
    return [_row(env) for env in sorted(environments, key=lambda env: (env.app_name, env.env_name))]


def fleet_json(environments: Sequence[Environment]) -> str:
    """The file: `{"version": 1, "apps": [...]}`."""
    return json.dumps({"version": 1, "apps": rows(environments)}, indent=2) + "\n"


def _row(environment: Environment) -> Row:
    app = environment if isinstance(environment, Workload) else None
    secrets = app.external_secrets if app else None
    return {
        "app": environment.app_name,
        "environment": environment.env_name,
        "namespace": environment.filled(environment.namespace.name),
        "deployment": environment.app_name if isinstance(environment, Replicated) else None,
        "service": environment.app_name if isinstance(environment, WebService) else None,
        "image_repository": _repository(app) if app else None,
        "builds_image": app is not None and app.image.build is not None,
        "parameters": environment.filled(secrets.path) if secrets and secrets.path else None,
        "account": environment.aws.account if environment.aws else None,
        "region": environment.aws.region if environment.aws else None,
    }


def _repository(app: Workload) -> str | None:
    """The repository in ECR, without the registry, where that is the account's own."""
    image = parse(app.image.repository)
    registry = _ECR.fullmatch(image.registry) if image else None
    return image.repository if image and registry and app.aws and registry[1] == app.aws.account else None
