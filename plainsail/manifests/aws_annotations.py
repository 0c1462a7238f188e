"""The annotations of the AWS Load Balancer Controller, each with the grammar of its value.

From its documentation and source, up to version 2.14, and from AWS' documentation of the attributes.
"""

from collections.abc import Mapping
from typing import Any

from plainsail.manifests.annotation_values import (
    Grammar,
    anything,
    boolean,
    cidr,
    decoded,
    either,
    integer,
    many,
    matching,
    object_with,
    one_of,
    pairs,
)
from plainsail.manifests.aws_load_balancer import listen_ports
from plainsail.manifests.fields import at, mapping

_SWITCH = one_of("true", "false")
_PORT = integer(1, 65535)
_DAYS = integer(1, 604800)
_CERTIFICATE = matching(
    r"arn:aws[a-z-]*:(acm:[^:]*:[^:]*:certificate/.+|iam::[^:]*:server-certificate/.+)",
    "certificate, such as arn:aws:acm:eu-west-3:123456789012:certificate/...",
)

LOAD_BALANCER: Mapping[str, Grammar] = {
    "access_logs.s3.bucket": anything,
    "access_logs.s3.enabled": _SWITCH,
    "access_logs.s3.prefix": anything,
    "client_keep_alive.seconds": integer(60, 604800),
    "connection_logs.s3.bucket": anything,
    "connection_logs.s3.enabled": _SWITCH,
    "connection_logs.s3.prefix": anything,
    "deletion_protection.enabled": _SWITCH,
    "dns_record.client_routing_policy": anything,
    "health_check_logs.s3.bucket": anything,
    "health_check_logs.s3.enabled": _SWITCH,
    "health_check_logs.s3.prefix": anything,
    "idle_timeout.timeout_seconds": integer(1, 4000),
    "ipv6.deny_all_igw_traffic": _SWITCH,
    "load_balancing.cross_zone.enabled": _SWITCH,
    "routing.http.desync_mitigation_mode": one_of("monitor", "defensive", "strictest"),
    "routing.http.drop_invalid_header_fields.enabled": _SWITCH,
    "routing.http.preserve_host_header.enabled": _SWITCH,
    "routing.http.x_amzn_tls_version_and_cipher_suite.enabled": _SWITCH,
    "routing.http.xff_client_port.enabled": _SWITCH,
    "routing.http.xff_header_processing.mode": one_of("append", "preserve", "remove"),
    "routing.http2.enabled": _SWITCH,
    "secondary_ips.auto_assigned.per_subnet": anything,
    "waf.fail_open.enabled": _SWITCH,
    "zonal_shift.config.enabled": _SWITCH,
}
"""Attributes of a load balancer."""

_HEALTHY = "minimum_healthy_targets"
TARGET_GROUP: Mapping[str, Grammar] = {
    "deregistration_delay.connection_termination.enabled": _SWITCH,
    "deregistration_delay.timeout_seconds": integer(0, 3600),
    "lambda.multi_value_headers.enabled": _SWITCH,
    "load_balancing.algorithm.anomaly_mitigation": one_of("on", "off"),
    "load_balancing.algorithm.type": one_of("round_robin", "least_outstanding_requests", "weighted_random"),
    "load_balancing.cross_zone.enabled": one_of("true", "false", "use_load_balancer_configuration"),
    "preserve_client_ip.enabled": _SWITCH,
    "proxy_protocol_v2.enabled": _SWITCH,
    "slow_start.duration_seconds": either(one_of("0"), integer(30, 900)),
    "stickiness.app_cookie.cookie_name": anything,
    "stickiness.app_cookie.duration_seconds": _DAYS,
    "stickiness.enabled": _SWITCH,
    "stickiness.lb_cookie.duration_seconds": _DAYS,
    "stickiness.type": one_of("lb_cookie", "app_cookie", "source_ip", "source_ip_dest_ip", "source_ip_dest_ip_proto"),
    f"target_group_health.dns_failover.{_HEALTHY}.count": anything,
    f"target_group_health.dns_failover.{_HEALTHY}.percentage": anything,
    f"target_group_health.unhealthy_state_routing.{_HEALTHY}.count": anything,
    f"target_group_health.unhealthy_state_routing.{_HEALTHY}.percentage": anything,
    "target_health_state.unhealthy.connection_termination.enabled": _SWITCH,
    "target_health_state.unhealthy.draining_interval_seconds": integer(0, 360000),
}
"""Attributes of a target group."""


def _listen_ports(text: str) -> str | None:
    try:
        listen_ports(text)
    except ValueError as error:
        return str(error)
    return None


_CONFIGURATIONS = {"redirect": "redirectConfig", "fixed-response": "fixedResponseConfig"}


