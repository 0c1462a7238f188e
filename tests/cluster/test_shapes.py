"""A real API server takes what each shape of app becomes, and says of its changes what `plan` says."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest

from constructs_lib.kubernetes.objects import Document
from constructs_lib.settings import (
    Claim,
    ClaimRetention,
    DaemonStrategy,
    Patch,
    UpdateStrategy,
    change,
    remove,
)
from plainsail.schemas import Schemas
from tests.cluster.objects import BY_CLIENT, BY_SERVER, CRDS, SHAPES, altered, applied, as_stream, kubectl, wanted
from tests.pods import pods
from tests.rendered import app_objects, environment
from tests.samples.everything import EveryDaemon, EveryStatefulService
from tests.samples.manifests import LeastManifests
from tests.samples.previews import PreviewedManifests
from tests.samples.shapes import SAMPLES, Kind
from tests.samples.values import LeastStatefulService
from tools.verdicts.measure import Judge
from tools.verdicts.server import Server

pytestmark = pytest.mark.cluster
_FIRST = ("Namespace", "CustomResourceDefinition")
OF_OTHERS: list[Document] = [
    {"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": name, "namespace": SHAPES}}
    for name in ("operator", "someone-elses")
]
"""What a sample names and does not make."""


def rendered(kind: Kind, **settings: Any) -> list[Document]:
    """The objects of a sample in a namespace of these tests: what others need first."""
    namespace = settings.pop("namespace", change(name=SHAPES))
    documents = app_objects(environment(kind, namespace=namespace, **settings))
    return sorted(documents, key=lambda document: document["kind"] not in _FIRST)


@contextmanager
def there(documents: Sequence[Document]) -> Iterator[None]:
    """What other objects need is in the cluster; in the end all of them go."""
    kubectl(*BY_CLIENT, stdin=as_stream(each for each in documents if each["kind"] in _FIRST))
    kubectl("wait", "--for=condition=established", "--timeout=60s", "--all", "customresourcedefinitions")
    try:
        yield
    finally:
        kubectl("delete", "--ignore-not-found", "--timeout=120s", "--filename=-", stdin=as_stream(documents))


PRIVILEGED = change(name=SHAPES, pod_security="privileged")
DELETE = ClaimRetention(when_deleted="Delete", when_scaled="Delete")
OPERATORS = (LeastManifests, PreviewedManifests)
KINDS = [kind for kinds in SAMPLES.values() for kind in kinds]
_APPLIES = (BY_CLIENT, BY_CLIENT, (*BY_SERVER, "--force-conflicts"))


class Applied(NamedTuple):
    """A sample in the cluster."""

    stated: list[Document]
    live: list[list[Document]]
    """Its objects after each of the applies."""


@pytest.fixture(scope="module", params=KINDS, ids=lambda kind: kind.__name__)
def app(cluster: Server, request: pytest.FixtureRequest) -> Iterator[Applied]:
    """Each sample, applied in either way."""
    # The pods of that operator are not fit for a namespace of ours, as `check` says.
    settings = {"namespace": PRIVILEGED} if issubclass(request.param, OPERATORS) else {}
    documents = rendered(request.param, **settings)
    with there(documents):
        for account in OF_OTHERS:
            cluster.ensure(account)
        yield Applied(documents, [applied(documents, how) for how in _APPLIES])


def test_it_is_accepted_unchanged_the_second_time_and_as_it_was_stated(app: Applied) -> None:
    first, *others = app.live

    differing = [
        (one, two) for other in others for one, two in zip(first, other, strict=True) if wanted(one) != wanted(two)
    ]
    assert differing == []
    assert [found for stated, live in zip(app.stated, first, strict=True) for found in altered(stated, live)] == []


def test_pod_security_lets_its_pods_through(cluster: Server, app: Applied) -> None:
    """Of a workload it only warns; a pod it would refuse."""
    templates = [template for each in app.stated for template in each.get("spec", {}).get("volumeClaimTemplates", ())]
    claims = [
        {"name": name, "persistentVolumeClaim": {"claimName": name}}
        for name in (template["metadata"]["name"] for template in templates)
    ]
    for pod in pods(app.stated):
        spec = pod.spec | {"volumes": [*pod.spec.get("volumes", ()), *claims]}
        metadata = {"name": "trial", "namespace": SHAPES, "labels": pod.labels}
        verdict = cluster.create({"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec})
        assert verdict, pod.of
        assert verdict.accepts, f"{pod.of}: {verdict.message}"


def patched(kind: str, fields: dict[str, Any]) -> dict[str, Any]:
    """A patch of the workload, beside those of the sample."""
    return {"patches": change({"other": Patch(f"{kind}/backend", set=fields)})}


def relabelled(kind: str) -> dict[str, Any]:
    """Another selector, with pods that it finds."""
    name = '["app.kubernetes.io/name"]'
    places = (f"spec.selector.matchLabels{name}", f"spec.template.metadata.labels{name}")
    return patched(kind, dict.fromkeys(places, "other"))


MORE = {"/var/lib/more": Claim("10Gi", name="more")}
REFUSED: list[tuple[Kind, dict[str, Any]]] = [
    (LeastStatefulService, {"pod_management_policy": "Parallel"}),
    (LeastStatefulService, {"claims": MORE}),
    (EveryStatefulService, {"claims": change({"/var/lib/store": change(size="20Gi")})}),
    (EveryStatefulService, {"claims": change({"/var/lib/store": change(size="5Gi")})}),
    (EveryStatefulService, {"claims": change({"/var/lib/store": change(name="other")})}),
    (EveryStatefulService, {"claims": change({"/var/lib/store": change(storage_class="slow")})}),
    (EveryStatefulService, {"claims": change({"/var/lib/store": change(storage_class=None)})}),
    (EveryStatefulService, {"claims": change({"/var/lib/store": change(access_mode="ReadWriteOnce")})}),
    (EveryStatefulService, {"claims": change({"/var/lib/log": remove})}),
    (EveryStatefulService, {"claims": change(MORE)}),
    (EveryStatefulService, patched("StatefulSet", {"spec.serviceName": "other"})),
    (EveryStatefulService, relabelled("StatefulSet")),
    (EveryDaemon, relabelled("DaemonSet")),
]
"""Changes of settings that an object which is there does not take."""
TAKEN: list[tuple[Kind, dict[str, Any]]] = [
    (EveryStatefulService, {"replicas": 1}),
    (EveryStatefulService, {"replicas": 5}),
    (EveryStatefulService, {"first_ordinal": 0}),
    (EveryStatefulService, {"first_ordinal": 7}),
    (EveryStatefulService, {"min_ready_seconds": 0}),
    (EveryStatefulService, {"revision_history_limit": 9}),
    (EveryStatefulService, {"claim_retention": ClaimRetention()}),
    (EveryStatefulService, {"claims": change({"/var/lib/store": change(sub_path=None)})}),
    (EveryStatefulService, {"claims": change({"/var/lib/store": change(size="10240Mi")})}),
    (EveryStatefulService, {"update_strategy": UpdateStrategy(partition=1)}),
    (EveryStatefulService, {"update_strategy": UpdateStrategy()}),
    (EveryStatefulService, {"update_strategy": UpdateStrategy(type="OnDelete")}),
    (EveryStatefulService, {"ports": {"api": 81, "peer": 7000}}),
    (EveryStatefulService, {"service": None}),
    (EveryStatefulService, {"pod_labels": {"mesh": "off"}}),
    (EveryDaemon, {"update_strategy": DaemonStrategy(type="OnDelete")}),
    (EveryDaemon, {"update_strategy": DaemonStrategy(max_unavailable=2)}),
    (EveryDaemon, {"update_strategy": DaemonStrategy(max_unavailable=0, max_surge="20%"), "host_ports": {}}),
    (EveryDaemon, {"min_ready_seconds": 0}),
    (EveryDaemon, {"host_network": True, "host_ports": {}, "network_policy": None, "pod_monitor": None}),
    (EveryDaemon, {"host_pid": False}),
    (EveryDaemon, {"host_paths": {}}),
]
"""Changes that it takes."""


@pytest.mark.parametrize(
    ("kind", "settings", "refused"),
    [(*case, True) for case in REFUSED] + [(*case, False) for case in TAKEN],
    ids=lambda value: " ".join(map(str, value)) if isinstance(value, dict) else None,
)
def test_plan_and_the_server_say_the_same_of_a_change(
    cluster: Server, kind: Kind, settings: dict[str, Any], *, refused: bool
) -> None:
    before, after = workload(rendered(kind)), workload(rendered(kind, **settings))
    [namespace, *_] = rendered(kind)
    cluster.ensure(namespace)
    with cluster.holding(before):
        verdict = cluster.update(after)

    assert verdict, "the server failed"
    assert verdict.accepts is not refused, verdict.message
    assert bool(Judge(Schemas([CRDS])).will_fail(before, after)) is refused


def workload(documents: Sequence[Document]) -> Document:
    """The one StatefulSet or DaemonSet."""
    [found] = [document for document in documents if document["kind"] in {"DaemonSet", "StatefulSet"}]
    return found


def test_a_stateful_set_that_is_made_anew_adopts_pods_and_claims(cluster: Server) -> None:
    """As docs/how-to.md says under "Grow the disks of a stateful app", with policies that delete claims."""
    small, large = (
        rendered(LeastStatefulService, claims={"/data": Claim(size, name="data")}, claim_retention=DELETE)
        for size in ("10Gi", "20Gi")
    )
    with there(small):
        applied(small)
        pod, claim = eventually("pod", "backend-0"), eventually("pvc", "data-backend-0")
        verdict = cluster.update(workload(large))
        assert verdict
        assert not verdict.accepts

        kubectl("delete", "statefulset", "backend", f"--namespace={SHAPES}", "--cascade=orphan")
        [anew] = [live for live in applied(large) if live["kind"] == "StatefulSet"]

        adopted = eventually("pod", "backend-0", of=anew)
        assert adopted["metadata"]["uid"] == pod["metadata"]["uid"]
        assert "deletionTimestamp" not in adopted["metadata"]
        kept = eventually("pvc", "data-backend-0", of=anew)
        assert kept["metadata"]["uid"] == claim["metadata"]["uid"]
        assert kept["spec"]["resources"] == claim["spec"]["resources"]


def eventually(kind: str, name: str, of: Document | None = None) -> Document:
    """An object that a controller makes, or that it adopts for another."""
    for _ in range(60):
        answer = kubectl("get", kind, name, f"--namespace={SHAPES}", "--ignore-not-found", "--output=json")
        live: Document = json.loads(answer or "{}")
        owners = [owner["uid"] for owner in live.get("metadata", {}).get("ownerReferences", ())]
        if live and (of is None or of["metadata"]["uid"] in owners):
            return live
        time.sleep(1)
    raise AssertionError(f"{kind}/{name} does not come, or is not adopted, within a minute")
