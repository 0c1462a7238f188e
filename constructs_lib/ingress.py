"""The app's public address by an Ingress."""

from cdk8s_plus_27 import k8s
from constructs import Construct

from constructs_lib.load_balancer import ingress_annotations
from constructs_lib.pod import PodProfile
from constructs_lib.settings import Ingress, IngressPath, IngressRule, WebService
from constructs_lib.settings.ingress import path_of
from constructs_lib.settings.names import WEB


class AppIngress(Construct):
    """An Ingress that leads to the app's Services."""

    def __init__(self, scope: Construct, id: str, *, profile: PodProfile[WebService], ingress: Ingress) -> None:
        super().__init__(scope, id)
        settings, identity = profile.settings, profile.identity
        annotations = {
            **(ingress_annotations(ingress.alb, settings) if ingress.alb else {}),
            **ingress.annotations,
        }
        tls = [
            k8s.IngressTls(hosts=list(map(identity.filled, each.hosts)), secret_name=each.secret_name)
            for each in settings.ingress_tls
        ]
        k8s.KubeIngress(
            self,
            "Resource",
            metadata=identity.metadata(labels=identity.selector(WEB), annotations=annotations),
            spec=k8s.IngressSpec(
                ingress_class_name=ingress.class_name,
                tls=tls or None,
                rules=[_rule(rule, profile) for rule in ingress.rules],
            ),
        )


def _rule(rule: IngressRule, profile: PodProfile[WebService]) -> k8s.IngressRule:
    paths = [_path(path_of(path), profile) for path in rule.paths]
    return k8s.IngressRule(host=profile.identity.filled(rule.host), http=k8s.HttpIngressRuleValue(paths=paths))


def _path(path: IngressPath, profile: PodProfile[WebService]) -> k8s.HttpIngressPath:
    backend = profile.settings.backend(path)
    service = k8s.IngressServiceBackend(
        name=profile.identity.name(backend.service), port=k8s.ServiceBackendPort(name=backend.port.name)
    )
    return k8s.HttpIngressPath(path=path.path, path_type=path.type, backend=k8s.IngressBackend(service=service))