def _action(text: str) -> str | None:
    """An action of a listener, in JSON."""
    try:
        action = decoded(text)
    except ValueError:
        return "is no JSON"
    kind = mapping(action).get("type")
    if kind == "forward":
        named = mapping(action).get("targetgrouparn") or mapping(action).get("forwardconfig")
        return None if named else "forwards nowhere: it has neither targetGroupARN nor forwardConfig"
    if not isinstance(kind, str) or kind not in _CONFIGURATIONS:
        return f"its type is {kind!r}; there is fixed-response, forward, redirect"
    return _configuration(mapping(action), kind)


def _configuration(action: Mapping[str, Any], kind: str) -> str | None:
    name = _CONFIGURATIONS[kind]
    settings = mapping(action, name.lower())
    if not settings:
        return f"has no {name}"
    for key in ("statuscode", "port", "host", "path", "protocol", "query", "contenttype", "messagebody"):
        if settings.get(key) is not None and not isinstance(settings[key], str):
            return f"{name}: {settings[key]!r} is no text; put it between quotes"
    if kind == "redirect" and settings.get("statuscode") not in ("HTTP_301", "HTTP_302"):
        return f"{name}: its statusCode is {settings.get('statuscode')!r}; there is HTTP_301, HTTP_302"
    return None if settings.get("statuscode") else f"{name}: has no statusCode"


_FIELDS = ("host-header", "http-header", "http-request-method", "path-pattern", "query-string", "source-ip")


def _conditions(text: str) -> str | None:
    """The further conditions of a rule, in JSON."""
    try:
        conditions = decoded(text)
    except ValueError:
        return "is no JSON"
    if not isinstance(conditions, list):
        return "is no JSON list"
    for condition in conditions:
        if at(condition, "field") not in _FIELDS:
            return f"{at(condition, 'field')!r} is no condition; there is {', '.join(_FIELDS)}"
    return None


_ON_TARGETS: Mapping[str, Grammar] = {
    "auth-idp-cognito": object_with("userPoolARN", "userPoolClientID", "userPoolDomain"),
    "auth-idp-oidc": object_with("issuer", "authorizationEndpoint", "tokenEndpoint", "userInfoEndpoint", "secretName"),
    "auth-on-unauthenticated-request": one_of("authenticate", "allow", "deny"),
    "auth-scope": anything,
    "auth-session-cookie": anything,
    "auth-session-timeout": _DAYS,
    "auth-type": one_of("none", "oidc", "cognito"),
    "backend-protocol": one_of("HTTP", "HTTPS"),
    "backend-protocol-version": one_of("HTTP1", "HTTP2", "GRPC"),
    "healthcheck-interval-seconds": integer(5, 300),
    "healthcheck-path": matching(r"/.*", "path: it must begin with /"),
    "healthcheck-port": either(one_of("traffic-port"), matching(r"(?=.*[A-Za-z])[A-Za-z0-9-]+", "port"), _PORT),
    "healthcheck-protocol": one_of("HTTP", "HTTPS"),
    "healthcheck-timeout-seconds": integer(2, 120),
    "healthy-threshold-count": integer(2, 10),
    "multi-cluster-target-group": boolean,
    "success-codes": matching(
        r"\s*\d{1,3}(-\d{1,3})?(\s*,\s*\d{1,3}(-\d{1,3})?)*\s*", "list of codes, such as 200-299"
    ),
    "tags": pairs(),
    "target-control-port": anything,
    "target-group-attributes": pairs(TARGET_GROUP),
    "target-node-labels": pairs(),
    "target-type": one_of("instance", "ip"),
    "unhealthy-threshold-count": integer(2, 10),
}
"""What may stand on an Ingress or on a Service."""

_ON_INGRESSES: Mapping[str, Grammar] = {
    "acm-pca-arn": anything,
    "certificate-arn": many(_CERTIFICATE),
    "create-acm-cert": boolean,
    "customer-owned-ipv4-pool": anything,
    "dry-run-plan": anything,
    "enable-frontend-nlb": boolean,
    "group.name": matching(r"(?=.{1,63}$)([a-z0-9][-a-z0-9.]*)?[a-z0-9]", "name of a group, such as shop"),
    "group.order": integer(-1000, 1000),
    "inbound-cidrs": many(cidr),
    "ip-address-type": one_of("ipv4", "dualstack", "dualstack-without-public-ipv4"),
    "ipam-ipv4-pool-id": anything,
    "jwt-validation": anything,
    "listen-ports": _listen_ports,
    "load-balancer-attributes": pairs(LOAD_BALANCER),
    "load-balancer-name": matching(
        r"(?!internal-)(?!-)[A-Za-z0-9-]{1,32}(?<!-)", "name of a load balancer: up to 32 letters, digits and -"
    ),
    "manage-backend-security-group-rules": boolean,
    "minimum-load-balancer-capacity": anything,
    "mutual-authentication": anything,
    "scheme": one_of("internal", "internet-facing"),
    "security-group-prefix-lists": anything,
    "security-groups": anything,
    "shield-advanced-protection": boolean,
    "ssl-policy": matching(r"ELBSecurityPolicy-.+", "policy of AWS, such as ELBSecurityPolicy-TLS13-1-2-2021-06"),
    "ssl-redirect": _PORT,
    "subnets": anything,
    "use-regex-path-match": boolean,
    "waf-acl-id": anything,
    "wafv2-acl-arn": either(
        one_of("none"), matching(r"arn:aws[a-z-]*:wafv2:.+:regional/webacl/.+", "ARN of a regional web ACL")
    ),
    "wafv2-acl-name": anything,
    "web-acl-id": anything,
    **{
        f"frontend-nlb-{name}": anything
        for name in (
            "attributes",
            "eip-allocations",
            "healthcheck-healthy-threshold-count",
            "healthcheck-interval-seconds",
            "healthcheck-path",
            "healthcheck-port",
            "healthcheck-protocol",
            "healthcheck-success-codes",
            "healthcheck-timeout-seconds",
            "healthcheck-unhealthy-threshold-count",
            "listener-port-mapping",
            "scheme",
            "security-groups",
            "subnets",
            "tags",
        )
    },
}
"""What may stand on an Ingress alone."""

