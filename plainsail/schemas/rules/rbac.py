"""What the API server refuses in roles and bindings (`pkg/apis/rbac/validation`)."""

import re
from collections.abc import Iterator
from typing import Any

from constructs_lib.kubernetes.names import SUBDOMAIN
from plainsail.schemas.rules.together import Fields, Names, Place, Refusal, Together
from plainsail.schemas.rules.words import NOT_EMPTY, PATH_SEGMENT

_GROUP = "rbac.authorization.k8s.io"
_SUBDOMAIN = re.compile(SUBDOMAIN, re.ASCII)

FIELDS: Fields = {
    "rbac.v1.AggregationRule": {"clusterRoleSelectors": {"minItems": 1}},
    "rbac.v1.PolicyRule": {"verbs": {"minItems": 1}},
    # Of the group, only v1 knows what to take where nothing is said.
    "rbac.v1.RoleRef": {
        "apiGroup": {"enum": ["", _GROUP]},
        "kind": {"enum": ["Role", "ClusterRole"]},
        "name": PATH_SEGMENT,
    },
    "rbac.v1.Subject": {"kind": {"enum": ["User", "Group", "ServiceAccount"]}, "name": NOT_EMPTY},
}

REQUIRED: Names = {"rbac.v1.AggregationRule": ("clusterRoleSelectors",)}
"""Fields that the API server requires and the published schema does not."""

NOT_REQUIRED: Names = {"rbac.v1.RoleRef": ("apiGroup",)}
"""Fields that the published schema requires and the API server does not."""


def _rule(rule: Any, place: Place) -> Iterator[Refusal]:
    if rule.get("nonResourceURLs"):
        if place.kind == "Role":
            yield Refusal((), "nonResourceURLs belong into a ClusterRole", "role")
        if rule.get("apiGroups") or rule.get("resources") or rule.get("resourceNames"):
            yield Refusal((), "has nonResourceURLs beside resources; make it two rules", "role")
        return
    for field in ("apiGroups", "resources"):
        if not rule.get(field):
            yield Refusal((), f"has no {field}", "role")


def _cluster_role_binding(binding: Any, _: Place) -> Iterator[Refusal]:
    if binding["roleRef"]["kind"] == "Role":
        yield Refusal(("roleRef",), "a ClusterRoleBinding takes no Role", "role")


def _subject(subject: Any, place: Place) -> Iterator[Refusal]:
    kind, name, group = subject["kind"], subject["name"], subject.get("apiGroup", "")
    if kind != "ServiceAccount":
        if group not in (_GROUP, ""):
            yield Refusal((), f"apiGroup is {group}; a {kind} takes {_GROUP}", "role")
        return
    if group:
        yield Refusal((), f"apiGroup is {group}; a ServiceAccount takes none", "role")
    if place.kind == "ClusterRoleBinding" and not subject.get("namespace"):
        yield Refusal((), "has no namespace, which a ServiceAccount needs", "role")
    if name and (not _SUBDOMAIN.fullmatch(name) or len(name) > 253):
        message = f"'{name}' is no name of a ServiceAccount: lower-case letters, digits, '-' and '.' within"
        yield Refusal(("name",), message, "name")


TOGETHER: Together = {
    "rbac.v1.ClusterRoleBinding": (_cluster_role_binding,),
    "rbac.v1.PolicyRule": (_rule,),
    "rbac.v1.Subject": (_subject,),
}
