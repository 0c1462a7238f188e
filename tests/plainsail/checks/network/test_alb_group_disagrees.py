"""The check of the same name."""

from __future__ import annotations

import pytest

from plainsail.checks.network import alb_group_disagrees
from tests.plainsail.checks.planted_ingress import alb, foreign, ingress

_HTTPS = '[{"HTTPS": 443}]'


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        (
            alb(scheme="internal"),
            alb(scheme="internet-facing"),
            "group a: scheme is internet-facing here, and internal in Ingress/shop",
        ),
        (
            alb(subnets="a,b"),
            alb(subnets="b, c"),
            "group a: subnets is b, c here, and a, b in Ingress/shop",
        ),
        (
            alb(load_balancer_attributes="idle_timeout.timeout_seconds=60"),
            alb(load_balancer_attributes="routing.http2.enabled=true,idle_timeout.timeout_seconds=90"),
            (
                "group a: load-balancer-attributes is idle_timeout.timeout_seconds=90 here, and "
                "idle_timeout.timeout_seconds=60 in Ingress/shop"
            ),
        ),
        (
            alb(listen_ports=_HTTPS, ssl_policy="ELBSecurityPolicy-2016-08"),
            alb(listen_ports=_HTTPS, ssl_policy="ELBSecurityPolicy-TLS13-1-2-2021-06"),
            (
                "group a: ssl-policy is port 443: ELBSecurityPolicy-TLS13-1-2-2021-06 here, and "
                "port 443: ELBSecurityPolicy-2016-08 in Ingress/shop"
            ),
        ),
        (
            alb(listen_ports='[{"HTTP": 443}]'),
            alb(listen_ports=_HTTPS),
            "group a: listen-ports is 443 HTTPS here, and 443 HTTP in Ingress/shop",
        ),
    ],
)
def test_two_values_of_one_thing(one: dict[str, str], other: dict[str, str], message: str) -> None:
    group = alb(group__name="a")
    first, second = ingress(one | group), ingress(other | group, name="admin", host="admin.example.com")
    [finding] = alb_group_disagrees.check(foreign(first, second))

    assert finding.message == message


def test_a_neighbour_in_another_namespace_is_named_with_it() -> None:
    group = alb(group__name="a")
    first = ingress(alb(scheme="internal") | group, namespace="back")
    [finding] = alb_group_disagrees.check(foreign(first, ingress(alb(scheme="internet-facing") | group)))

    assert finding.message.endswith("in Ingress/shop in back")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (alb(group__name="a", scheme="internal"), alb(group__name="b", scheme="internet-facing")),
        (alb(group__name="a", scheme="internal"), alb(group__name="a")),
        (alb(group__name="a", subnets="a,b"), alb(group__name="a", subnets="b, a")),
        (alb(group__name="a", tags="x=1"), alb(group__name="a", tags="y=2")),
        (alb(group__name="a", target_type="ip"), alb(group__name="a", target_type="instance")),
        (alb(scheme="internal"), alb(scheme="internet-facing")),
    ],
)
def test_silent_about_groups_that_agree(one: dict[str, str], other: dict[str, str]) -> None:
    assert not list(alb_group_disagrees.check(foreign(ingress(one), ingress(other, name="admin"))))
