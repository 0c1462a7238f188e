"""A score of changes, as people make them: lines at the end of `envs/backend/staging.py`."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.gitops.world import World

NAMESPACE = "backend-staging"


class Change(NamedTuple):
    """One change, and what is certain of it."""

    name: str
    lines: str
    says: frozenset[str] = frozenset()
    """Consequences that `plan` must name, beside `capacity`."""
    seen: Callable[[World], bool] | None = None
    """What the cluster shows once it is there."""
    given: str = ""
    """Lines that were delivered before."""
    pin: bool = False
    """Whether another build is pinned."""


def _env(world: World, name: str) -> str | None:
    [container] = world.one("Deployment", NAMESPACE)["spec"]["template"]["spec"]["containers"]
    values: dict[str, str | None] = {variable["name"]: variable.get("value") for variable in container["env"]}
    return values.get(name)


def _labels(world: World) -> dict[str, str]:
    namespace = world.api.get("Namespace", None, NAMESPACE)
    assert namespace
    labels: dict[str, str] = namespace["metadata"]["labels"]
    return labels


def _cron(world: World) -> dict[str, object]:
    spec: dict[str, object] = world.one("CronJob", NAMESPACE, "backend-initiate-calls")["spec"]
    return spec


def _says(*names: str) -> frozenset[str]:
    return frozenset(names)


CHANGES = [
    Change(
        "a variable",
        'env = change({"APP_LOG_LEVEL": "warning"})',
        _says("pods-restart"),
        lambda world: _env(world, "APP_LOG_LEVEL") == "warning",
    ),
    Change("memory", 'resources = change(limits=change(memory="640Mi"))', _says("pods-restart")),
    Change(
        "a field that equals the API's default",
        'patches = {"dns": Patch("Deployment/backend", set={"spec.template.spec.dnsPolicy": "ClusterFirst"})}',
    ),
    Change("another image", "", _says("image", "pods-restart"), pin=True),
    Change(
        "the port",
        "port = 8080",
        _says("pods-restart"),
        lambda world: world.one("Service", NAMESPACE)["spec"]["ports"][0]["port"] == 8080,
    ),
    Change(
        "a schedule",
        'cron_jobs = change({"initiate-calls": change(schedule="30 7-15/2 * * 1-5")})',
        _says("schedule"),
        lambda world: _cron(world)["schedule"] == "30 7-15/2 * * 1-5",
    ),
    Change(
        "a job that is suspended",
        'cron_jobs = change({"initiate-calls": change(suspended=True)})',
        _says("schedule"),
        lambda world: _cron(world)["suspend"] is True,
    ),
    Change("a job that goes", "cron_jobs = {}", _says("prune")),
    Change("the Ingress goes", "ingress = None", _says("prune")),
    Change("the autoscaler goes", "hpa = None\nreplicas = 1", _says("prune", "replicas-handed-over")),
    Change("more pods allowed", "hpa = change(max_replicas=2)"),
    Change(
        "more pods",
        "hpa = change(min_replicas=2, max_replicas=2)",
        seen=lambda world: len(world.pods("staging")) == 2,
    ),
    Change(
        "a selector",
        'patches = {"selector": Patch("Deployment/backend", set={\'spec.selector.matchLabels["example.com/a"]\': "b", '
        '\'spec.template.metadata.labels["example.com/a"]\': "b"})}',
        _says("will-fail"),
    ),
    Change(
        "a Service without an address",
        'patches = {"headless": Patch("Service/backend", set={"spec.clusterIP": "None"})}',
        _says("will-fail"),
    ),
    Change(
        "a secret comes",
        'external_secrets = change(params=change({"APP_THIRD": "third"}))',
        _says("secrets", "pods-restart"),
        lambda world: "APP_THIRD" in world.secret("staging")["data"],
    ),
    Change(
        "a secret goes",
        'external_secrets = change(params=change({"APP_SERVICE_API_KEY": remove}))',
        _says("secrets", "pods-restart"),
        lambda world: "APP_SERVICE_API_KEY" not in world.secret("staging")["data"],
    ),
    Change(
        "how often secrets are read",
        'external_secrets = change(refresh_interval="30m0s")',
    ),
    Change(
        "a file",
        'config_maps = {"php": ConfigMap(data={"memory.ini": "memory_limit = 96M"}, mount_path="/usr/local/etc/own")}',
        _says("pods-restart"),
    ),
    Change(
        "a label of the namespace",
        'namespace = change(labels=change({"example.com/team": "backend"}))',
        seen=lambda world: _labels(world).get("example.com/team") == "backend",
    ),
    Change(
        "a laxer namespace",
        'namespace = change(pod_security="baseline")',
        _says("security-loosened"),
        lambda world: _labels(world)["pod-security.kubernetes.io/enforce"] == "baseline",
    ),
    Change("a namespace that someone else owns", "namespace = change(create=False)", _says("left-behind")),
    Change(
        "an object of one's own",
        'objects = {"limits": RawObject({"apiVersion": "v1", "kind": "LimitRange", "metadata": {"name": "limits"}, '
        '"spec": {"limits": [{"type": "Pod", "max": {"cpu": "4"}}]}})}',
    ),
    Change("a worker", 'workers = {"mails": BackgroundWorker(["sleep", "86400"])}'),
    Change(
        "an Application that does not prune",
        "ingress = None",
        _says("left-behind"),
        given="sync_policy = SyncPolicy(prune=False)",
    ),
    Change(
        "all pods at once",
        'strategy = Strategy(type="Recreate")\nenv = change({"APP_LOG_LEVEL": "warning"})',
        _says("downtime", "pods-restart"),
    ),
    Change("an annotation of everything", 'annotations = {"example.com/owner": "backend"}'),
    Change("another namespace", 'namespace = change(name="{app}-{env}-two")', _says("left-behind")),
]
