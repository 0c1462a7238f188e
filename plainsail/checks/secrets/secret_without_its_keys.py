"""A Secret lacks the keys that its type promises.

Why: the API server refuses it.
Fix: give it the keys, or leave the type out.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.manifests import Manifests

SEVERITY: Severity = "error"
MEANS: Meaning = "refused"

_ALL = {
    "kubernetes.io/dockercfg": (".dockercfg",),
    "kubernetes.io/dockerconfigjson": (".dockerconfigjson",),
    "kubernetes.io/ssh-auth": ("ssh-privatekey",),
    "kubernetes.io/tls": ("tls.crt", "tls.key"),
}


def check(manifests: Manifests) -> Iterator[Finding]:
    for secret in manifests.of("Secret"):
        kind = secret.document.get("type", "Opaque")
        keys = secret.document.get("data", {}).keys() | secret.document.get("stringData", {}).keys()
        missing = [key for key in _ALL.get(kind, ()) if key not in keys]
        if kind == "kubernetes.io/basic-auth" and not keys & {"username", "password"}:
            missing = ["username or password"]
        if missing:
            yield Finding(secret.where("data"), f"is of type {kind}, but has no {' and '.join(missing)}")
