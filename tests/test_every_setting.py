"""Every setting is heard: changing any field of the vocabulary moves a byte of what is rendered.

A value can be read and then lost on the way, so it is the rendering that is compared. Which fields there are is asked
of the vocabulary itself: a new one that `tests/samples/everything.py` does not say fails here too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from charts import CHARTS
from constructs_lib.kubernetes.objects import Document
from constructs_lib.settings import (
    Build,
    Daemon,
    Environment,
    HelmRelease,
    Jobs,
    Manifests,
    Pin,
    PullRequests,
    SettingsError,
    StatefulService,
    Toleration,
    WebService,
    Worker,
    change,
    replace,
)
from constructs_lib.settings.layers import settings_of
from plainsail.attribution.alternatives import NAMES_THAT_ONLY_TELL_APART, Node, alternatives, nodes
from plainsail.errors import ProjectError
from tests.rendered import PIN, app_objects, delivery_objects, environment
from tests.samples.everything import Everything
from tests.samples.previews import PreviewedWebService
from tests.samples.shapes import SAMPLES, Kind
from tests.samples.values import DIGEST, Least
from tests.settings_tree import paths, replaced

READ_BY_COMMANDS = {
    "aws": "`plainsail secrets` asks this account",
    "waivers": "`plainsail check` leaves these findings out",
}
"""Settings that no rendering shows, and who reads them."""
READ_BY_PIPELINES = {"approval": "other", "follows": "other"}
"""Settings that only say how pipelines promote: another value of each. One environment alone follows none."""
BUILT_BY_PIPELINES = re.compile(r"(?:^|\.)image\.build(?:$|\.)")
"""How an image is built, wherever an image can be said."""
RELAXED = r"\.(?:add_capabilities|allow_\w+|read_only_root_\w+|run_as_user|seccomp_profile)\.(?:value|reason)"
"""What is relaxed of a container's hardening is heard as a whole: few values are legal, and `check` reads reasons."""
READ_BY_COMMANDS_OF_THE_PIN = {"source": "a release compares it with the commit that it promotes"}
_INIT_CONTAINERS_ALONE = "refused: an init container has one"
ASKED = r"(?:init_containers|sidecars)\.\*\.(?:readiness|liveness|startup)_probe[<.]"
"""What stands beside an app is asked as the app itself is, whose probes are heard field by field."""
BESIDE_JOBS = r"(?:cron_jobs|workers)\.\*\.(?:init_containers|sidecars)\.|migration\.(?:init_containers|sidecars)\."
"""What stands beside jobs and workers is made as what stands beside the app, which is heard field by field."""
SILENT = re.compile(f"{BUILT_BY_PIPELINES.pattern}|{RELAXED}|{ASKED}|{BESIDE_JOBS}")
COUPLED = {
    "previews.github_app": "refused beside a token; it has a test of its own",
    "sidecars.*.restart_policy": _INIT_CONTAINERS_ALONE,
    "network_policy.egress_to[].to[].ports": "refused: an Egress has ports of its own",
    "network_policy.ingress_from[].ports[]": "it must be a port of the app; no other name is tried",
    "pod_monitor.scraped_by[].ports": "refused: it is the port that is scraped",
    "service_monitor.scraped_by[].ports": "refused: it is the port that is scraped",
    "service.ports[].name": "it must be a port of the app; no other name is tried",
    "services.*.ports[].name": "it must be a port of the app; no other name is tried",
    "ingress.tls.hosts[]": "it must be a host of the Ingress; no other is tried",
    "ingress.tls[].hosts[]": "it must be a host of the Ingress; no other is tried",
    "tolerations[].operator": "each operator forbids or demands a value; it has a test of its own",
}
"""Fields that no legal change moves alone."""

