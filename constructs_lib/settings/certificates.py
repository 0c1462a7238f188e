"""Settings of a certificate that cert-manager issues and renews."""

import re
from dataclasses import field
from typing import Literal

from constructs_lib.settings.errors import SettingsError
from constructs_lib.settings.text import DnsName, Duration, Host, LabelKey, NameTemplate
from constructs_lib.settings.values import NONE, Map, Seq, setting

_SIZES = {"RSA": (2048, 4096, 8192), "ECDSA": (256, 384, 521), "Ed25519": ()}
_LEAST_DURATION = 3600
_LEAST_RENEWAL = 300
_SECONDS = {"h": 3600, "m": 60, "s": 1}


@setting
class IssuerRef:
    """Who issues: an issuer that someone else makes (`issuerRef`)."""

    name: NameTemplate = field(kw_only=False)
    """Its name; `{app}` and `{env}` are filled in."""
    kind: str = "ClusterIssuer"
    """`ClusterIssuer`, or `Issuer` of the app's namespace; an external issuer has a kind of its own."""
    group: DnsName = "cert-manager.io"
    """The API group of an external issuer."""

    def __post_init__(self) -> None:
        if self.group == "cert-manager.io" and self.kind not in ("ClusterIssuer", "Issuer"):
            message = f"kind={self.kind!r} is none of 'ClusterIssuer', 'Issuer'; an external issuer has group=..., too"
            raise SettingsError(message, path=("kind",))


@setting
class PrivateKey:
    """The key of a certificate."""

    algorithm: Literal["RSA", "ECDSA", "Ed25519"] = "RSA"
    """The algorithm."""
    size: Literal[256, 384, 521, 2048, 4096, 8192] | None = None
    """Bits: 2048, 4096 or 8192 of RSA, 256, 384 or 521 of ECDSA; without one the least."""
    encoding: Literal["PKCS1", "PKCS8"] = "PKCS1"
    """How it stands in the Secret."""
    rotation_policy: Literal["Always", "Never"] = "Always"
    """Whether each renewal makes a new one."""

    def __post_init__(self) -> None:
        if self.size is not None and self.size not in _SIZES[self.algorithm]:
            sizes = ", ".join(map(str, _SIZES[self.algorithm])) or "none to choose"
            message = f"size={self.size} is no size of {self.algorithm}, which has {sizes}"
            raise SettingsError(message, path=("size",))


@setting
class Certificate:
    """A certificate in a Secret, by cert-manager (`cert-manager.io/v1`)."""

    issuer_ref: IssuerRef = field(kw_only=False)
    """Who issues it."""
    dns_names: Seq[Host] = ()
    """Hosts that it is for; without any, those of the Ingress and of routes."""
    secret_name: NameTemplate | None = None
    """The Secret that holds it; without one, `<app>-tls`."""
    duration: Duration | None = None
    """How long it is valid; without one, 90 days (`2160h`). At least an hour."""
    renew_before: Duration | None = None
    """How long before its end it is renewed; without one, a third of its duration. At least five minutes."""
    private_key: PrivateKey | None = None
    """Its key; without one, cert-manager's default."""
    annotations: Map[LabelKey, str] = NONE
    """Annotations of the Certificate alone."""

    def __post_init__(self) -> None:
        duration = _seconds(self.duration or "2160h")
        if duration < _LEAST_DURATION:
            raise SettingsError(f"duration={self.duration!r} is below an hour, the least", path=("duration",))
        if self.renew_before is None:
            return
        if _seconds(self.renew_before) < _LEAST_RENEWAL:
            message = f"renew_before={self.renew_before!r} is below five minutes, the least"
            raise SettingsError(message, path=("renew_before",))
        if _seconds(self.renew_before) >= duration:
            message = f"renew_before={self.renew_before!r} is not below duration={self.duration or '2160h'!r}"
            raise SettingsError(f"{message}: it would be renewed all the time", path=("renew_before",))


def _seconds(duration: str) -> int:
    return sum(int(number) * _SECONDS[unit] for number, unit in re.findall(r"(\d+)([hms])", duration))
