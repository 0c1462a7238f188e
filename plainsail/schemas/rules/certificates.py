"""What the API server refuses in CertificateSigningRequest (`pkg/apis/certificates/validation`)."""

import base64
import binascii
from collections.abc import Iterator

from constructs_lib.kubernetes import names
from constructs_lib.kubernetes.objects import Document
from plainsail.schemas.rules.together import (
    STATUS,
    Fields,
    Names,
    Place,
    Readings,
    Refusal,
    Together,
)
from plainsail.schemas.rules.words import number, text

_USAGES = (
    *("signing", "digital signature", "content commitment", "key encipherment", "key agreement", "data encipherment"),
    *("cert sign", "crl sign", "encipher only", "decipher only", "any", "server auth", "client auth", "code signing"),
    *("email protection", "s/mime", "ipsec end system", "ipsec tunnel", "ipsec user", "timestamping", "ocsp signing"),
    *("microsoft sgc", "netscape sgc"),
)
_SIGNER = text(
    "name",
    rf"{names.LABEL}(\.{names.LABEL})+/[A-Za-z0-9][-A-Za-z0-9_.]*",
    "is no name of a signer: a DNS name of two parts or more, '/' and a name, as in example.com/signer",
    longest=571,
)
_LEGACY = "kubernetes.io/legacy-unknown"

FIELDS: Fields = {
    "certificates.v1.CertificateSigningRequestSpec": {
        "expirationSeconds": number(600),
        "signerName": _SIGNER,
        "usages": {"minItems": 1, "items": {"enum": list(_USAGES)}, "uniqueItems": True},
    },
}

REQUIRED: Names = {"certificates.v1.CertificateSigningRequestSpec": ("usages",)}
"""Fields that the API server requires and the published schema does not."""

READ_AS: Readings = {"certificates.v1.CertificateSigningRequest": STATUS}
"""Fields whose value follows other rules than elsewhere."""


def _request_in_pem(value: Document, _: Place) -> Iterator[Refusal]:
    try:
        request = base64.b64decode("".join(value["request"].split()), validate=True)
    except (binascii.Error, ValueError):
        return  # the schema tells it
    if b"-----BEGIN CERTIFICATE REQUEST-----" not in request:
        yield Refusal(("request",), "is no certificate request in PEM, as openssl req writes it, in base64")


def _known_signer(value: Document, _: Place) -> Iterator[Refusal]:
    if value["signerName"] == _LEGACY:
        yield Refusal(("signerName",), f"{_LEGACY} is no longer allowed")


TOGETHER: Together = {"certificates.v1.CertificateSigningRequestSpec": (_request_in_pem, _known_signer)}