_PREFIXES: Mapping[str, Grammar] = {
    "actions.": _action,
    "conditions.": _conditions,
    "listener-attributes.": pairs(),
    "transforms.": anything,
}

ON_INGRESS: Mapping[str, Grammar] = {**_ON_TARGETS, **_ON_INGRESSES}
ON_SERVICE: Mapping[str, Grammar] = _ON_TARGETS


def grammar_of(name: str) -> Grammar | None:
    """The grammar of an annotation of an Ingress, by its name without prefix; None for one that is none."""
    prefixed = next((grammar for prefix, grammar in _PREFIXES.items() if name.startswith(prefix)), None)
    return ON_INGRESS.get(name) or prefixed


_INTERVAL = integer(5, 300)

OF_SERVICES: Mapping[str, Grammar] = {
    f"aws-load-balancer-{name}": grammar
    for name, grammar in {
        "access-log-emit-interval": one_of("5", "60"),
        "access-log-enabled": boolean,
        "access-log-s3-bucket-name": anything,
        "access-log-s3-bucket-prefix": anything,
        "additional-resource-tags": pairs(),
        "alpn-policy": one_of("HTTP1Only", "HTTP2Only", "HTTP2Optional", "HTTP2Preferred", "None"),
        "attributes": pairs(LOAD_BALANCER),
        "backend-protocol": anything,
        "connection-draining-enabled": boolean,
        "connection-draining-timeout": integer(1, 3600),
        "connection-idle-timeout": integer(1, 4000),
        "cross-zone-load-balancing-enabled": boolean,
        "disable-nlb-sg": boolean,
        "eip-allocations": anything,
        "eip-allocations-discovery-tags": anything,
        "enable-icmp-for-path-mtu-discovery": anything,
        "enable-prefix-for-ipv6-source-nat": anything,
        "enable-tcp-udp-listener": boolean,
        "extra-security-groups": anything,
        "healthcheck-healthy-threshold": integer(2, 10),
        "healthcheck-interval": _INTERVAL,
        "healthcheck-path": matching(r"/.*", "path: it must begin with /"),
        "healthcheck-port": anything,
        "healthcheck-protocol": matching(r"(?i)tcp|https?|ssl", "protocol; there is tcp, http, https"),
        "healthcheck-success-codes": anything,
        "healthcheck-timeout": integer(2, 120),
        "healthcheck-unhealthy-threshold": integer(2, 10),
        "inbound-sg-rules-on-private-link-traffic": anything,
        "internal": anything,
        "ip-address-type": one_of("ipv4", "dualstack"),
        "ipv6-addresses": anything,
        "manage-backend-security-group-rules": boolean,
        "minimum-load-balancer-capacity": anything,
        "multi-cluster-target-group": boolean,
        "name": matching(
            r"(?!internal-)(?!-)[A-Za-z0-9-]{1,32}(?<!-)", "name of a load balancer: up to 32 letters, digits and -"
        ),
        "nlb-target-type": one_of("instance", "ip"),
        "private-ipv4-addresses": anything,
        "proxy-protocol": one_of("*"),
        "proxy-protocol-per-target-group": anything,
        "quic-enabled-containers": anything,
        "quic-enabled-ports": anything,
        "scheme": one_of("internal", "internet-facing"),
        "security-group-prefix-lists": anything,
        "security-groups": anything,
        "source-nat-ipv6-prefixes": anything,
        "ssl-cert": many(_CERTIFICATE),
        "ssl-negotiation-policy": anything,
        "ssl-ports": anything,
        "subnets": anything,
        "target-group-attributes": pairs(TARGET_GROUP),
        "target-node-labels": pairs(),
        "type": one_of("external", "nlb", "nlb-ip", "classic", "clb", "elb"),
    }.items()
}
"""The annotations `service.beta.kubernetes.io/...` of Services: the controller's, and those of the older provider."""
OF_SERVICES_PREFIXED = ("aws-load-balancer-listener-attributes.",)
