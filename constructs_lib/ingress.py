"""The app's public address."""

import json

from cdk8s_plus_27 import k8s
from constructs import Construct

from constructs_lib.identity import Identity
from constructs_lib.settings import Alb, Ingress, Probe
from constructs_lib.settings.names import HTTP_PORT, WEB

_ALB = "alb.ingress.kubernetes.io"


class AppIngress(Construct):
    """An Ingress that leads to the app's Service."""

    def __init__(
        self, scope: Construct, id: str, *, identity: Identity, ingress: Ingress, readiness_probe: Probe | None
    ) -> None:
        super().__init__(scope, id)
        host = identity.filled(ingress.host)
        annotations = {**(_alb_annotations(ingress.alb, readiness_probe) if ingress.alb else {}), **ingress.annotations}
        backend = k8s.IngressBackend(
            service=k8s.IngressServiceBackend(name=identity.app, port=k8s.ServiceBackendPort(name=HTTP_PORT))
        )
        paths = [k8s.HttpIngressPath(path=path, path_type="Prefix", backend=backend) for path in ingress.paths]
        k8s.KubeIngress(
            self,
            "Resource",
            metadata=identity.metadata(labels=identity.selector(WEB), annotations=annotations),
            spec=k8s.IngressSpec(
                ingress_class_name=ingress.class_name,
                tls=[k8s.IngressTls(hosts=[host], secret_name=ingress.tls.secret_name)] if ingress.tls else None,
                rules=[k8s.IngressRule(host=host, http=k8s.HttpIngressRuleValue(paths=paths))],
            ),
        )


def _alb_annotations(alb: Alb, readiness_probe: Probe | None) -> dict[str, str]:
    """What the AWS Load Balancer Controller is asked for.

    Targets are the pods themselves (`ip`): the load balancer then sees a pod leave, and its health check is the pod's.
    """
    listeners = [{"HTTP": 80}, {"HTTPS": 443}] if alb.ssl_redirect else [{"HTTP": 80}]
    annotations = {"scheme": alb.scheme, "target-type": "ip", "listen-ports": json.dumps(listeners)}
    if alb.ssl_redirect:
        annotations["ssl-redirect"] = "443"
    if readiness_probe is not None:
        annotations["healthcheck-path"] = readiness_probe.path
    if alb.certificate_arn is not None:
        annotations["certificate-arn"] = alb.certificate_arn
    if alb.ssl_policy is not None:
        annotations["ssl-policy"] = alb.ssl_policy
    if alb.group_name is not None:
        annotations["group.name"] = alb.group_name
    if alb.deregistration_delay_seconds is not None:
        delay = f"deregistration_delay.timeout_seconds={alb.deregistration_delay_seconds}"
        annotations["target-group-attributes"] = delay
    return {f"{_ALB}/{name}": value for name, value in annotations.items()}
