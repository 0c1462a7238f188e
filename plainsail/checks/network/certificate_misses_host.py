"""An Ingress, or a listener of a Gateway, serves a host with a certificate of other hosts.

Judged where the Certificate of cert-manager that writes the Secret stands beside it.

Why: browsers and clients refuse the connection: the certificate's names do not match the host.
Fix: add the host to the Certificate's `dnsNames`, or name the Secret of another one.
"""

from collections.abc import Iterator

from constructs_lib.kubernetes.certificates import covers
from plainsail.findings.finding import Finding, Meaning, Severity
from plainsail.manifests.certificates import certificates, hosts, written_secret
from plainsail.manifests.fields import listed, mapping, mappings, text
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.neighbours import Neighbours
from plainsail.manifests.resource import Resource
from plainsail.manifests.routes import GATEWAY
from plainsail.terminal import listing

SEVERITY: Severity = "error"
MEANS: Meaning = "cannot work"


def check(manifests: Manifests) -> Iterator[Finding]:
    known: Neighbours[Resource] = Neighbours()
    for certificate in certificates(manifests):
        if (secret := written_secret(certificate)) and hosts(certificate):
            known.add(certificate, [secret], certificate)
    for server, field, secret, host in (*_of_ingresses(manifests), *_of_gateways(manifests)):
        writers = list(known.of(server, secret))
        if host and writers and not any(covers(hosts(writer), host) for writer in writers):
            message = f"{host} is no name of {writers[0].key}, which is for {listing(hosts(writers[0]))}"
            yield Finding(server.where(field), message)


def _of_ingresses(manifests: Manifests) -> Iterator[tuple[Resource, str, str, str]]:
    for ingress in manifests.of("Ingress"):
        for index, entry in enumerate(mappings(ingress.spec, "tls")):
            for host in listed(entry, "hosts"):
                if isinstance(host, str):
                    yield ingress, f"spec.tls[{index}].hosts", text(entry, "secretName"), host


def _of_gateways(manifests: Manifests) -> Iterator[tuple[Resource, str, str, str]]:
    for gateway in manifests.custom(GATEWAY, "Gateway"):
        for index, listener in enumerate(mappings(gateway.spec, "listeners")):
            references = mappings(mapping(listener, "tls"), "certificateRefs")
            # Of several certificates the one that fits is served, and one of another namespace is not looked for.
            if len(references) == 1 and text(references[0], "namespace") in ("", gateway.namespace):
                yield (
                    gateway,
                    f"spec.listeners[{index}].hostname",
                    text(references[0], "name"),
                    text(listener, "hostname"),
                )
