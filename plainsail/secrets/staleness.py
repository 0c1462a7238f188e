"""Whether `dist/` holds the secret variables that `envs/` says: what is not rendered, nobody would miss."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from plainsail.errors import ProjectError
from plainsail.kubernetes.external_secrets import remotes
from plainsail.kubernetes.manifests import Manifests
from plainsail.secrets.places import secrets_of
from plainsail.together import label

if TYPE_CHECKING:
    from constructs_lib.settings import Environment


def refuse_stale(manifests: Manifests, environments: Iterable[Environment]) -> None:
    """Raises `ProjectError` for the first variable of which settings and `dist/` do not say the same."""
    for each in environments:
        if _is_own_work(each):
            continue
        said = {
            (variable, each.filled(secrets.parameter(variable).key))
            for secrets in filter(None, [secrets_of(each)])
            for variable in secrets.params
        }
        rendered = {
            (remote.variable, remote.path)
            for external in manifests.of("ExternalSecret")
            if (external.environment, external.app) == (each.env_name, each.app_name)
            if external.name == each.app_name
            for remote in remotes(external)
        }
        for variable, _ in sorted(said ^ rendered, key=str):
            raise ProjectError(f"dist/ is not what envs/ says of {variable} in {label(each)}; run `plainsail synth`")


def _is_own_work(environment: Environment) -> bool:
    """Whether a patch changes the app's ExternalSecret, or an object of the user's own takes its place."""
    name = f"ExternalSecret/{environment.app_name}"
    objects = (said.manifest for said in environment.objects.values())
    return any(patch.target == name for patch in environment.patches.values()) or any(
        f"{manifest['kind']}/{manifest['metadata']['name']}" == name for manifest in objects
    )
