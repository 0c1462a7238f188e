"""An annotation or label that is to give pods a cloud identity stands where nobody reads it, or is misspelt.

AWS (`eks.amazonaws.com/role-arn`), Google (`iam.gke.io/gcp-service-account`) and Azure
(`azure.workload.identity/client-id`) read the ServiceAccount; Azure asks pods for the label
`azure.workload.identity/use` as well; kube2iam and kiam (`iam.amazonaws.com/role`) read the pod.

Why: nobody complains: the app runs without its role, and the first call to the cloud is denied.
Fix: correct the name or the value, and let it stand where it is read.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from constructs_lib.kubernetes.nearest import nearest
from plainsail.findings.finding import Finding, Severity
from plainsail.location import Location
from plainsail.manifests.annotation_values import Grammar, boolean, integer, matching
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import by_name
from plainsail.manifests.pods import Pod
from plainsail.manifests.references import references
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "warning"

_EKS, _GKE, _AZURE, _KUBE2IAM = "eks.amazonaws.com", "iam.gke.io", "azure.workload.identity", "iam.amazonaws.com"
_ROLE = matching(r"arn:aws[a-z-]*:iam::\d{12}:role/.+", "ARN of a role, such as arn:aws:iam::123456789012:role/my-app")
_PLACEHOLDER = re.compile(r"[<>${}%]|xxx|account.?id|^$", re.IGNORECASE)

_ON_ACCOUNTS: Mapping[str, Mapping[str, Grammar]] = {
    _EKS: {
        "audience": lambda _: None,
        "role-arn": _ROLE,
        "sts-regional-endpoints": boolean,
        "token-expiration": integer(600, 86400 * 365),
    },
    _GKE: {
        "gcp-service-account": matching(
            r"[^@\s]+@[^@\s]+\.gserviceaccount\.com", "account, such as my-app@my-project.iam.gserviceaccount.com"
        ),
        "return-principal-id-as-email": boolean,
    },
    _AZURE: {
        "client-id": matching(r"(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "client ID: a GUID"),
        "service-account-token-expiration": integer(3600, 86400),
        "tenant-id": lambda _: None,
    },
}
"""What is read of a ServiceAccount."""
_TELLING = ("role-arn", "gcp-service-account")
"""Names that mean an identity whatever stands before them."""
_IDENTITIES = (f"{_EKS}/role-arn", f"{_GKE}/gcp-service-account", f"{_AZURE}/client-id")
_USE = f"{_AZURE}/use"
_OLD_ROLE = f"{_KUBE2IAM}/role"


@dataclass(frozen=True)
class _Word:
    """An annotation, and where it stands."""

    where: Location
    name: str
    value: str
    ours: bool


def check(manifests: Manifests) -> Iterator[Finding]:
    for account in manifests.of("ServiceAccount"):
        for word in _words(account):
            yield from _of_account(word)
        if _USE in account.labels or _USE in account.annotations:
            part = "labels" if _USE in account.labels else "annotations"
            message = "Azure reads it as a label of the pods, not of their ServiceAccount"
            # Older versions of the webhook read it of the ServiceAccount.
            yield Finding(account.where(f"metadata.{part}", _USE), message, severity="info")
    for pod in manifests.pods():
        yield from _of_pod(pod)
        if pod.path:
            yield from _of_workload(pod.resource)
    yield from _without_label(manifests)


def _words(resource: Resource) -> list[_Word]:
    ours = resource.is_ours
    return [
        _Word(resource.where("metadata.annotations", name), name, value, ours)
        for name, value in resource.annotations.items()
    ]


def _of_account(word: _Word) -> Iterator[Finding]:
    prefix, _, rest = word.name.rpartition("/")
    known = _ON_ACCOUNTS.get(prefix)
    if word.name == _OLD_ROLE:
        yield Finding(word.where, "kube2iam and kiam read it of pods, not of a ServiceAccount")
    elif known is None:
        domain = _meant(prefix, rest)
        if domain:
            yield Finding(word.where, f"gives no identity; did you mean '{domain}/{rest}'?")
    elif rest in known:
        message = known[rest](word.value)
        if message and (word.ours or not _PLACEHOLDER.search(word.value)):
            yield Finding(word.where, message)
    elif near := nearest(rest, known):
        yield Finding(word.where, f"gives no identity; did you mean '{prefix}/{near}'?")


def _meant(prefix: str, rest: str) -> str | None:
    """The domain that was meant, of one that is nearly it."""
    if rest == "role-arn" and ("amazon" in prefix or "aws" in prefix or "eks" in prefix):
        return _EKS
    domains = [domain for domain, names in _ON_ACCOUNTS.items() if rest in names]
    near = nearest(prefix, domains)
    return near if near and (rest in _TELLING or near != _EKS or "amazon" in prefix) else None


def _of_pod(pod: Pod) -> Iterator[Finding]:
    where = (*pod.path, "metadata", "annotations")
    for name in pod.annotations:
        if name in _IDENTITIES:
            message = "is read of the ServiceAccount that the pod names, not of the pod"
            yield Finding(pod.resource.where((*where, name)), message)
        elif name == _USE:
            yield Finding(pod.resource.where((*where, name)), "Azure reads it as a label, not as an annotation")
    use = pod.labels.get(_USE)
    if use is not None and use != "true":
        message = f"is {use!r}; Azure gives an identity where it is 'true'"
        yield Finding(pod.resource.where((*pod.path, "metadata", "labels", _USE)), message)


def _of_workload(resource: Resource) -> Iterator[Finding]:
    for word in _words(resource):
        if word.name in _IDENTITIES:
            yield Finding(word.where, f"is read of the ServiceAccount that the pods name, not of a {resource.kind}")
        elif word.name == _OLD_ROLE:
            yield Finding(word.where, f"kube2iam and kiam read it of pods (spec.template), not of a {resource.kind}")
    if _USE in resource.labels and _USE not in _pod_labels(resource):
        message = f"Azure reads it of pods (spec.template), not of a {resource.kind}"
        yield Finding(resource.where("metadata.labels", _USE), message)


def _pod_labels(resource: Resource) -> Mapping[str, str]:
    template = resource.spec.get("template", {})
    labels: Mapping[str, str] = template.get("metadata", {}).get("labels", {}) if isinstance(template, dict) else {}
    return labels


def _without_label(manifests: Manifests) -> Iterator[Finding]:
    """Pods of a ServiceAccount with an Azure identity, that do not ask for it."""
    accounts = by_name(
        account for account in manifests.of("ServiceAccount") if f"{_AZURE}/client-id" in account.annotations
    )
    for pod in manifests.pods():
        for reference in references(pod):
            if reference.way != "account" or _USE in pod.labels or _USE in pod.resource.labels:
                continue
            account = next(accounts.of(pod.resource, reference.name), None)
            if account is not None and _USE not in account.labels:
                message = f"has no label {_USE}, without which Azure gives it no identity of {account.key}"
                yield Finding(pod.resource.where((*pod.path, "metadata", "labels")), message)
