"""A Secret stands in the tree.

Base64 hides nothing. In YAML that is no project's own (a chart's output, which need not be in Git) this is info, and
silent where the Secret holds no value, or one that is encrypted.

Why: everybody who reads Git reads the secret, and it stays in the history when it is taken out.
Fix: let an operator make the Secret (an ExternalSecret, a SealedSecret), and replace the value at its issuer.
In settings: put the value into SSM Parameter Store, let an ExternalSecret make the Secret (`external_secrets`), and
replace the value at its issuer.
"""

from collections.abc import Iterator

from plainsail.findings.finding import Finding, Severity
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "error"

_FILLED_BY_KUBERNETES = "kubernetes.io/service-account-token"


def check(manifests: Manifests) -> Iterator[Finding]:
    # Of what an ExternalSecret or a SealedSecret makes, the tree holds no value.
    for secret in (*manifests.of("Secret"), *(resource for resource in manifests.unsound if resource.is_a("Secret"))):
        values = _values(secret)
        if secret.environment is None:
            if values and not all(value.startswith("ENC[") or not value for value in values):
                message = f"holds {len(values)} value{'s' if len(values) > 1 else ''} in plain base64 or text"
                yield Finding(secret.where(), message, severity="info")
        elif values or secret.document.get("type") != _FILLED_BY_KUBERNETES:
            yield Finding(secret.where(), "is readable by everybody who reads Git")


def _values(secret: Resource) -> list[str]:
    parts = [secret.document.get(name) for name in ("data", "stringData")]
    return [str(value) for part in parts if isinstance(part, dict) for value in part.values()]
