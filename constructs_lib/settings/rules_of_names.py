"""What must hold between names: of containers, ports, volumes, components, and the paths that volumes appear at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from constructs_lib.settings import names
from constructs_lib.settings.errors import Path

if TYPE_CHECKING:
    from constructs_lib.settings.vocabulary import Environment

Complaint = tuple[Path, str]

RESERVED_CONTAINERS = (names.APP,)
RESERVED_COMPONENTS = (names.WEB, names.MIGRATION)
RESERVED_LABELS = {
    names.COMPONENT: "the part of the app",
    names.MANAGED_BY: "Plainsail",
    names.NAME: "the app's name",
    names.PART_OF: "the setting part_of",
    names.VERSION: "the image's tag",
}


def _names_do_not_meet(env: Environment) -> Iterator[Complaint]:
    """Names of containers, of volumes, of components: each tells pods or parts of one pod apart."""
    for name in env.init_containers.keys() & env.sidecars.keys():
        yield ("sidecars", name), f"an init container is named {name!r} too; choose another name"
    for name in env.config_maps.keys() & env.volumes.keys():
        yield ("volumes", name), f"a ConfigMap of the app is named {name!r} too; choose another name"
    for name in env.workers.keys() & env.cron_jobs.keys():
        yield ("cron_jobs", name), f"a worker is named {name!r} too; choose another name"


def _no_reserved_names(env: Environment) -> Iterator[Complaint]:
    """Names that the constructs give themselves."""
    for setting in ("init_containers", "sidecars"):
        for name in getattr(env, setting):
            if name in RESERVED_CONTAINERS:
                yield (setting, name), f"a container named {name!r} is the app's own; choose another name"
    for setting in ("config_maps", "volumes"):
        for name in getattr(env, setting):
            if name.startswith(f"{names.WRITABLE}-"):
                yield (setting, name), f"{name!r} names a volume of writable_paths; choose another name"
    for setting in ("workers", "cron_jobs"):
        for name in getattr(env, setting):
            if name in RESERVED_COMPONENTS:
                yield (setting, name), f"{name!r} names pods of the app's own; choose another name"


def _ports_do_not_meet(env: Environment) -> Iterator[Complaint]:
    """The containers of a pod share its network; an init container has stopped before the others start."""
    taken, numbers = {names.HTTP_PORT: "the app"}, {env.port: "the app"}
    for sidecar, container in env.sidecars.items():
        for name, number in container.ports.items():
            path = ("sidecars", sidecar, "ports", name)
            if name in taken:
                yield path, f"a port of {taken[name]} is named {name!r} too; choose another name"
            if number in numbers:
                yield path, f"{numbers[number]} listens on port {number} too; choose another port"
            taken[name] = numbers[number] = sidecar


def _names_fit(env: Environment) -> Iterator[Complaint]:
    """Kubernetes adds to the names of jobs and pods, within 63 characters."""
    for setting, most in (("cron_jobs", 52), ("workers", 63), ("config_maps", 63)):
        for name in getattr(env, setting):
            if len(f"{env.app_name}-{name}") > most:
                message = (
                    f"the name {env.app_name}-{name} has {len(f'{env.app_name}-{name}')} characters; at most {most} fit"
                )
                yield (setting, name), message
    if len(namespace := env.filled(env.namespace.name)) > 63:
        yield ("namespace", "name"), f"the namespace {namespace} has {len(namespace)} characters; at most 63 fit"


def _mounts_do_not_meet(env: Environment) -> Iterator[Complaint]:
    said: list[tuple[str, Path]] = [(path, ("writable_paths", path)) for path in env.writable_paths]
    for name, config in env.config_maps.items():
        if config.mount_path and config.single_files:
            said += [(f"{config.mount_path}/{key}", ("config_maps", name)) for key in config.data]
        elif config.mount_path:
            said.append((config.mount_path, ("config_maps", name)))
    said += [(volume.mount_path, ("volumes", name)) for name, volume in env.volumes.items()]
    for path, count in Counter(path for path, _ in said).items():
        if count > 1:
            where = [setting for mounted, setting in said if mounted == path][-1]
            yield where, f"{path} is mounted {count} times; mount one thing there"
    for setting in ("init_containers", "sidecars"):
        for name, container in getattr(env, setting).items():
            for mount in container.mounts:
                if mount not in env.writable_paths:
                    yield (setting, name, "mounts"), f"{mount} is no writable path of the app; say it in writable_paths"


def _labels_are_free(env: Environment) -> Iterator[Complaint]:
    """Selectors rely on the labels that the constructs write: another value of theirs would be lost without a word."""
    for path, said in (
        (("labels",), env.labels),
        (("pod_labels",), env.pod_labels),
        (("namespace", "labels"), env.namespace.labels),
    ):
        for key in sorted(said.keys() & RESERVED_LABELS.keys()):
            yield (*path, key), f"{key} is a label that {RESERVED_LABELS[key]} decides; take it out"


NAME_RULES = (
    _names_do_not_meet,
    _no_reserved_names,
    _ports_do_not_meet,
    _names_fit,
    _mounts_do_not_meet,
    _labels_are_free,
)
