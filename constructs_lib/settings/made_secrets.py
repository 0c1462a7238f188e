"""The Secrets of an app: what each is called, and whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from constructs_lib.kubernetes.hashed_names import with_hash
from constructs_lib.settings import names
from constructs_lib.settings.errors import Path
from constructs_lib.settings.secrets import ExternalSecrets, Extract, Find, Param
from constructs_lib.settings.stores import whole
from constructs_lib.settings.values import thaw

if TYPE_CHECKING:
    from constructs_lib.settings.environment import Environment


class MadeSecret(NamedTuple):
    """One Secret, and the ExternalSecret that fills it."""

    part: str | None
    """What stands between the app's name and the hash; None in `<app>-<hash>`."""
    path: Path
    """The setting that says it."""
    name: str
    secrets: ExternalSecrets
    component: str | None
    """The worker or job whose pods alone get it; None where all pods of the app do."""

    @property
    def volume(self) -> str:
        """The name of the volume that shows its files."""
        if self.component:
            return f"own-{names.SECRETS}"
        return f"{names.SECRETS}-{self.part}" if self.part else names.SECRETS


def named(part: str | None, secrets: ExternalSecrets, environment: Environment) -> str:
    """`<app>[-<part>]-<hash>` of what decides the content of a Secret.

    A pod that needs other secrets names another Secret, so that it cannot start with the old one; and what Argo CD
    waits for is a new object, not one that was ready before it changed. Patches call it `ExternalSecret/<app>[-<part>]`
    and are part of what is hashed.
    """
    stem = f"{environment.app_name}-{part}" if part else environment.app_name
    filled = environment.filled
    content: dict[str, Any] = {
        "store": [secrets.store.kind, filled(secrets.store.name)],
        "data": {name: _of_param(secrets.parameter(name), environment) for name in secrets.params},
        "patches": [
            {name: thaw(what) for name, what in patch.changes.items()}
            for patch in environment.patches.values()
            if patch.target == f"ExternalSecret/{stem}"
        ],
    }
    # Only where they are said: what a Secret was called before these settings were there, it is called for ever.
    further = {
        "files": {name: _of_param(secrets.parameter(name), environment) for name in secrets.data},
        "from": [_of_source(source, secrets, environment) for source in secrets.data_from],
        "template": dict(secrets.template),
        "merged": secrets.merges,
    }
    return with_hash(stem, {**content, **{name: what for name, what in further.items() if what}})


def _of_param(param: Param, environment: Environment) -> list[str | None]:
    decoded = [param.decoding_strategy] if param.decoding_strategy else []
    return [environment.filled(param.key), param.property, param.version, *decoded]


def _of_source(source: Extract | Find, secrets: ExternalSecrets, environment: Environment) -> list[Any]:
    if isinstance(source, Extract):
        key = environment.filled(whole(source.key, secrets.path))
        return [key, source.property, source.version, source.decoding_strategy]
    folder = source.path or secrets.path
    rewrites = [[rewrite.source, rewrite.target] for rewrite in source.rewrite]
    return [source.name, dict(source.tags), folder and environment.filled(folder), rewrites, source.decoding_strategy]
