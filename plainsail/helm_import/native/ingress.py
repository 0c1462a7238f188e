"""The setting `ingress`, read from an Ingress."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plainsail.helm_import.native.code import Call
from plainsail.helm_import.native.containers import said
from plainsail.helm_import.native.roles import Roles

_ANNOTATION_OF_CLASS = "kubernetes.io/ingress.class"
_TARGET_TYPE = "alb.ingress.kubernetes.io/target-type"


def ingress(roles: Roles, guesses: list[str]) -> Call | None:
    """The setting; what the chart's Ingress lacks is told in `guesses`."""
    document = roles.get("Ingress")
    if document is None:
        return None
    spec = document["spec"]
    annotations = dict(document["metadata"].get("annotations") or {})
    name = annotations.pop(_ANNOTATION_OF_CLASS, None)
    name = spec.get("ingressClassName") or name
    rules = [rule for rule in spec.get("rules") or () if rule.get("host") and rule.get("http")]
    if not name or not rules:
        guesses.append(f"ingress: the chart's Ingress has no {'host' if name else 'class'}; it was left out")
        return None
    if name == "alb" and _TARGET_TYPE not in annotations:
        annotations[_TARGET_TYPE] = "ip"
    first, *others = [(rule["host"], _paths(rule)) for rule in rules]
    fields: dict[str, Any] = {}
    if others:
        fields["hosts"] = [
            host if paths == first[1] else Call("IngressRule", (host,), {"paths": paths}) for host, paths in others
        ]
    fields["class_name"] = name
    if first[1] != ["/"]:
        fields["paths"] = first[1]
    tls = [
        Call("Tls", (entry["secretName"],), said(entry, "hosts"))
        for entry in spec.get("tls") or ()
        if "secretName" in entry
    ]
    if tls:
        fields["tls"] = tls[0] if len(tls) == 1 else tls
    if annotations:
        fields["annotations"] = annotations
    return Call("Ingress", (first[0],), fields)


def _paths(rule: Mapping[str, Any]) -> list[Any]:
    made: list[Any] = []
    for path in rule["http"]["paths"]:
        written, kind = path.get("path") or "/", path.get("pathType", "ImplementationSpecific")
        made.append(written if kind == "Prefix" else Call("IngressPath", (written,), {"type": kind}))
    return made
