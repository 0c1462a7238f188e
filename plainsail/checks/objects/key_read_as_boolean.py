"""A key is `true` or `false`, which is how YAML reads `on`, `yes`, `off` and `no` without quotes.

Looked for where keys are anybody's own words: data of ConfigMaps and Secrets, labels, annotations and selectors.

Why: the program asks for `on`, and there is only `true`.
Fix: put the key in quotes: `"on": "1"`.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.fields import mapping
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import pod_of
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "warning"

_WORDS = {"true": "true, on and yes", "false": "false, off and no"}
_FIELDS = (
    ("metadata", "labels"),
    ("metadata", "annotations"),
    ("data",),
    ("stringData",),
    ("spec", "selector"),
    ("spec", "selector", "matchLabels"),
)


def check(manifests: Manifests) -> Iterator[Finding]:
    for resource in manifests.resources:
        for field in _fields(resource):
            for key in mapping(resource.document, *field):
                if key in _WORDS:
                    message = f"the key is '{key}', as YAML reads {_WORDS[key]} without quotes"
                    yield Finding(resource.where((*field, key)), message)


def _fields(resource: Resource) -> Iterator[tuple[str, ...]]:
    yield from _FIELDS
    pod = pod_of(resource)
    if pod is not None:
        yield (*pod.path, "spec", "nodeSelector")
        if pod.path:
            yield (*pod.path, "metadata", "labels")
            yield (*pod.path, "metadata", "annotations")
