"""Environment variables of containers."""

from collections.abc import Iterable, Mapping, Sequence

from cdk8s_plus_27 import k8s

from constructs_lib.identity import Identity
from constructs_lib.k8s_values import quantity
from constructs_lib.kubernetes.expansion import names_in
from constructs_lib.settings import ConfigMap, ConfigMapKeyRef, FieldRef, ResourceRef, SecretKeyRef, Workload
from constructs_lib.settings.containers import Variable
from constructs_lib.settings.made_secrets import MadeSecret


def of_app(settings: Workload, identity: Identity, secrets: Sequence[MadeSecret] | None = None) -> list[k8s.EnvVar]:
    """What every container of the app's image gets: secrets, variables of ConfigMaps, those of the settings.

    The secrets are those of all pods, unless others are given.
    """
    return [
        *of_secrets(settings.secrets_of(None) if secrets is None else secrets),
        *(v for name, config in settings.config_maps.items() for v in from_config_map(identity.name(name), config)),
        *plain(settings.env),
    ]


def plain(env: Mapping[str, Variable]) -> list[k8s.EnvVar]:
    """Variables of the settings, in their order."""
    return [_variable(name, value) for name, value in env.items()]


def in_order(variables: Iterable[k8s.EnvVar]) -> list[k8s.EnvVar]:
    """The variables, the last of each name, each behind those that it refers to; otherwise in the order given.

    Kubernetes expands `$(NAME)` only where NAME stands before it: `DATABASE_URL` may say `$(DB_PASSWORD)`.
    """
    by_name = {variable.name: variable for variable in variables}
    placed: dict[str, k8s.EnvVar] = {}
    under_way: set[str] = set()

    def place(name: str) -> None:
        if name in under_way or name not in by_name:
            return
        under_way.add(name)
        for other in names_in(by_name[name].value or ""):
            place(other)
        placed[name] = by_name[name]

    for name in by_name:
        place(name)
    return list(placed.values())


def from_config_map(config_map_name: str, config: ConfigMap) -> list[k8s.EnvVar]:
    """One variable for each key of a ConfigMap that is to be read so."""
    return [_variable(key, ConfigMapKeyRef(config_map_name, key=key)) for key in config.data] if config.as_env else []


def of_secrets(secrets: Sequence[MadeSecret]) -> list[k8s.EnvVar]:
    """The variables that an app's Secrets give, one Secret after the other."""
    return [variable for made in secrets for variable in from_secret(made.name, made.secrets.as_variables)]


def from_secret(secret_name: str, keys: Mapping[str, str]) -> list[k8s.EnvVar]:
    """One required variable for each key of a Secret; `keys` leads from the one to the other.

    Never `envFrom` or `optional`: a pod must not start without a variable that it was promised.
    """
    return [_variable(name, SecretKeyRef(secret_name, key=key)) for name, key in keys.items()]


def _variable(name: str, value: Variable) -> k8s.EnvVar:
    match value:
        case SecretKeyRef():
            source = k8s.EnvVarSource(secret_key_ref=k8s.SecretKeySelector(name=value.name, key=value.key))
        case ConfigMapKeyRef():
            source = k8s.EnvVarSource(config_map_key_ref=k8s.ConfigMapKeySelector(name=value.name, key=value.key))
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
