"""What RBAC calls things: resources by API group, verbs, subjects that are everybody."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from plainsail.manifests.fields import listed, mappings
from plainsail.manifests.resource import Resource

RESOURCES: Mapping[str, frozenset[str]] = {
    group: frozenset(resources.split())
    for group, resources in {
        "": "bindings componentstatuses configmaps endpoints events groups limitranges namespaces nodes "
        "persistentvolumeclaims persistentvolumes pods podtemplates replicationcontrollers resourcequotas secrets "
        "serviceaccounts services users",
        "admissionregistration.k8s.io": "mutatingadmissionpolicies mutatingadmissionpolicybindings "
        "mutatingwebhookconfigurations validatingadmissionpolicies validatingadmissionpolicybindings "
        "validatingwebhookconfigurations",
        "apiextensions.k8s.io": "customresourcedefinitions",
        "apiregistration.k8s.io": "apiservices",
        "apps": "controllerrevisions daemonsets deployments replicasets statefulsets",
        "authentication.k8s.io": "selfsubjectreviews tokenreviews uids userextras",
        "authorization.k8s.io": "localsubjectaccessreviews selfsubjectaccessreviews selfsubjectrulesreviews "
        "subjectaccessreviews",
        "autoscaling": "horizontalpodautoscalers",
        "batch": "cronjobs jobs",
        "certificates.k8s.io": "certificatesigningrequests clustertrustbundles podcertificaterequests signers",
        "coordination.k8s.io": "leasecandidates leases",
        "discovery.k8s.io": "endpointslices",
        "events.k8s.io": "events",
        "extensions": "",
        "flowcontrol.apiserver.k8s.io": "flowschemas prioritylevelconfigurations",
        "networking.k8s.io": "ingressclasses ingresses ipaddresses networkpolicies servicecidrs",
        "node.k8s.io": "runtimeclasses",
        "policy": "poddisruptionbudgets podsecuritypolicies",
        "rbac.authorization.k8s.io": "clusterrolebindings clusterroles rolebindings roles",
        "resource.k8s.io": "deviceclasses devicetaintrules resourceclaims resourceclaimtemplates resourceslices",
        "scheduling.k8s.io": "priorityclasses workloads",
        "storage.k8s.io": "csidrivers csinodes csistoragecapacities storageclasses volumeattachments "
        "volumeattributesclasses",
    }.items()
}
"""The resources of Kubernetes' own groups, up to 1.36. Nothing is left in `extensions`."""

VERBS = (
    "approve",
    "attest",
    "bind",
    "create",
    "delete",
    "deletecollection",
    "escalate",
    "get",
    "impersonate",
    "list",
    "patch",
    "sign",
    "update",
    "use",
    "watch",
)

EVERYBODY = ("system:anonymous", "system:authenticated", "system:serviceaccounts", "system:unauthenticated")
"""Users and groups that are everybody who reaches the API server, or every pod."""


def groups_of(resource: str) -> list[str]:
    """The groups of Kubernetes that have a resource, subresources without regard.

    >>> groups_of("deployments/scale"), groups_of("widgets")
    (['apps'], [])
    """
    bare = resource.partition("/")[0]
    return [group for group, resources in RESOURCES.items() if bare in resources]


@dataclass(frozen=True)
class Rule:
    """A rule of a role."""

    index: int
    groups: tuple[str, ...]
    resources: tuple[str, ...]
    verbs: tuple[str, ...]
    named: bool
    """Whether it is about single objects (`resourceNames`)."""

    def allows(self, group: str, resource: str, *verbs: str) -> bool:
        """Whether it allows one of the verbs on a resource."""
        bare, _, sub = resource.partition("/")
        wanted = {resource, "*", f"*/{sub}" if sub else bare}
        return (
            bool({group, "*"} & set(self.groups))
            and bool(wanted & set(self.resources))
            and bool({"*", *verbs} & set(self.verbs))
        )

    @property
    def is_everything(self) -> bool:
        """Whether it allows everything on everything."""
        return "*" in self.groups and "*" in self.resources and "*" in self.verbs


def rules_of(role: Resource) -> Iterator[Rule]:
    """The rules of a Role or ClusterRole."""
    for index, rule in enumerate(mappings(role.document, "rules")):
        groups, resources, verbs = (_texts(rule, key) for key in ("apiGroups", "resources", "verbs"))
        yield Rule(index, groups, resources, verbs, bool(rule.get("resourceNames")))


def _texts(rule: dict[str, Any], key: str) -> tuple[str, ...]:
    return tuple(item for item in listed(rule, key) if isinstance(item, str))
