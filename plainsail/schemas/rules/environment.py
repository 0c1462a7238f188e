"""What the API server refuses in the variables of containers, and in the fields that pods read of themselves.

After `k8s.io/kubernetes/pkg/apis/core/validation`.
"""

import re
from collections.abc import Iterator

from constructs_lib.kubernetes.objects import Document
from constructs_lib.kubernetes.quantities import amount_of
from plainsail.schemas.problems import Schema, quoted
from plainsail.schemas.rules.forms import climbs, forms, misfit, needs
from plainsail.schemas.rules.together import Fields, Names, Place, Refusal, Together
from plainsail.schemas.rules.words import (
    ANNOTATION_KEY,
    DATA_KEY,
    DNS_LABEL,
    DNS_SUBDOMAIN,
    LABEL_KEY,
    NOT_EMPTY,
    STRICT_VARIABLE_NAME,
    VARIABLE_NAME,
)

_SOURCES = ("configMapKeyRef", "fieldRef", "resourceFieldRef", "secretKeyRef", "fileKeyRef")
_GROUPS = ("configMapRef", "secretRef")
_RELAXED_SINCE = 32
"""From 1.32 on, a variable's name is any printable ASCII without '='."""
_IN_VOLUMES = ("metadata.name", "metadata.namespace", "metadata.uid", "metadata.labels", "metadata.annotations")
_IN_VARIABLES = (
    *("metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName"),
    *("status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"),
)
_SUBSCRIPTS = {"metadata.annotations": ANNOTATION_KEY, "metadata.labels": LABEL_KEY}
_SUBSCRIPT = re.compile(r"(?s)(.+?)\['(.*)'\]")
_RESOURCES = tuple(
    f"{bound}.{resource}" for bound in ("limits", "requests") for resource in ("cpu", "memory", "ephemeral-storage")
)
_HUGE_PAGES = ("limits.hugepages-", "requests.hugepages-")
_DECIMAL = frozenset(1000**power for power in range(7))
_BINARY = frozenset(1024**power for power in range(1, 7))


def variable_name(minor: int) -> Schema:
    """The form of a variable's name."""
    return VARIABLE_NAME if minor >= _RELAXED_SINCE else STRICT_VARIABLE_NAME


def _variable(variable: Document, _: Place) -> Iterator[Refusal]:
    if (source := variable.get("valueFrom")) is None:
        return
    given = [name for name in _SOURCES if name in source]
    if variable.get("value"):
        yield Refusal((), "has value and valueFrom", "variable")
    elif len(given) > 1:
        yield Refusal((), f"has {' and '.join(given)}", "variable")
    elif not given:
        yield Refusal((), f"has no source: none of {', '.join(_SOURCES)}", "variable")


def _variables(group: Document, place: Place) -> Iterator[Refusal]:
    """An entry of envFrom."""
    if prefix := group.get("prefix"):
        yield from misfit(variable_name(place.minor), prefix, "prefix")
    given = [name for name in _GROUPS if name in group]
    if len(given) != 1:
        message = f"has {' and '.join(given)}" if given else f"has no source: none of {', '.join(_GROUPS)}"
        yield Refusal((), message, "variable")


def _pod_field(reference: Document, place: Place) -> Iterator[Refusal]:
    """`fieldRef`, in a variable or in a file of the downward API."""
    path = reference["fieldPath"]
    if reference.get("apiVersion") not in (None, "", "v1"):
        yield Refusal(("apiVersion",), f"is {quoted(reference['apiVersion'])}; pods are read as v1", "variable")
    if subscript := _SUBSCRIPT.fullmatch(path):
        field, key = subscript.groups()
        if (form := _SUBSCRIPTS.get(field)) is None:
            yield Refusal(
                ("fieldPath",), f"{quoted(field)} has no keys: only {' and '.join(_SUBSCRIPTS)} do", "variable"
            )
        else:
            yield from misfit(form, key, "fieldPath")
        return
    known = _IN_VARIABLES if "env" in place.path else _IN_VOLUMES
    if path not in known and not (path == "spec.host" and known is _IN_VARIABLES):
        where = "variable" if known is _IN_VARIABLES else "file"
        listed = f"{', '.join(known)}, metadata.labels['<key>'], metadata.annotations['<key>']"
        yield Refusal(("fieldPath",), f"{quoted(path)} is no field that a {where} may show: {listed}", "variable")


def _container_field(reference: Document, place: Place) -> Iterator[Refusal]:
    """`resourceFieldRef`: an amount of a container."""
    resource = reference["resource"]
    if "env" not in place.path and not reference.get("containerName"):
        yield Refusal(("containerName",), "is required in a volume", "variable")
    if resource not in _RESOURCES and not resource.startswith(_HUGE_PAGES):
        yield Refusal(("resource",), f"{quoted(resource)} is none of {', '.join(_RESOURCES)}", "variable")
    elif not _divides(str(reference.get("divisor", "0")), resource):
        allowed = "1 and 1m" if resource.endswith(".cpu") else "1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei"
        yield Refusal(
            ("divisor",), f"{quoted(reference['divisor'])} does not divide {resource}: {allowed} do", "variable"
        )


def _divides(divisor: str, resource: str) -> bool:
    """Whether an amount may be shown in such units; it may be written in any way."""
    amount = amount_of(divisor)
    if amount is None or amount == 0:
        return True
    if re.search("[eE][-+]?[0-9]", divisor):
        return False
    if amount == 1:
        return True
    if resource.endswith(".cpu"):
        return amount * 1000 == 1
    if divisor.strip(" ").endswith("i"):
        return amount in _BINARY
    return amount in _DECIMAL


def _file(reference: Document, _: Place) -> Iterator[Refusal]:
    """`fileKeyRef`: a variable from a file that another container wrote."""
    if climbs(reference["path"]):
        yield Refusal(("path",), f"{quoted(reference['path'])} leads out of the volume", "variable")


_KEY: dict[str, Schema] = {"key": DATA_KEY}

FIELDS: Fields = {
    "core.v1.ConfigMapKeySelector": _KEY,
    "core.v1.EnvVar": {"name": variable_name},
    "core.v1.FileKeySelector": {"key": VARIABLE_NAME, "path": NOT_EMPTY, "volumeName": DNS_LABEL},
    "core.v1.SecretKeySelector": _KEY,
}

NOT_REQUIRED: Names = {}
"""Fields that the published schema requires and the API server does not."""

_NAME = (needs("name", concern="variable"), forms(name=DNS_SUBDOMAIN))

TOGETHER: Together = {
    "core.v1.ConfigMapEnvSource": _NAME,
    "core.v1.ConfigMapKeySelector": _NAME,
    "core.v1.EnvFromSource": (_variables,),
    "core.v1.EnvVar": (_variable,),
    "core.v1.FileKeySelector": (_file,),
    "core.v1.ObjectFieldSelector": (_pod_field,),
    "core.v1.ResourceFieldSelector": (_container_field,),
    "core.v1.SecretEnvSource": _NAME,
    "core.v1.SecretKeySelector": _NAME,
}
