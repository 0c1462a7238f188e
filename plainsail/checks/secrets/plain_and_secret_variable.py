"""A variable is both plain text and a secret.

Why: of two with one name the last wins, so the secret is overridden by text, or the text is a copy of the secret.
Fix: set the variable once: from the Secret when it is a secret, and as a value or from a ConfigMap otherwise.
In settings: set the variable once: in `external_secrets.params` when it is a secret, and in `env` or a ConfigMap
otherwise.
"""

from collections import defaultdict
from collections.abc import Iterator

from constructs_lib.kubernetes.paths import Item
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.findings.severity import graded
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.pods import Container
from plainsail.manifests.providers import Providers, providers
from plainsail.manifests.references import Reference, references

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    known = providers(manifests)
    for pod in manifests.pods():
        by_container: dict[Container, list[Reference]] = defaultdict(list)
        for reference in references(pod):
            if reference.container is not None:
                by_container[reference.container].append(reference)
        for container, of_container in by_container.items():
            plain = _plain(container) | _names(of_container, "ConfigMap", known)
            for name in sorted(plain & _names(of_container, "Secret", known)):
                yield Finding(
                    container.where("env", Item(name)),
                    "is plain text in one place and a secret in another",
                    severity=graded(pod.resource, SEVERITY, foreign="warning"),
                )


def _plain(container: Container) -> set[str]:
    return {entry["name"] for entry in container.spec.get("env", []) if entry.get("value")}


def _names(of_container: list[Reference], kind: str, known: Providers) -> set[str]:
    """The variables that come from objects of the kind; of a whole object, as far as its keys are known."""
    names: set[str] = set()
    for reference in of_container:
        if reference.kind != kind:
            continue
        if reference.way == "variable" and reference.variable:
            names.add(reference.variable)
        else:
            for provider in known.of(reference.pod.resource, kind, reference.name):
                names |= {f"{reference.variable}{key}" for key in provider.keys or ()}
    return names
