"""A NetworkPolicy selects no pod.

In YAML that is no project's own, pods may come from elsewhere; there, a policy is doubted only where the pods that it
would match live in another namespace, stand in its own file, or differ from its selector in a label's value.

Why: the pods that it was written for stay as open as they were.
Fix: let `podSelector` name labels of the pods' template, and put the policy into the namespace of the pods.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.label_selectors import is_empty, shown
from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import by_name
from plainsail.manifests.policies import selector_of
from plainsail.manifests.providers import providers
from plainsail.manifests.selectors import elsewhere, near_miss, selected

SEVERITY: Severity = "warning"


def check(manifests: Manifests) -> Iterator[Finding]:
    names = by_name(pod.resource for pod in manifests.pods())
    for policy in manifests.of("NetworkPolicy"):
        selector = selector_of(policy)
        if is_empty(selector) or any(selected(manifests, policy, selector)):
            continue
        labels = selector.get("matchLabels", {})
        if labels and providers(manifests).may_make_pods(policy, labels):
            continue
        message = f"{shown(selector)} matches no pod"
        other = elsewhere(manifests, policy, selector)
        if other is not None:
            message += f" of namespace {policy.namespace}; {other.resource.key} is in {other.resource.namespace}"
        elif not policy.environment and not near_miss(manifests, policy, selector, names.of(policy, policy.name)):
            continue
        yield Finding(policy.where("spec.podSelector"), message)
