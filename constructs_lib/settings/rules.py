"""What must hold between settings: each rule a function that yields the setting that is wrong, and why.

What concerns one value alone is checked where the value is made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from constructs_lib.settings.containers import FieldRef, Variables
from constructs_lib.settings.errors import Path, SettingsError
from constructs_lib.settings.resources import Resources
from constructs_lib.settings.rules_of_names import NAME_RULES
from constructs_lib.settings.scaling import Hpa

if TYPE_CHECKING:
    from constructs_lib.settings.vocabulary import Environment

Complaint = tuple[Path, str]

RESERVED_VARIABLES = {"SERVER_NAME": "the setting port says it"}


def check(environment: Environment) -> None:
    """Raises `SettingsError` for the first rule that the settings break."""
    for rule in RULES:
        for path, message in rule(environment):
            raise SettingsError(message, path=path, owner=type(environment))


def _one_count_of_replicas(env: Environment) -> Iterator[Complaint]:
    if env.hpa is not None and env.replicas is not None:
        message = f"replicas={env.replicas} beside hpa: the autoscaler owns the number; take it out, or say hpa = None"
        yield ("replicas",), message
    for name, worker in env.workers.items():
        if worker.hpa is not None and worker.replicas is not None:
            message = f"replicas={worker.replicas} beside hpa: the autoscaler owns the number; say one of the two"
            yield ("workers", name, "replicas"), message


def _variables(env: Environment) -> Iterator[Complaint]:
    """Reserved names, and names that are said twice."""
    secret = set(env.external_secrets.params) if env.external_secrets else set()
    config = Counter(key for config in env.config_maps.values() if config.as_env for key in config.data)
    places: list[tuple[Path, set[str]]] = [(("env",), set(env.env))]
    places += [(("workers", name, "env"), set(worker.env)) for name, worker in env.workers.items()]
    places += [(("cron_jobs", name, "env"), set(job.env)) for name, job in env.cron_jobs.items() if not job.image]
    places += [(("init_containers", n, "env"), set(c.env)) for n, c in env.init_containers.items() if not c.image]
    places += [(("sidecars", name, "env"), set(c.env)) for name, c in env.sidecars.items() if not c.image]
    if env.migration:
        places.append((("migration", "env"), set(env.migration.env)))
    for path, names in (*places, (("external_secrets", "params"), secret), (("config_maps",), set(config))):
        for name in sorted(names & RESERVED_VARIABLES.keys()):
            yield (*path, name), f"{name} is a reserved variable: {RESERVED_VARIABLES[name]}; take it out"
    for path, names in places:
        for name in sorted(names & secret):
            yield (*path, name), f"{name} is a secret in external_secrets as well; say it in one place"
        for name in sorted(names & config.keys()):
            yield (*path, name), f"{name} is in a ConfigMap with as_env as well; say it in one place"
    for name in sorted(config.keys() & secret):
        yield ("external_secrets", "params", name), f"{name} is in a ConfigMap with as_env as well; say it in one place"
    for name, count in config.items():
        if count > 1:
            yield ("config_maps",), f"{name} is in {count} ConfigMaps with as_env; say it in one"


def _parameters_are_paths_once_filled(env: Environment) -> Iterator[Complaint]:
    for name in env.external_secrets.params if env.external_secrets else ():
        parameter = env.external_secrets.parameter(name) if env.external_secrets else None
        if parameter and len(env.filled(parameter.key)) > 1011:
            yield ("external_secrets", "params", name), f"the path of {name} is longer than SSM's 1011 characters"


def _autoscaling_has_requests(env: Environment) -> Iterator[Complaint]:
    """A utilisation is a share of the request: without one the autoscaler does nothing."""
    scaled: list[tuple[Path, Hpa | None, Resources]] = [(("hpa",), env.hpa, env.resources)]
    scaled += [(("workers", n, "hpa"), w.hpa, w.resources or env.resources) for n, w in env.workers.items()]
    for path, hpa, resources in scaled:
        for name in ("cpu", "memory"):
            target = getattr(hpa, f"target_{name}_utilization_percentage", None)
            if target is not None and getattr(resources.requests, name) is None:
                message = (
                    f"target_{name}_utilization_percentage={target} is a share of a {name} request, and there is none"
                )
                yield path, f"{message}; say requests=Compute({name}=...)"


def _probes(env: Environment) -> Iterator[Complaint]:
    if env.liveness_probe and env.readiness_probe is None:
        yield ("liveness_probe",), "liveness_probe without readiness_probe kills pods that still get requests; say both"


def _images_say_their_build(env: Environment) -> Iterator[Complaint]:
    """The image pin is that of the app's image; every other one says tag or digest itself."""
    for setting in ("init_containers", "sidecars", "cron_jobs"):
        for name, said in getattr(env, setting).items():
            if said.image and said.image.tag is None and said.image.digest is None:
                message = f"image={said.image.repository!r} has neither tag nor digest"
                yield (setting, name, "image"), f"{message}; say tag=..., digest=..., or both"


def _variables_are_known_to_the_cluster(env: Environment) -> Iterator[Complaint]:
    """`status.hostIPs` came with Kubernetes 1.29."""
    places: list[tuple[Path, Variables]] = [(("env",), env.env)]
    for setting in ("workers", "cron_jobs", "init_containers", "sidecars"):
        places += [((setting, name, "env"), said.env) for name, said in getattr(env, setting).items()]
    if env.migration:
        places.append((("migration", "env"), env.migration.env))
    for path, said in places:
        for name, value in said.items():
            if isinstance(value, FieldRef) and value.field_path == "status.hostIPs" and _before(env, 29):
                message = f"{name} is status.hostIPs, which Kubernetes {env.kubernetes_version} does not know"
                yield (*path, name), f"{message}; say status.hostIP"


def _before(env: Environment, minor: int) -> bool:
    return int(env.kubernetes_version.partition(".")[2]) < minor


RULES = (
    _one_count_of_replicas,
    _variables,
    _parameters_are_paths_once_filled,
    *NAME_RULES,
    _autoscaling_has_requests,
    _probes,
    _images_say_their_build,
    _variables_are_known_to_the_cluster,
)