_ONE_DISK = {"volumes.*<OwnClaim>.access_mode": "refused: several pods mount it at once"}
_OF_ALL_APPS = "all apps of an environment share it, and others build images"
UNMOVED: dict[type, dict[str, str]] = {
    Daemon: {
        **_ONE_DISK,
        "patches.*.target": "there is one DaemonSet, so there is no other to patch alike",
    },
    HelmRelease: {
        "chart": "it must be there; it has a test of its own",
        "patches.*.target": "no other object of the chart has a name that is tried",
        "previews.image_suffix": _OF_ALL_APPS,
        "without[]": "each must be there; it has a test of its own",
    },
    Jobs: {"network_policy.ingress_from": "refused: nothing can reach what listens on no port"},
    StatefulService: {"patches.*.target": "there is one StatefulSet, so there is no other to patch alike"},
    WebService: _ONE_DISK,
    Manifests: {
        "patches.*.target": "no other object of the samples has a name that is tried",
        "source": "it must be there; it has a test of its own",
        "previews.image_suffix": _OF_ALL_APPS,
        "without[]": "each must be there; it has a test of its own",
    },
    Worker: {
        **_ONE_DISK,
        "network_policy.ingress_from": "refused: nothing can reach what listens on no port",
        "patches.*.target": "a worker has one Deployment, so there is no other to patch alike",
    },
}
"""Fields that no legal change moves in one vocabulary, and why."""

COMPANIONS = {
    "certificate": ["ingress", "ports", "services"],
    "api_versions": ["defaults"],
    "cluster_scoped": ["api_versions", "defaults"],
    "cron_jobs": ["namespace", "writable_paths"],
    "defaults": ["api_versions", "values"],
    "grpc_route": ["ports", "services"],
    "host_network": ["namespace"],
    "host_paths": ["namespace"],
    "host_pid": ["namespace"],
    "host_ports": ["namespace", "ports"],
    "http_route": ["ports", "services"],
    "ingress": ["ports", "service", "services", "readiness_probe"],
    "init_containers": ["namespace", "writable_paths"],
    "liveness_probe": ["ports", "readiness_probe"],
    "migration": ["namespace", "writable_paths"],
    "network_policy": ["ports"],
    "patches": ["cron_jobs", "release_name", "external_secrets", "namespace", "workers", "writable_paths"],
    "pod_disruption_budget": ["external_secrets", "hpa", "replicas", "scaled_object"],
    "pod_monitor": ["host_network", "namespace", "network_policy", "ports", "sidecars", "writable_paths"],
    "pod_user": ["namespace", "waivers"],
    "previews": ["crds", "image", "namespace", "release_name", "repository", "without"],
    "readiness_probe": ["ports"],
    "scaled_object": ["external_secrets", "hpa", "replicas"],
    "security": ["namespace"],
    "service": ["ports"],
    "service_monitor": ["network_policy", "ports", "service"],
    "services": ["ports"],
    "sidecars": ["namespace", "writable_paths"],
    "startup_probe": ["ports"],
    "without": ["release_name"],
    "workers": ["external_secrets", "namespace", "writable_paths"],
}
"""What a setting needs beside it to be legal, or to mean anything."""

Objects = tuple[list[Document], list[Document]]


@pytest.mark.parametrize(
    ("vocabulary", "setting"),
    [
        # What a web service has as well is mostly drawn by the same constructs.
        pytest.param(kind, name, marks=pytest.mark.slow if kind is not first and name in settings_of(first) else ())
        for first in [WebService]
        for kind in SAMPLES
        for name in settings_of(kind)
        if name not in (*READ_BY_COMMANDS, *READ_BY_PIPELINES)
    ],
)
def test_every_field_moves_a_byte(vocabulary: type, setting: str) -> None:
    """Each field that the setting's type knows, in every value that the samples say."""
    heard: set[str] = set()
    lost: list[str] = []
    least, hint = SAMPLES[vocabulary][0], settings_of(vocabulary)[setting]
    for said in samples(vocabulary, setting):
        before = objects(environment(least, **said))
        for node in (each for each in nodes(hint, said[setting], setting) if not SILENT.search(each.path)):
            if UNMOVED.get(vocabulary, {}).get(node.path) == _OF_ALL_APPS:
                continue
            for candidates in alternatives(node):
                after = next(filter(None, (changed(least, said, setting, node, new) for new in candidates)), None)
                if after is not None:
                    heard |= {node.path} if moved(before, *after) else set()
                    lost += [] if moved(before, *after) else [f"{setting} {node.steps}: not {node.value!r}"]

    assert not lost, f"these changes move no byte: {lost}"
    unmoved = (*COUPLED, *UNMOVED.get(vocabulary, ()))
    known = {path for path in paths(hint, setting) if not path.startswith(unmoved) and not SILENT.search(path)}
    assert not (silent := sorted(known - with_what_holds(heard))), f"tests/samples/everything.py cannot change {silent}"


def test_every_vocabulary_with_a_chart_is_tried() -> None:
    assert SAMPLES.keys() == CHARTS.keys()


