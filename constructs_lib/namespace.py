"""The app's namespace and its ServiceAccount."""

from cdk8s_plus_27 import k8s
from constructs import Construct

from constructs_lib.identity import Identity
from constructs_lib.settings import Namespace, ServiceAccount
from constructs_lib.waves import PREREQUISITES


class AppNamespace(Construct):
    """A Namespace that enforces a Pod Security Standard."""

    def __init__(
        self, scope: Construct, id: str, *, identity: Identity, namespace: Namespace, kubernetes_version: str
    ) -> None:
        super().__init__(scope, id)
        standard = {
            f"pod-security.kubernetes.io/{mode}{suffix}": value
            for mode in ("enforce", "audit", "warn")
            for suffix, value in (("", namespace.pod_security), ("-version", f"v{kubernetes_version}"))
        }
        k8s.KubeNamespace(
            self,
            "Resource",
            metadata=identity.metadata(
                name=identity.namespace,
                namespaced=False,
                wave=PREREQUISITES,
                labels={**standard, **namespace.labels},
                # A namespace takes everything in it along.
                annotations={**identity.kept, **namespace.annotations},
            ),
        )


class AppServiceAccount(Construct):
    """The ServiceAccount of all pods of the app."""

    def __init__(self, scope: Construct, id: str, *, identity: Identity, account: ServiceAccount) -> None:
        super().__init__(scope, id)
        k8s.KubeServiceAccount(
            self,
            "Resource",
            metadata=identity.metadata(wave=PREREQUISITES, annotations=account.annotations),
            automount_service_account_token=account.automount_service_account_token,
        )
