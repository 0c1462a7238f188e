"""Environment variables of containers."""

from collections.abc import Mapping, Sequence

from cdk8s_plus_27 import k8s

from constructs_lib.identity import Identity
from constructs_lib.k8s_values import quantity
from constructs_lib.settings import ConfigMap, FieldRef, ResourceRef, Workload
from constructs_lib.settings.made_secrets import MadeSecret

Value = str | FieldRef | ResourceRef


def of_app(settings: Workload, identity: Identity, secrets: Sequence[MadeSecret] | None = None) -> list[k8s.EnvVar]:
    """What every container of the app's image gets: secrets, variables of ConfigMaps, plain ones.

    The secrets are those of all pods, unless others are given.
    Kubernetes expands `$(NAME)` in a plain value only where NAME stands before it, so plain ones come last:
    `DATABASE_URL` may say `$(DB_PASSWORD)`.
    """
    return [
        *of_secrets(settings.secrets_of(None) if secrets is None else secrets),
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


def of_secrets(secrets: Sequence[MadeSecret]) -> list[k8s.EnvVar]:
    """The variables that an app's Secrets give, one Secret after the other."""
    return [variable for made in secrets for variable in from_secret(made.name, made.secrets.as_variables)]


def from_secret(secret_name: str, keys: Mapping[str, str]) -> list[k8s.EnvVar]:
    """One required variable for each key of a Secret; `keys` leads from the one to the other.

    Never `envFrom` or `optional`: a pod must not start without a variable that it was promised.
    """
    return [
        k8s.EnvVar(
            name=name,
            value_from=k8s.EnvVarSource(secret_key_ref=k8s.SecretKeySelector(name=secret_name, key=key)),
        )
        for name, key in keys.items()
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
