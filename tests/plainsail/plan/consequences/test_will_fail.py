"""The API server refuses the change."""

from __future__ import annotations

from typing import Any

import pytest

from plainsail.plan.consequences.will_fail import remedy
from plainsail.plan.immutable import FIXED, refused
from tests.plainsail.plan import planted
from tests.plainsail.plan.planted import (
    application,
    change,
    container,
    cron_job,
    deployment,
    files,
    findings,
    in_argocd,
    ingress,
    manifest,
    pod,
    told,
)

NAME = "will_fail"
OTHER = {"matchLabels": {"app": "other"}}
HOOK = {"annotations": {"argocd.argoproj.io/hook": "Sync"}}


def job(*containers: dict[str, Any], **fields: Any) -> str:
    metadata = fields.pop("metadata", {})
    return manifest("Job", {"template": pod(*containers)} | fields, api="batch/v1", metadata=metadata)


def stateful_set(**spec: Any) -> str:
    said = {"serviceName": "backend", "selector": {"matchLabels": {"app": "a"}}, "template": pod()} | spec
    return manifest("StatefulSet", said, api="apps/v1")


def claim(size: str, **spec: Any) -> str:
    said = {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": size}}} | spec
    return manifest("PersistentVolumeClaim", said)


def service(**spec: Any) -> str:
    return manifest("Service", spec | {"ports": [{"port": 80}]})


def binding(role: str) -> str:
    return manifest(
        "RoleBinding",
        api="rbac.authorization.k8s.io/v1",
        roleRef={"kind": "Role", "name": role, "apiGroup": "rbac.authorization.k8s.io"},
    )


def priority(value: int, **fields: Any) -> str:
    return manifest("PriorityClass", api="scheduling.k8s.io/v1", value=value, **fields)


def config(text: str, **fields: Any) -> str:
    return manifest("ConfigMap", data={"a": text}, **fields)


def volume(**spec: Any) -> str:
    said = {"capacity": {"storage": "1Gi"}, "accessModes": ["ReadWriteMany"]} | spec
    return manifest("PersistentVolume", said)


def driver(**spec: Any) -> str:
    return manifest("CSIDriver", spec, api="storage.k8s.io/v1")


def on_node(name: str) -> dict[str, Any]:
    expression = {"key": "kubernetes.io/hostname", "operator": "In", "values": [name]}
    return {"required": {"nodeSelectorTerms": [{"matchExpressions": [expression]}]}}


def bare_pod(**fields: Any) -> str:
    return manifest("Pod", pod(**fields)["spec"])


NFS = {"server": "nfs.example.com", "path": "/"}
SPOT = {"key": "spot", "operator": "Exists"}
CLAIM_TEMPLATE = {"metadata": {"name": "data"}, "spec": {"accessModes": ["ReadWriteOnce"]}}

REFUSED = {
    "selector of a Deployment": (deployment(), deployment(selector=OTHER), "spec.selector is"),
    "selector of a DaemonSet": (
        manifest("DaemonSet", {"selector": {}, "template": pod()}, api="apps/v1"),
        manifest("DaemonSet", {"selector": OTHER, "template": pod()}, api="apps/v1"),
        "spec.selector is",
    ),
    "selector of a StatefulSet": (stateful_set(), stateful_set(selector=OTHER), "spec.selector is"),
    "claim templates": (
        stateful_set(),
        stateful_set(volumeClaimTemplates=[CLAIM_TEMPLATE]),
        "spec.volumeClaimTemplates is",
    ),
    "two fields of a StatefulSet": (
        stateful_set(),
        stateful_set(serviceName="other", podManagementPolicy="Parallel"),
        "spec.podManagementPolicy and spec.serviceName are",
    ),
    "template of a Job": (job(), job(container(tty=True)), "spec.template is"),
    "completions of a Job": (job(), job(completions=3), "spec.completions is"),
    "address of a Service": (
        service(clusterIP="10.0.0.1"),
        service(clusterIP="10.0.0.2"),
        "spec.clusterIP is",
    ),
    "a Service that loses its address": (service(), service(clusterIP="None"), "spec.clusterIP is"),
    "class of a claim": (
        claim("1Gi", storageClassName="slow"),
        claim("1Gi", storageClassName="fast"),
        "spec.storageClassName is",
    ),
    "a claim that shrinks": (claim("2Gi"), claim("1Gi"), "spec.resources is"),
    "data that calls itself immutable": (config("x", immutable=True), config("y", immutable=True), "data.a is"),
    "immutable data that wants to change again": (config("x", immutable=True), config("x"), "immutable is"),
    "type of a Secret": (
        manifest("Secret", type="Opaque"),
        manifest("Secret", type="kubernetes.io/tls"),
        "type is",
    ),
    "role of a binding": (binding("reader"), binding("writer"), "roleRef.name is"),
    "value of a priority": (priority(10), priority(20), "value is"),
    "source of a volume": (volume(nfs=NFS), volume(nfs=NFS | {"path": "/other"}), "spec.nfs is"),
    "node of a volume": (
        volume(nodeAffinity=on_node("a")),
        volume(nodeAffinity=on_node("b")),
        "spec.nodeAffinity is",
    ),
    "a driver that attaches no more": (driver(), driver(attachRequired=False), "spec.attachRequired is"),
    "the server's own id": (config("x"), config("x", metadata={"uid": "1"}), "metadata.uid is"),
    "completions of an indexed Job alone": (
        job(completionMode="Indexed", completions=2, parallelism=2),
        job(completionMode="Indexed", completions=3, parallelism=2),
        "spec.completions is",
    ),
    "first family of a Service": (
        service(ipFamilies=["IPv4"]),
        service(ipFamilies=["IPv6"]),
        "spec.ipFamilies is",
    ),
    "class of a load balancer": (
        service(type="LoadBalancer", loadBalancerClass="example.com/a"),
        service(type="LoadBalancer", loadBalancerClass="example.com/b"),
        "spec.loadBalancerClass is",
    ),
    "a deadline that is put off": (
        bare_pod(activeDeadlineSeconds=60),
        bare_pod(activeDeadlineSeconds=90),
        "spec.activeDeadlineSeconds is",
    ),
    "a toleration that goes": (
        bare_pod(tolerations=[SPOT]),
        bare_pod(),
        "spec.tolerations[spot/Exists].key and spec.tolerations[spot/Exists].operator are",
    ),
    "a Pod": (manifest("Pod", pod()["spec"]), manifest("Pod", pod(hostname="a")["spec"]), "spec.hostname is"),
}

FINE = {
    "pods of a Deployment": (deployment(), deployment(container(tty=True))),
    "pods of a CronJob": (
        cron_job("0 3 * * *"),
        cron_job("0 3 * * *", jobTemplate={"spec": {"template": pod(container(tty=True))}}),
    ),
    "replicas and template of a StatefulSet": (
        stateful_set(),
        stateful_set(replicas=3, template=pod(container(tty=True)), minReadySeconds=5),
    ),
    "a default written down": (stateful_set(), stateful_set(podManagementPolicy="OrderedReady")),
    "suspension of a Job": (job(), job(suspend=True, parallelism=2, ttlSecondsAfterFinished=60)),
    "a Job that is a hook": (job(metadata=HOOK), job(container(tty=True), metadata=HOOK)),
    "a claim that grows": (claim("1Gi"), claim("1.5Gi")),
    "the same size in other words": (claim("1Gi"), claim("1024Mi")),
    "ports of a Service": (service(), service(ports=[{"port": 81}])),
    "a Service that leaves its address to the server": (service(clusterIP="10.0.0.1"), service()),
    "a Service that becomes a name": (
        service(clusterIP="10.0.0.1"),
        service(type="ExternalName", externalName="a.example.com"),
    ),
    "how a volume is used": (
        volume(nfs=NFS, persistentVolumeReclaimPolicy="Retain"),
        volume(nfs=NFS, persistentVolumeReclaimPolicy="Delete", mountOptions=["hard"], nodeAffinity=on_node("a")),
    ),
    "a driver's default written down": (driver(), driver(attachRequired=True, volumeLifecycleModes=["Persistent"])),
    "labels of a suspended Job": (
        job(suspend=True),
        job(suspend=True, template=pod() | {"metadata": {"labels": {"app": "other"}}}),
    ),
    "both numbers of an indexed Job": (
        job(completionMode="Indexed", completions=2, parallelism=2),
        job(completionMode="Indexed", completions=3, parallelism=3),
    ),
    "a second family of a Service": (service(ipFamilies=["IPv4"]), service(ipFamilies=["IPv4", "IPv6"])),
    "a class for a claim that has none": (claim("1Gi"), claim("1Gi", storageClassName="fast")),
    "a deadline that is brought forward": (bare_pod(activeDeadlineSeconds=90), bare_pod(activeDeadlineSeconds=60)),
    "a toleration that comes": (bare_pod(), bare_pod(tolerations=[SPOT])),
    "a default of a probe written down": (
        job(container(livenessProbe={"httpGet": {"port": 80}})),
        job(container(livenessProbe={"httpGet": {"port": 80, "scheme": "HTTP"}, "timeoutSeconds": 1})),
    ),
    "data of a ConfigMap": (config("x"), config("y")),
    "data that becomes immutable": (config("x"), config("y", immutable=True)),
    "a Secret without a type": (manifest("Secret"), manifest("Secret", type="Opaque")),
    "an Ingress": (ingress("a.example.com"), ingress("b.example.com")),
    "the default priority": (priority(10), priority(10, globalDefault=True)),
    "image of a Pod": (
        manifest("Pod", pod()["spec"]),
        manifest("Pod", pod(container(image="registry.example.com/app:v2.0.0"))["spec"]),
    ),
}


@pytest.mark.parametrize(("before", "after", "what"), REFUSED.values(), ids=REFUSED)
def test_what_is_fixed_is_refused(before: str, after: str, what: str) -> None:
    [message] = told(NAME, before, after)

    assert message.startswith(f"the API server refuses this: {what} fixed once the ")


@pytest.mark.parametrize(("before", "after"), FINE.values(), ids=FINE)
def test_what_may_change_is_no_failure(before: str, after: str) -> None:
    assert told(NAME, before, after) == []


@pytest.mark.parametrize(("before", "after"), [case[:2] for case in REFUSED.values()], ids=REFUSED)
def test_each_refusal_says_what_to_do(before: str, after: str) -> None:
    [finding] = findings(NAME, files(before), files(after))

    assert finding.fix


ORPHAN = "`kubectl delete statefulset backend --cascade=orphan` before the sync: pods and claims stay, and are adopted"


@pytest.mark.parametrize(
    ("before", "after", "fix"),
    [
        ({}, {"serviceName": "other"}, ORPHAN),
        (
            {"claims": {"data": "1Gi"}},
            {"claims": {"data": "2Gi"}},
            (
                f"{ORPHAN}; claims that are there keep their size: let each grow first (`kubectl edit pvc`), if its "
                "StorageClass allows it"
            ),
        ),
        (
            {"claims": {"data": "2Gi"}},
            {"claims": {"data": "1Gi"}},
            "keep the size: a claim can only grow, and those that are there would stay as they are",
        ),
        (
            {"claims": {"data": "1Gi"}},
            {"claims": {"other": "1Gi"}},
            (f"{ORPHAN}; what pods wrote stays in the claims of the old templates, and moves to no new one by itself"),
        ),
        (
            {},
            {"selector": OTHER},
            (
                "keep the selector; or `kubectl delete statefulset backend` before the sync, and do without its pods "
                "until then"
            ),
        ),
    ],
    ids=["another Service", "a larger claim", "a smaller claim", "another claim", "other pods"],
)
def test_what_is_fixed_of_a_stateful_set_needs_a_hand(before: dict[str, Any], after: dict[str, Any], fix: str) -> None:
    """Its pods need not stop, unless the new one would not know them."""
    [finding] = findings(NAME, files(planted.stateful_set(**before)), files(planted.stateful_set(**after)))

    assert finding.fix == fix


@pytest.mark.parametrize(("version", "fails"), [("1.32", True), ("1.33", False), ("", False)])
def test_how_much_a_stateful_set_remembers_was_fixed_in_older_versions(version: str, *, fails: bool) -> None:
    before, after = files(stateful_set()), files(stateful_set(revisionHistoryLimit=3))

    assert bool(findings(NAME, before, after, kubernetes_version=version)) == fails


@pytest.mark.parametrize("policy", ["BeforeHookCreation", "HookSucceeded", "HookSucceeded,BeforeHookCreation"])
def test_a_hook_that_is_deleted_before_it_comes_again_is_never_updated(policy: str) -> None:
    metadata = {"annotations": HOOK["annotations"] | {"argocd.argoproj.io/hook-delete-policy": policy}}

    assert told(NAME, job(metadata=metadata), job(container(tty=True), metadata=metadata)) == []


def test_a_hook_that_stays_when_it_went_well_is_updated_and_refused() -> None:
    metadata = {"annotations": HOOK["annotations"] | {"argocd.argoproj.io/hook-delete-policy": "HookFailed"}}

    assert told(NAME, job(metadata=metadata), job(container(tty=True), metadata=metadata))


def test_an_object_that_is_replaced_by_force_is_made_anew() -> None:
    metadata = {"annotations": {"argocd.argoproj.io/sync-options": "Force=true,Replace=true"}}

    assert told(NAME, job(metadata=metadata), job(container(tty=True), metadata=metadata)) == []


def test_what_is_added_or_removed_is_no_update() -> None:
    assert told(NAME, {}, files(job())) == []
    assert told(NAME, files(job()), {}) == []


OTHER_NAME = {"matchLabels": {"app.kubernetes.io/name": "other"}}


def test_the_very_field_is_named() -> None:
    [field] = refused(change(deployment(), deployment(selector=OTHER_NAME, replicas=2)))

    assert field.field == 'spec.selector.matchLabels["app.kubernetes.io/name"]'


def test_kinds_are_named_with_their_group() -> None:
    assert all(name.count("/") == 1 and name.rpartition("/")[2].isalnum() for name in FIXED)


def test_a_kind_of_another_group_may_do_as_it_likes() -> None:
    before, after = (manifest("Deployment", {"selector": s}, api="example.com/v1") for s in ({}, OTHER_NAME))

    assert refused(change(before, after)) == ()


def test_an_unknown_remedy_is_the_common_one() -> None:
    before, after = (manifest("IngressClass", {"controller": c}, api="networking.k8s.io/v1") for c in "ab")
    found = change(before, after)

    assert remedy(found, refused(found)) == "keep the field, or delete the object before the sync"


def test_a_claim_that_shrinks_is_another_matter_than_one_of_another_class() -> None:
    shrunk, moved = (
        change(claim("2Gi"), claim("1Gi")),
        change(claim("1Gi", storageClassName="b"), claim("1Gi", storageClassName="a")),
    )

    assert remedy(shrunk, refused(shrunk)).startswith("a claim can only grow")
    assert remedy(moved, refused(moved)).startswith("make a claim of another name")


def test_every_kind_has_a_remedy() -> None:
    for name in FIXED:
        group, _, kind = name.rpartition("/")
        found = change(manifest(kind, {"a": 1}, api=f"{group}/v1"), manifest(kind, {"a": 2}, api=f"{group}/v1"))
        assert remedy(found, found.fields)


def test_what_waits_behind_a_refusal_is_named() -> None:
    pruning = in_argocd(application({"automated": {"prune": True}}))
    late = {"annotations": {"argocd.argoproj.io/sync-wave": "1"}}
    others = {
        f"staging/backend/c{number}.yaml": manifest("ConfigMap", metadata={"name": f"c{number}", **late})
        for number in range(6)
    }
    before, after = (pruning | files(deployment(selector=each)) for each in ({"matchLabels": {"app": "a"}}, OTHER))

    [message] = told(NAME, before, after | others)

    assert message.endswith(
        "once the Deployment exists; until then the sync stops here, before ConfigMap/c0, ConfigMap/c1, ConfigMap/c2, "
        "ConfigMap/c3 and 2 more"
    )
