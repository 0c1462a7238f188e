"""A webhook that must answer (failurePolicy Fail) is asked about its own pods.

Why: once all of its pods are gone, the API server cannot ask it whether they may come back: nothing starts any more,
until somebody deletes the configuration.
Fix: leave its namespace out by `namespaceSelector` (label kubernetes.io/metadata.name), or its pods by
`objectSelector`, or set `failurePolicy: Ignore`.
"""

from collections.abc import Iterator
from typing import Any

from constructs_lib.kubernetes.label_selectors import is_empty, matches
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.fields import listed, mapping, mappings, text
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Pod
from plainsail.manifests.resource import Resource
from plainsail.manifests.selectors import selected

SEVERITY: Severity = "warning"

_GROUP = "admissionregistration.k8s.io"
_KINDS = ("ValidatingWebhookConfiguration", "MutatingWebhookConfiguration")
_NAME = "kubernetes.io/metadata.name"


def check(manifests: Manifests) -> Iterator[Finding]:
    spaces = {(space.environment, space.name): space for space in manifests.of("Namespace")}
    for configuration in manifests.resources:
        if configuration.key.group != _GROUP or configuration.kind not in _KINDS:
            continue
        for index, webhook in enumerate(mappings(configuration.document, "webhooks")):
            pod = _own_pod(manifests, configuration, webhook) if _asks_for_pods(webhook) else None
            if pod is None:
                continue
            space = spaces.get((configuration.environment, str(pod.resource.namespace)))
            if _is_guarded(webhook, pod, space):
                message = f"is asked about its own pods ({pod.resource.key}): when they are gone, none can come back"
                yield Finding(configuration.where(f"webhooks[{index}]"), message)


def _asks_for_pods(webhook: dict[str, Any]) -> bool:
    """Whether the creation of pods waits for it."""
    if webhook.get("failurePolicy", "Fail") != "Fail" or webhook.get("matchConditions"):
        return False
    return any(
        {"", "*"} & set(listed(rule, "apiGroups"))
        and {"pods", "*", "*/*", "pods/*"} & set(listed(rule, "resources"))
        and {"CREATE", "*"} & set(listed(rule, "operations"))
        for rule in mappings(webhook, "rules")
    )


def _own_pod(manifests: Manifests, configuration: Resource, webhook: dict[str, Any]) -> Pod | None:
    service = mapping(webhook, "clientConfig", "service")
    name, namespace = text(service, "name"), text(service, "namespace")
    found = manifests.sibling(configuration, "Service", name, namespace=namespace) if name and namespace else None
    if found is None or not manifests.is_sound(found) or not found.spec.get("selector"):
        return None
    return next(selected(manifests, found, {"matchLabels": found.spec["selector"]}), None)


def _is_guarded(webhook: dict[str, Any], pod: Pod, space: Resource | None) -> bool:
    of_spaces, of_objects = mapping(webhook, "namespaceSelector"), mapping(webhook, "objectSelector")
    if not matches(of_objects, pod.labels):
        return False
    if is_empty(of_spaces):
        return True
    keys = {
        *mapping(of_spaces, "matchLabels"),
        *(text(each, "key") for each in mappings(of_spaces, "matchExpressions")),
    }
    if space is None and keys != {_NAME}:
        return False  # the labels of its namespace are not known
    labels = {**(space.labels if space else {}), _NAME: str(pod.resource.namespace)}
    return matches(of_spaces, labels)
