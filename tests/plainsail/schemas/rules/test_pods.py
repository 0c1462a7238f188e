"""The module of the same name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plainsail.checks.planted_objects import container, workload
from tests.plainsail.schemas.rules.judged_pods import SCHEMAS, of_pod, of_template


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"dnsPolicy": "None"}, "dnsPolicy", "is None, and dnsConfig has no nameservers"),
        ({"dnsPolicy": "None", "dnsConfig": {"searches": ["a"]}}, "dnsPolicy", "add one"),
        ({"dnsConfig": {"nameservers": ["a"]}}, "dnsConfig.nameservers[0]", "'a' is no IP address"),
        ({"dnsConfig": {"nameservers": ["1.1.1.1"] * 4}}, "dnsConfig.nameservers", "has 4, and 3 are allowed"),
        ({"dnsConfig": {"searches": ["a"] * 33}}, "dnsConfig.searches", "has 33, and 32 are allowed"),
        ({"dnsConfig": {"searches": [f"{'a' * 63}.{'b' * 63}"] * 17}}, "dnsConfig.searches", "2048 characters"),
        ({"dnsConfig": {"searches": ["A_B"]}}, "dnsConfig.searches[0]", "is no DNS name"),
        ({"dnsConfig": {"options": [{"value": "1"}]}}, "dnsConfig.options[0]", "has no name"),
        ({"hostAliases": [{"ip": ""}]}, "hostAliases[0].ip", "'' is no IP address"),
        ({"hostAliases": [{"ip": "::1", "hostnames": ["A"]}]}, "hostAliases[::1].hostnames[0]", "is no DNS name"),
        ({"nodeName": "Bad_Name"}, "nodeName", "is no DNS name"),
        ({"priorityClassName": "A_b"}, "priorityClassName", "is no DNS name"),
        ({"runtimeClassName": ""}, "runtimeClassName", "is no DNS name"),
        ({"serviceAccountName": "A"}, "serviceAccountName", "is no DNS name"),
        ({"serviceAccount": "A"}, "serviceAccount", "is no DNS name"),
        ({"preemptionPolicy": ""}, "preemptionPolicy", "is none of Never"),
        ({"hostname": "a.b"}, "hostname", "is no DNS label"),
        ({"hostnameOverride": ""}, "hostnameOverride", "is no DNS name"),
        ({"hostnameOverride": "a" * 65}, "hostnameOverride", "is no DNS name"),
        ({"hostnameOverride": "a", "hostNetwork": True}, "hostnameOverride", "stands beside hostNetwork"),
        ({"hostnameOverride": "a", "setHostnameAsFQDN": True}, "hostnameOverride", "stands beside setHostnameAsFQDN"),
        ({"readinessGates": [{"conditionType": "a b"}]}, "readinessGates[0].conditionType", "is no label key"),
        ({"schedulingGates": [{"name": "a b"}]}, "schedulingGates[a b].name", "is no label key"),
        ({"schedulingGates": [{"name": "a"}] * 2}, "schedulingGates[1]", "a is there twice"),
        ({"resourceClaims": [{"name": "a"}]}, "resourceClaims[a]", "needs resourceClaimName"),
        ({"resourceClaims": [{"name": "*", "resourceClaimName": "a"}]}, "resourceClaims[*].name", "is no DNS label"),
        (
            {"resourceClaims": [{"name": "a", "resourceClaimName": ""}]},
            "resourceClaims[a].resourceClaimName",
            "DNS name",
        ),
        (
            {"resourceClaims": [{"name": "a", "resourceClaimName": "a", "resourceClaimTemplateName": "b"}]},
            "resourceClaims[a]",
            "has resourceClaimName and resourceClaimTemplateName",
        ),
        ({"ephemeralContainers": [container(name="debug")]}, "ephemeralContainers", "none may be declared"),
        ({"nodeSelector": {"a b": ""}}, 'nodeSelector["a b"]', "is no label key"),
    ],
)
def test_refused(fields: dict[str, Any], field: str, message: str) -> None:
    [(place, said)] = of_template(**fields)

    assert place == field
    assert message in said


@pytest.mark.parametrize(
    "fields",
    [
        {"dnsPolicy": "None", "dnsConfig": {"nameservers": ["010.0.0.1", "2001:db8::1"], "options": [{"name": "a"}]}},
        {"dnsConfig": {"searches": [".", "_sip.example.com.", "example.com"]}},
        {"hostname": "", "subdomain": "", "nodeName": "", "priorityClassName": "", "serviceAccountName": ""},
        {"serviceAccount": "A", "serviceAccountName": "a"},
        {"terminationGracePeriodSeconds": -1},
        {"hostnameOverride": "a.b"},
        {"schedulingGates": [{"name": "example.com/gate"}], "nodeName": "a"},
        {"workloadRef": {}},
        {"overhead": {"cpu": "1"}},
        {"priority": 5, "preemptionPolicy": "Never"},
    ],
)
def test_accepted(fields: dict[str, Any]) -> None:
    assert of_template(**fields) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"schedulingGates": [{"name": "a"}], "nodeName": "a"},
        {"overhead": {"cpu": "1"}},
        {"overhead": {}},
        {"priority": 5},
        {"preemptionPolicy": "Never"},
    ],
)
def test_refused_in_a_pod_of_its_own(fields: dict[str, Any]) -> None:
    assert len(of_pod(**fields)) == 1


def test_search_paths_since_1_33() -> None:
    searches = {"searches": ["_sip.example.com"]}

    assert of_template("1.33", dnsConfig=searches) == []
    assert len(of_template("1.32", dnsConfig=searches)) == 1
    assert of_template("1.32", dnsConfig={"searches": ["example.com."]}) == []


def test_stateful_set_names_its_pods_itself() -> None:
    pod = {"containers": [container()], "hostname": "UPPER", "subdomain": "a.b"}

    assert SCHEMAS.problems(workload("StatefulSet", pod), "1.35") == []


def test_addresses_are_read_strictly_since_1_36() -> None:
    pod = {"dnsConfig": {"nameservers": ["010.0.0.1"]}, "hostAliases": [{"ip": "::ffff:10.0.0.1"}]}

    assert of_template("1.35", **pod) == []
    assert [field for field, _ in of_template("1.36", **pod)] == [
        "dnsConfig.nameservers[0]",
        "hostAliases[::ffff:10.0.0.1].ip",
    ]
