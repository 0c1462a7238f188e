"""Environment variables of containers."""

from collections.abc import Mapping

from cdk8s_plus_27 import k8s

from constructs_lib.identity import Identity
from constructs_lib.k8s_values import quantity
from constructs_lib.settings import ConfigMap, FieldRef, ResourceRef, Workload

Value = str | FieldRef | ResourceRef


def of_app(settings: Workload, identity: Identity) -> list[k8s.EnvVar]:
    """What every container of the app's image gets: secrets, variables of ConfigMaps, plain ones.

    Kubernetes expands `$(NAME)` in a plain value only where NAME stands before it, so plain ones come last:
    `DATABASE_URL` may say `$(DB_PASSWORD)`.
    """
    secrets, name = settings.external_secrets, settings.secret_name
    return [
        *(from_secret(name, list(secrets.params)) if secrets and name else ()),
        *(v for name, config in settings.config_maps.items() for v in from_config_map(identity.name(name), config)),
        *plain(settings.env),
    ]


def plain(env: Mapping[str, Value]) -> list[k8s.EnvVar]:
    """Variables that are no secrets, in the order of the settings: Kubernetes expands `$(NAME)` backwards."""
    return [_variable(name, value) for name, value in env.items()]


def from_config_map(config_map_name: str, config: ConfigMap) -> list[k8s.EnvVar]:
    """One variable for each key of a ConfigMap that is to be read so."""
    if not config.as_env:
        return []
    return [
        k8s.EnvVar(
            name=key,
            value_from=k8s.EnvVarSource(config_map_key_ref=k8s.ConfigMapKeySelector(name=config_map_name, key=key)),
        )
        for key in config.data
    ]


def from_secret(secret_name: str, names: list[str]) -> list[k8s.EnvVar]:
    """One required variable for each key of a Secret.

    Never `envFrom` or `optional`: a pod must not start without a variable that it was promised.
    """
    return [
        k8s.EnvVar(
            name=name,
            value_from=k8s.EnvVarSource(secret_key_ref=k8s.SecretKeySelector(name=secret_name, key=name)),
        )
        for name in names
    ]


def _variable(name: str, value: Value) -> k8s.EnvVar:
    match value:
        case FieldRef():
            source = k8s.EnvVarSource(field_ref=k8s.ObjectFieldSelector(field_path=value.field_path))
        case ResourceRef():
            source = k8s.EnvVarSource(
                resource_field_ref=k8s.ResourceFieldSelector(
                    resource=value.resource,
                    divisor=quantity(value.divisor),
                )
            )
        case _:
            return k8s.EnvVar(name=name, value=value)
    return k8s.EnvVar(name=name, value_from=source)
