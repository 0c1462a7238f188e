"""A value that looks like a credential stands in plain YAML.

Shapes that are unmistakable (keys of AWS, GitHub, Slack, Stripe, private keys, tokens, passwords in addresses), and
random-looking values under names such as `*_PASSWORD` or `*_TOKEN`; and defaults that everybody knows, such as
`changeme`, or what a framework's documentation gives for `APP_SECRET`. The value is never shown.

Why: everybody who reads Git, the cluster's objects or a pod's description reads it, for ever.
Fix: put the value into a Secret that an operator fills, read it by `secretKeyRef`; then replace it at its issuer.
In settings: put the value into SSM Parameter Store and its name into `external_secrets.params`; then replace it at its
issuer.
"""

from collections.abc import Iterator
from typing import Any

from constructs_lib.kubernetes.paths import Item, Path, leaves
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.location import Location
from plainsail.manifests.credentials import assigned, known_default, named, shape_of
from plainsail.manifests.kinds import is_custom
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "error"
MEANS: Meaning = "unsafe"


def check(manifests: Manifests) -> Iterator[Finding]:
    for container in manifests.containers():
        yield from _of_container(container)
    for config in manifests.of("ConfigMap"):
        for key, text in config.document.get("data", {}).items():
            kind = shape_of(text) or named(key, text) or assigned(text)
            if kind:
                yield _finding(kind, config.where("data", key))
    for resource in manifests.resources:
        yield from _shapes(resource, resource.annotations, ("metadata", "annotations"))
        if is_custom(resource.key) or resource.is_a("Application", "ExternalSecret"):
            yield from _shapes(resource, resource.document.get("spec"), ("spec",))
    for pod in manifests.pods():
        if pod.path:
            yield from _shapes(pod.resource, pod.annotations, (*pod.path, "metadata", "annotations"))


def _of_container(container: Container) -> Iterator[Finding]:
    for name, entry in container.env.items():
        value = entry.get("value", "")
        kind = shape_of(value) or named(name, value) or assigned(value)
        if kind:
            yield _finding(kind, container.where("env", Item(name), "value"))
        elif kind := known_default(name, value):
            message = f"is {kind}: whoever knows it can sign in, or sign, as the app"
            # A password to be changed is left over from a template, and may be changed before it is applied.
            severity: Severity | None = None if "framework" in kind else "warning"
            yield Finding(container.where("env", Item(name), "value"), message, severity=severity)
    for field in ("command", "args"):
        words = container.spec.get(field, [])
        for index, word in enumerate(words):
            before = words[index - 1] if index and words[index - 1].startswith("-") else ""
            kind = shape_of(word) or assigned(word) or named(before.lstrip("-"), word)
            if kind:
                yield _finding(kind, container.where(field, index))


def _shapes(resource: Resource, value: Any, path: Path) -> Iterator[Finding]:
    for field, text in leaves(value, path):
        if isinstance(text, str) and (kind := shape_of(text)):
            yield _finding(kind, resource.where(field))


def _finding(kind: str, where: Location) -> Finding:
    return Finding(where, f"reads like {kind}, for everybody to see")
