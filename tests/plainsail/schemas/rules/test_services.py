"""The rules of the module of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import Document, service
from tests.plainsail.schemas.rules.judged import told

RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges"


def port(**fields: Any) -> Document:
    return service(ports=[{"port": 80, **fields}])


def balanced(**fields: Any) -> Document:
    return service(type="LoadBalancer", **fields)


def named(**fields: Any) -> Document:
    return service(**{"type": "ExternalName", "ports": None, "externalName": "example.com", **fields})


def annotated(document: Document, **annotations: str) -> Document:
    return document | {"metadata": document["metadata"] | {"annotations": annotations}}


@pytest.mark.parametrize(
    ("document", "field", "message"),
    [
        (service(ports=[]), "ports", "has no port, which a ClusterIP needs"),
        (service(clusterIP="None", type="NodePort"), "clusterIP", "a NodePort cannot be headless"),
        (service(clusterIP="10.0.0"), "clusterIP", "'10.0.0' is no IP address"),
        (service(clusterIPs=["10.0.0.1"]), "clusterIPs", "needs clusterIP beside it"),
        (service(clusterIP="10.0.0.1", clusterIPs=["10.0.0.2"]), "clusterIPs", "begins with '10.0.0.2'"),
        (
            service(clusterIP="None", clusterIPs=["None", "10.0.0.2"], ipFamilyPolicy="PreferDualStack"),
            "clusterIPs",
            "beside None",
        ),
        (
            service(clusterIP="10.0.0.1", clusterIPs=["10.0.0.1", "10.0.0.2"], ipFamilyPolicy="PreferDualStack"),
            "clusterIPs",
            "more than one address of a family",
        ),
        (service(clusterIP="10.0.0.1", ipFamilies=["IPv6"]), "clusterIP", "'10.0.0.1' is no IPv6"),
        (service(ipFamilies=["IPv4", "IPv4"]), "ipFamilies", "holds a family twice"),
        (service(ipFamilies=["IPv4", "IPv6"]), "ipFamilyPolicy", "is missing, which means SingleStack"),
        (named(externalName=None), "externalName", "an ExternalName needs externalName"),
        (named(externalName="A.b"), "externalName", "'A.b' is no DNS name"),
        (named(externalName="http://example.com"), "externalName", "is no DNS name"),
        (named(clusterIP="None"), "clusterIP", "an ExternalName has no clusterIP"),
        (named(ipFamilyPolicy="SingleStack"), "ipFamilyPolicy", "an ExternalName has no ipFamilyPolicy"),
        (named(ports=[{"port": 1}, {"port": 2}]), "ports", "not each has a name"),
        (port(appProtocol=""), "ports[80].appProtocol", "is no qualified name"),
        (port(targetPort="Http"), "ports[80].targetPort", "is no port name"),
        (port(nodePort=30000), "ports[80].nodePort", "a ClusterIP takes none"),
        (
            service(
                type="NodePort",
                ports=[{"port": 1, "name": "a", "nodePort": 30000}, {"port": 2, "name": "b", "nodePort": 30000}],
            ),
            "ports[2].nodePort",
            "30000 (TCP) is set twice",
        ),
        (
            service(sessionAffinity="ClientIP", sessionAffinityConfig={"clientIP": {"timeoutSeconds": 86401}}),
            "sessionAffinityConfig.clientIP.timeoutSeconds",
            "86401 is not within 1 to 86400",
        ),
        (service(externalIPs=["127.0.0.1"]), "externalIPs[0]", "'127.0.0.1' is a loopback address"),
        (service(externalIPs=["example.com"]), "externalIPs[0]", "is no IP address"),
        (service(externalTrafficPolicy="Local"), "externalTrafficPolicy", "a ClusterIP has no externalTrafficPolicy"),
        (
            balanced(healthCheckNodePort=30500),
            "healthCheckNodePort",
            "belongs to a LoadBalancer with externalTrafficPolicy: Local",
        ),
        (
            balanced(externalTrafficPolicy="Local", healthCheckNodePort=-1),
            "healthCheckNodePort",
            "-1 is not within 1 to 65535",
        ),
        (balanced(loadBalancerSourceRanges=["10.0.0.1"]), "loadBalancerSourceRanges[0]", "'10.0.0.1' is no network"),
        (
            service(loadBalancerSourceRanges=["10.0.0.0/8"]),
            "loadBalancerSourceRanges",
            "a ClusterIP has no loadBalancerSourceRanges",
        ),
        (balanced(loadBalancerClass=""), "loadBalancerClass", "is no qualified name"),
        (service(allocateLoadBalancerNodePorts=False), "allocateLoadBalancerNodePorts", "a ClusterIP has no"),
        (
            service(trafficDistribution="PreferZone"),
            "trafficDistribution",
            "is none of PreferClose, PreferSameZone, PreferSameNode",
        ),
    ],
)
def test_refused(document: Document, field: str, message: str) -> None:
    [(where, said)] = told(document)

    assert (where, message in said) == (f"spec.{field}", True)


@pytest.mark.parametrize(
    "document",
    [
        service(clusterIP="None", ports=None),
        service(clusterIP="None", selector=None, ipFamilies=["IPv4", "IPv6"]),
        service(clusterIP="010.0.0.1"),
        service(ipFamilies=["IPv6", "IPv4"], ipFamilyPolicy="PreferDualStack"),
        named(externalName="example.com."),
        named(sessionAffinityConfig={"clientIP": {}}),
        port(targetPort="", protocol="", name=""),
        port(targetPort=0, appProtocol="kubernetes.io/h2c"),
        service(
            type="NodePort",
            ports=[
                {"port": 1, "name": "a", "nodePort": 30000},
                {"port": 2, "name": "b", "nodePort": 30000, "protocol": "UDP"},
            ],
        ),
        service(sessionAffinity="None", sessionAffinityConfig={"clientIP": {"timeoutSeconds": 0}}),
        service(externalIPs=["8.8.8.8"], externalTrafficPolicy="Local"),
        balanced(externalTrafficPolicy="Local", healthCheckNodePort=30500),
        balanced(loadBalancerSourceRanges=[" 10.1.2.3/8 ", "::/0"]),
        balanced(loadBalancerIP="anything", loadBalancerClass="service.k8s.aws/nlb"),
        annotated(balanced(), **{RANGES: "10.0.0.0/8, 192.168.0.0/16"}),
        service() | {"status": {"loadBalancer": {"ingress": [{"ip": "x"}]}}},
    ],
)
def test_accepted(document: Document) -> None:
    assert told(document) == []


def test_annotations() -> None:
    assert told(annotated(service(), **{RANGES: ""})) == [
        (f'metadata.annotations["{RANGES}"]', "a ClusterIP has no source ranges")
    ]
    assert told(annotated(balanced(), **{RANGES: "x"})) == [
        (f'metadata.annotations["{RANGES}"]', "'x' is no network, such as 10.0.0.0/8")
    ]
    modes = {"service.kubernetes.io/topology-mode": "Auto", "service.kubernetes.io/topology-aware-hints": "off"}
    assert [field for field, _ in told(annotated(service(), **modes))] == [
        'metadata.annotations["service.kubernetes.io/topology-mode"]'
    ]


def test_distribution_by_version() -> None:
    document = service(trafficDistribution="PreferSameZone")

    assert told(document, "1.34") == []
    assert told(document, "1.33")
    assert told(document, "1.30") == []
