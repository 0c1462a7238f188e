"""The app's certificate, issued and renewed by cert-manager."""

from constructs import Construct

from constructs_lib.k8s_values import custom_metadata
from constructs_lib.pod import PodProfile
from constructs_lib.settings import Certificate, PrivateKey, WebService
from constructs_lib.settings.names import WEB
from imports.io import cert_manager


class AppCertificate(Construct):
    """A Certificate (cert-manager.io/v1) that makes a Secret of type kubernetes.io/tls.

    It has no wave of its own: a challenge by HTTP comes by way of the Ingress or the Gateway, which must be there.
    """

    def __init__(
        self, scope: Construct, id: str, *, profile: PodProfile[WebService], certificate: Certificate, secret: str
    ) -> None:
        super().__init__(scope, id)
        identity, issuer = profile.identity, certificate.issuer_ref
        cert_manager.Certificate(
            self,
            "Resource",
            metadata=custom_metadata(
                identity.metadata(labels=identity.selector(WEB), annotations=certificate.annotations)
            ),
            spec=cert_manager.CertificateSpec(
                secret_name=secret,
                issuer_ref=cert_manager.CertificateSpecIssuerRef(
                    name=identity.filled(issuer.name), kind=issuer.kind, group=issuer.group
                ),
                dns_names=list(map(identity.filled, profile.settings.certificate_hosts)),
                duration=certificate.duration,
                renew_before=certificate.renew_before,
                private_key=_private_key(certificate.private_key) if certificate.private_key else None,
            ),
        )


def _private_key(key: PrivateKey) -> cert_manager.CertificateSpecPrivateKey:
    return cert_manager.CertificateSpecPrivateKey(
        algorithm=key.algorithm, size=key.size, encoding=key.encoding, rotation_policy=key.rotation_policy
    )