@pytest.mark.parametrize("setting", NAMES_THAT_ONLY_TELL_APART)
def test_a_name_that_only_tells_apart_moves_nothing(setting: str) -> None:
    renamed = {f"{name}-renamed": value for name, value in getattr(Everything, setting).items()}

    assert objects(environment(Everything, **{setting: renamed})) == objects(environment(Everything))


@pytest.mark.parametrize("setting", READ_BY_COMMANDS)
def test_what_only_commands_read_moves_nothing(setting: str) -> None:
    unsaid = environment(Everything, **{setting: getattr(Environment, setting)})

    assert getattr(Everything, setting) != getattr(Environment, setting)
    assert objects(unsaid) == objects(environment(Everything))


@pytest.mark.parametrize(("setting", "value"), READ_BY_PIPELINES.items())
def test_what_only_pipelines_read_moves_nothing(setting: str, value: str) -> None:
    said = type("Said", (Everything,), {setting: value})

    assert objects(said(app="backend", env="staging", pin=PIN)) == objects(environment(Everything))


def test_how_an_image_is_built_moves_nothing() -> None:
    built = environment(Everything, image=change(build=Build(dockerfile="a/Dockerfile", sources=["a"])))

    assert objects(built) == objects(environment(Everything))


def test_the_operator_of_a_toleration_is_heard() -> None:
    """An empty value is as near as `Equal` comes to `Exists`."""
    kinds = [Toleration("spot"), Toleration("spot", operator="Equal", value="")]
    pods = [app_objects(environment(Least, tolerations=[kind])) for kind in kinds]

    assert [found["operator"] for each in pods for found in tolerations(each)] == ["Exists", "Equal"]


def test_the_app_of_github_that_reads_pull_requests_is_heard() -> None:
    """It takes the place of a token."""
    one, other = (
        objects(environment(PreviewedWebService, previews=PullRequests(github_app=name))) for name in ("one", "other")
    )

    assert one != other


@pytest.mark.parametrize("field", Pin.__annotations__)
def test_the_image_pin_is_heard(field: str) -> None:
    """Every field but those that only commands read."""
    other = replace(PIN, **{field: {"tag": "v9", "digest": DIGEST, "source": "c" * 40}[field]})
    before, after = (objects(Least(app="backend", env="staging", pin=pin)) for pin in (PIN, other))

    assert (before == after) == (field in READ_BY_COMMANDS_OF_THE_PIN)


def samples(vocabulary: type, setting: str) -> Iterator[dict[str, Any]]:
    """The setting with its companions, as `Everything` says it, and as the others do where that differs."""
    least_of_all, everything, *others = SAMPLES[vocabulary]
    least = getattr(least_of_all, setting)
    companions = [name for name in COMPANIONS.get(setting, []) if name in settings_of(vocabulary)]
    for kind in (everything, *others):
        if kind is everything or getattr(kind, setting, least) not in (getattr(everything, setting), least):
            yield {name: getattr(kind, name) for name in (setting, *companions)}


def changed(
    least: Kind, said: dict[str, Any], setting: str, node: Node, new: Any
) -> tuple[Environment, list[Document]] | None:
    """The environment with one value changed, and the app's objects; None where the change is not legal."""
    try:
        settings = environment(least, **{**said, setting: replaced(said[setting], node.steps, new)})
        return settings, app_objects(settings)
    except (ProjectError, SettingsError):
        return None


def moved(before: Objects, settings: Environment, documents: list[Document]) -> bool:
    """Whether any object is another one; those of Argo CD are only looked at when no other moved."""
    return documents != before[0] or delivery_objects(settings, documents) != before[1]


def objects(settings: Environment) -> Objects:
    """The app's objects, and those of Argo CD."""
    documents = app_objects(settings)
    return documents, delivery_objects(settings, documents)


def with_what_holds(heard: set[str]) -> set[str]:
    """The paths, and every class, mapping and list on the way to them."""
    return {path[:end] for path in heard for end in range(1, len(path) + 1) if path[end : end + 1] in ("", *".[<")}


def tolerations(documents: list[Document]) -> list[dict[str, Any]]:
    """Those of the web pods."""
    [deployment] = [each for each in documents if each["kind"] == "Deployment"]
    found: list[dict[str, Any]] = deployment["spec"]["template"]["spec"]["tolerations"]
    return found
