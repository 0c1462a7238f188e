"""Something that was forbidden, or closed, is allowed, or open."""

from __future__ import annotations

from typing import Any

import pytest

from constructs_lib.kubernetes.paths import Item
from plainsail.plan.consequences.security_loosened import added_capabilities, guarantees, opened
from tests.plainsail.plan.planted import (
    change,
    comparison,
    container,
    deployment,
    files,
    findings,
    ingress,
    manifest,
    pod,
    told,
)

NAME = "security_loosened"
STRICT: dict[str, Any] = {
    "runAsNonRoot": True,
    "runAsUser": 33,
    "readOnlyRootFilesystem": True,
    "allowPrivilegeEscalation": False,
    "capabilities": {"drop": ["ALL"]},
    "seccompProfile": {"type": "RuntimeDefault"},
}


def secured(**changes: Any) -> str:
    security = {key: value for key, value in (STRICT | changes).items() if value is not None}
    return deployment(container(securityContext=security))


LOOSENED = {
    "root": ({"runAsNonRoot": False}, "no longer true of container app: it cannot run as root (runAsNonRoot: true)"),
    "user": ({"runAsUser": 0}, "no longer true of container app: it runs as another user than root (runAsUser)"),
    "writable": (
        {"readOnlyRootFilesystem": None},
        "no longer true of container app: it cannot write to its own file system (readOnlyRootFilesystem: true)",
    ),
    "privileges": (
        {"allowPrivilegeEscalation": None},
        "no longer true of container app: it cannot gain privileges (allowPrivilegeEscalation: false)",
    ),
    "privileged": ({"privileged": True}, "no longer true of container app: it is not privileged"),
    "seccomp": (
        {"seccompProfile": {"type": "Unconfined"}},
        "no longer true of container app: system calls are filtered (seccompProfile)",
    ),
    "dropped": ({"capabilities": {}}, "no longer true of container app: capability ALL is dropped"),
    "added": (
        {"capabilities": {"drop": ["ALL"], "add": ["NET_ADMIN"]}},
        "capability NET_ADMIN is added of container app",
    ),
}


@pytest.mark.parametrize(("changes", "message"), LOOSENED.values(), ids=LOOSENED)
def test_a_restriction_of_a_container_is_dropped(changes: dict[str, Any], message: str) -> None:
    assert told(NAME, secured(), secured(**changes)) == [message]


@pytest.mark.parametrize("changes", [changes for changes, _ in LOOSENED.values()], ids=LOOSENED)
def test_tightening_is_silent(changes: dict[str, Any]) -> None:
    assert told(NAME, secured(**changes), secured()) == []


def test_a_restriction_that_moves_to_the_pod_is_still_there() -> None:
    before = deployment(container(securityContext={"runAsNonRoot": True}))
    after = deployment(template=pod(securityContext={"runAsNonRoot": True}))

    assert told(NAME, before, after) == []


def test_a_restriction_of_the_pod_that_one_container_leaves() -> None:
    before, after = (
        deployment(template=pod(container(securityContext=own), securityContext={"runAsNonRoot": True}))
        for own in ({}, {"runAsNonRoot": False})
    )

    assert told(NAME, before, after) == ["no longer true of container app: it cannot run as root (runAsNonRoot: true)"]


def test_a_container_that_goes_loosens_nothing() -> None:
    two = deployment(container(), container(name="sidecar", securityContext=STRICT))

    assert told(NAME, two, deployment()) == []


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ({"hostNetwork": True}, "no longer true: it is kept out of the node's network (hostNetwork)"),
        (
            {"volumes": [{"name": "root", "hostPath": {"path": "/"}}]},
            "no longer true: no folder of the node is mounted (hostPath)",
        ),
    ],
)
def test_the_pod_reaches_the_node(spec: dict[str, Any], message: str) -> None:
    assert told(NAME, deployment(), deployment(template=pod(**spec))) == [message]


def test_a_token_is_mounted() -> None:
    before = deployment(template=pod(automountServiceAccountToken=False))

    assert told(NAME, before, deployment()) == [
        "no longer true: no token of the API server is mounted (automountServiceAccountToken: false)"
    ]


def test_a_port_of_the_node() -> None:
    before, after = (deployment(container(ports=[{"containerPort": 80} | host])) for host in ({}, {"hostPort": 80}))

    assert told(NAME, before, after) == ["no longer true of container app: no port of the node leads to it (hostPort)"]


def test_the_place_is_named_where_it_stood() -> None:
    [finding] = findings(NAME, files(secured()), files(secured(runAsNonRoot=None)))

    assert finding.where.field == "spec.template.spec.containers[app].securityContext.runAsNonRoot"


def namespace(level: str | None) -> str:
    labels = {"pod-security.kubernetes.io/enforce": level} if level else {}
    return manifest("Namespace", metadata={"labels": labels})


def test_a_namespace_enforces_less() -> None:
    assert told(NAME, namespace("restricted"), namespace("baseline")) == [
        "Pod Security enforces baseline instead of restricted"
    ]
    assert told(NAME, namespace("baseline"), namespace(None)) == ["Pod Security enforces nothing instead of baseline"]
    assert told(NAME, namespace("baseline"), namespace("restricted")) == []


def policy(**spec: Any) -> str:
    return manifest("NetworkPolicy", {"podSelector": {}, "policyTypes": ["Ingress"]} | spec, api="networking.k8s.io/v1")


RULE = {"from": [{"ipBlock": {"cidr": "0.0.0.0/0"}}]}


