"""What the AWS Load Balancer Controller is asked for, by annotations of an Ingress and of the Services behind it.

Targets are the pods themselves (`ip`): the load balancer then sees a pod leave, and its health check is the pod's.
"""

import json
from collections.abc import Sequence

from constructs_lib.settings import Alb, GrpcProbe, Probe, WebService
from constructs_lib.settings.backends import ALB_PROTOCOLS, Backend

_ALB = "alb.ingress.kubernetes.io"
_SUCCEEDS = {"healthcheck-path": "/grpc.health.v1.Health/Check", "success-codes": "0"}
_ANSWERS = {"healthcheck-path": "/AWS.ALB/healthcheck", "success-codes": "12"}
"""Any server of gRPC answers 12 (unimplemented) to a method that it does not have."""


def ingress_annotations(alb: Alb, settings: WebService) -> dict[str, str]:
    """Annotations of the Ingress: the load balancer, and the health check of all that speaks HTTP."""
    listeners = [{"HTTP": 80}, {"HTTPS": 443}] if alb.ssl_redirect else [{"HTTP": 80}]
    annotations = {"scheme": alb.scheme, "target-type": "ip", "listen-ports": json.dumps(listeners)}
    if alb.ssl_redirect:
        annotations["ssl-redirect"] = "443"
    if isinstance(settings.readiness_probe, Probe):
        annotations |= _health_check(settings.readiness_probe, settings)
    if alb.certificate_arn is not None:
        annotations["certificate-arn"] = alb.certificate_arn
    if alb.ssl_policy is not None:
        annotations["ssl-policy"] = alb.ssl_policy
    if alb.group_name is not None:
        annotations["group.name"] = alb.group_name
    if alb.deregistration_delay_seconds is not None:
        delay = f"deregistration_delay.timeout_seconds={alb.deregistration_delay_seconds}"
        annotations["target-group-attributes"] = delay
    return _prefixed(annotations)


def service_annotations(service: str | None, settings: WebService) -> dict[str, str]:
    """Annotations of a Service that the load balancer leads to, where its pods speak something else than HTTP/1.1."""
    ports = [backend.port for backend in _led_to(settings) if backend.service == service]
    protocol = next((port.app_protocol for port in ports if port.app_protocol), "")
    if protocol == "https":
        return _prefixed({"backend-protocol": "HTTPS"})
    if protocol not in ALB_PROTOCOLS:
        return {}
    annotations = {"backend-protocol-version": ALB_PROTOCOLS[protocol]}
    if protocol == "grpc":
        # Of the health check of the Ingress, none fits: this one is a call of gRPC, to the port of the requests.
        ready = settings.readiness_probe
        same = isinstance(ready, GrpcProbe) and {port.name for port in ports} == {_asked(ready, settings)}
        annotations |= {**(_SUCCEEDS if same else _ANSWERS), "healthcheck-port": "traffic-port"}
    return _prefixed(annotations)


def _health_check(probe: Probe, settings: WebService) -> dict[str, str]:
    check = {"healthcheck-path": probe.path}
    asked = _asked(probe, settings)
    if any(backend.port.name != asked for backend in _led_to(settings)):
        check["healthcheck-port"] = str(settings.own_ports()[asked])
    if probe.scheme != "HTTP":
        check["healthcheck-protocol"] = probe.scheme
    return check


def _asked(probe: Probe | GrpcProbe, settings: WebService) -> str:
    """The port that a probe asks."""
    return probe.port or next(iter(settings.own_ports()))


def _led_to(settings: WebService) -> Sequence[Backend]:
    return settings.backends("ingress") if settings.ingress and settings.ingress.alb else ()


def _prefixed(annotations: dict[str, str]) -> dict[str, str]:
    return {f"{_ALB}/{name}": value for name, value in annotations.items()}
