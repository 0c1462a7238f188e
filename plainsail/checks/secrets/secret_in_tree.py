"""A Secret stands in the tree.

Base64 hides nothing. In YAML that is no project's own this is a warning where a value is a password, a key or a token,
and info for other values and for standard input (a chart's output need not be in Git); it is silent where the Secret
holds no value, or one that is encrypted. No value is ever shown.

Why: everybody who reads Git reads the secret, and it stays in the history when it is taken out.
Fix: let an operator make the Secret (an ExternalSecret, a SealedSecret), and replace the value at its issuer.
In settings: put the value into SSM Parameter Store, let an ExternalSecret make the Secret (`external_secrets`), and
replace the value at its issuer.
"""

from base64 import b64decode
from collections.abc import Iterator, Sequence

from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.credentials import held
from plainsail.manifests.loader import STANDARD_INPUT
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

SEVERITY: Severity = "error"
MEANS: Meaning = "unsafe"

_FILLED_BY_KUBERNETES = "kubernetes.io/service-account-token"


def check(manifests: Manifests) -> Iterator[Finding]:
    # Of what an ExternalSecret or a SealedSecret makes, the tree holds no value.
    for secret in (*manifests.of("Secret"), *(resource for resource in manifests.unsound if resource.is_a("Secret"))):
        values = list(_values(secret))
        if secret.environment is None:
            if not all(value.startswith("ENC[") or not value for _, _, value in values):
                yield _of_somebody(secret, values)
        elif values or secret.document.get("type") != _FILLED_BY_KUBERNETES:
            yield Finding(secret.where(), "is readable by everybody who reads Git")


def _of_somebody(secret: Resource, values: Sequence[tuple[str, str, str]]) -> Finding:
    kinds = [(f"{part}.{key}", kind) for part, key, value in values if (kind := held(key, _plain(part, value)))]
    if not kinds:
        message = f"holds {len(values)} value{'s' if len(values) > 1 else ''} in plain base64 or text"
        return Finding(secret.where(), message, severity="info")
    (field, kind), *more = kinds
    message = f"{field} is {kind} in plain {'text' if field.startswith('stringData') else 'base64'}"
    return Finding(
        secret.where(),
        f"{message}, and so {'are' if len(more) > 1 else 'is'} {len(more)} more" if more else message,
        severity="info" if secret.path == STANDARD_INPUT else "warning",
    )


def _values(secret: Resource) -> Iterator[tuple[str, str, str]]:
    """Each value, with the field and the key under which it stands."""
    for name in ("data", "stringData"):
        part = secret.document.get(name)
        if isinstance(part, dict):
            yield from ((name, str(key), str(value)) for key, value in part.items())


def _plain(part: str, value: str) -> str:
    """The text that a value stands for; empty where it is none."""
    if part == "stringData":
        return value
    try:
        return b64decode(value, validate=False).decode()
    except ValueError:
        return ""