def test_a_network_policy_opens() -> None:
    assert told(NAME, policy(ingress=[]), policy(ingress=[RULE])) == ["further connections may come in"]
    assert told(NAME, policy(ingress=[RULE]), policy(ingress=[])) == []


def test_a_network_policy_forgets_a_direction() -> None:
    assert told(NAME, policy(policyTypes=["Ingress", "Egress"]), policy()) == ["Egress is no longer restricted"]


def test_a_network_policy_guards_others() -> None:
    assert told(NAME, policy(), policy(podSelector={"matchLabels": {"a": "b"}})) == ["it guards other pods than before"]


def test_a_network_policy_goes() -> None:
    [message] = told(NAME, files(policy()), {})

    assert message.startswith("the pods that it guarded take and make every connection")


RBAC = "rbac.authorization.k8s.io/v1"


def test_a_role_grants_more() -> None:
    read = {"apiGroups": [""], "resources": ["secrets"], "verbs": ["get"]}
    before, after = (manifest("Role", api=RBAC, rules=rules) for rules in ([read], [read | {"verbs": ["*"]}]))

    assert told(NAME, before, after) == ["it grants more, or something else"]
    assert told(NAME, after, manifest("Role", api=RBAC, rules=[])) == []


def test_a_binding_binds_others() -> None:
    before, after = (
        manifest("RoleBinding", api=RBAC, subjects=[{"kind": "ServiceAccount", "name": n} for n in names])
        for names in ("a", "ab")
    )

    assert told(NAME, before, after)[0] == "it grants its role to others"
    assert told(NAME, after, before) == []


def test_a_service_faces_the_world() -> None:
    before, after = (manifest("Service", {"type": kind}) for kind in ("ClusterIP", "LoadBalancer"))

    assert told(NAME, before, after) == ["it can be reached from outside the cluster (LoadBalancer)"]


def test_a_load_balancer_faces_the_internet() -> None:
    before, after = (
        ingress("a.example.com", metadata={"annotations": {"alb.ingress.kubernetes.io/scheme": scheme}})
        for scheme in ("internal", "internet-facing")
    )

    assert told(NAME, before, after) == ["its load balancer faces the internet"]
    assert told(NAME, after, before) == []


BY_SECRET = {"ingressClassName": "nginx", "tls": [{"secretName": "a"}]}
LISTENS = "alb.ingress.kubernetes.io/listen-ports"


def balanced(ports: str) -> str:
    return ingress("a.example.com", metadata={"annotations": {LISTENS: ports}})


def test_an_ingress_drops_tls() -> None:
    before = ingress("a.example.com", spec=BY_SECRET)

    assert told(NAME, before, ingress("a.example.com", spec={"ingressClassName": "nginx"})) == [
        "it no longer speaks TLS"
    ]
    assert told(NAME, before, balanced('[{"HTTP": 80}]')) == ["it no longer speaks TLS"]


def test_a_load_balancer_speaks_tls_by_its_listeners() -> None:
    both = balanced('[{"HTTP": 80}, {"HTTPS": 443}]')

    assert told(NAME, ingress("a.example.com", spec=BY_SECRET), both) == []
    [finding] = findings(NAME, files(both), files(balanced('[{"HTTP": 80}]')))
    assert (finding.message, finding.where.field) == (
        "it no longer speaks TLS",
        f'metadata.annotations["{LISTENS}"]',
    )


def test_an_account_mounts_its_token() -> None:
    before = manifest("ServiceAccount", automountServiceAccountToken=False)

    assert told(NAME, before, manifest("ServiceAccount")) == [
        "pods get a token of the API server by default (automountServiceAccountToken)"
    ]


def test_each_restriction_knows_where_it_stands() -> None:
    after = deployment(container(securityContext={"runAsNonRoot": True}))
    [resource] = comparison({}, files(after)).after.resources

    found = guarantees(resource)

    place = ("spec", "template", "spec", "containers", Item("app"), "securityContext", "runAsNonRoot")
    assert found["app", "it cannot run as root (runAsNonRoot: true)"] == place


def test_what_is_of_the_wrong_shape_guarantees_nothing() -> None:
    odd = container(securityContext="none", ports="none", resources=[])
    [resource] = comparison({}, files(deployment(odd, template=None))).after.resources

    assert ("app", "it cannot run as root (runAsNonRoot: true)") not in guarantees(resource)
    assert added_capabilities(resource) == {}


def test_capabilities_that_are_added() -> None:
    odd = container(securityContext={"capabilities": {"add": ["NET_ADMIN"]}})
    [resource] = comparison({}, files(deployment(odd))).after.resources

    assert list(added_capabilities(resource)) == [("app", "NET_ADMIN")]


def test_an_object_without_pods_has_no_containers_to_hold() -> None:
    [resource] = comparison({}, files(manifest("Service"))).after.resources

    assert guarantees(resource) == {}


def test_what_opens_and_where() -> None:
    before, after = (manifest("Service", {"type": kind}) for kind in ("ClusterIP", "NodePort"))

    assert list(opened(change(before, after))) == [
        ("it can be reached from outside the cluster (NodePort)", ("spec", "type"))
    ]


def test_a_kind_of_another_group_is_not_judged() -> None:
    before, after = (
        manifest("Service", {"type": kind}, api="serving.knative.dev/v1") for kind in ("ClusterIP", "NodePort")
    )

    assert list(opened(change(before, after))) == []


def test_workloads_are_judged_by_their_pods() -> None:
    assert list(opened(change(deployment(), deployment(replicas=2)))) == []
