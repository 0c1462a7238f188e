"""What stands beside the pods: namespace, account, secrets, Ingress and network policies."""

import cdk8s_plus_27 as kplus
from cdk8s import ApiObject, ApiObjectMetadata, JsonPatch
from constructs import Construct
from environments import Environment

LOAD_BALANCERS = "10.0.0.0/20"
EARLY = {
    "argocd.argoproj.io/sync-options": "PruneLast=true",
    "argocd.argoproj.io/sync-wave": "-2",
}
LEVELS = ("audit", "enforce", "warn")


def namespace(scope: Construct, app: str, environment: Environment) -> None:
    """The namespace, which holds its pods to the level `restricted`."""
    security = {f"pod-security.kubernetes.io/{level}": "restricted" for level in LEVELS}
    versions = {f"pod-security.kubernetes.io/{level}-version": environment.enforced_version for level in LEVELS}
    name = f"{app}-{environment.name}"
    made = kplus.Namespace(
        scope,
        "Namespace",
        metadata=ApiObjectMetadata(
            name=name,
            labels={"elbv2.k8s.aws/pod-readiness-gate-inject": "enabled", **security, **versions},
            annotations={
                "argocd.argoproj.io/sync-options": "Prune=confirm,Delete=confirm",
                "argocd.argoproj.io/sync-wave": "-2",
            },
        ),
    )
    # The chart's namespace is for what lives in one.
    ApiObject.of(made).add_json_patch(JsonPatch.remove("/metadata/namespace"))


def service_account(scope: Construct, app: str) -> kplus.ServiceAccount:
    """The account of all pods; none of them talks to the API server."""
    return kplus.ServiceAccount(
        scope, "Account", metadata=ApiObjectMetadata(name=app, annotations=EARLY), automount_token=False
    )


def external_secret(scope: Construct, app: str, environment: Environment) -> kplus.ISecret:
    """The Secret that External Secrets fills from the Parameter Store. cdk8s-plus has no construct of it."""
    path = f"/param/my-project/{environment.name}/parameters"
    keys = {"APP_API_CLIENT_SECRET": "api_client_secret", "APP_SERVICE_API_KEY": "service_api_key"}
    made = ApiObject(
        scope,
        "ExternalSecret",
        api_version="external-secrets.io/v1",
        kind="ExternalSecret",
        metadata=ApiObjectMetadata(name=app, annotations=EARLY),
    )
    how = {"conversionStrategy": "Default", "decodingStrategy": "None", "metadataPolicy": "None"}
    made.add_json_patch(
        JsonPatch.add(
            "/spec",
            {
                "refreshInterval": "1h0m0s",
                "secretStoreRef": {
                    "kind": "ClusterSecretStore",
                    "name": f"aws-parameter-store-{environment.name}",
                },
                "target": {"name": app, "creationPolicy": "Owner", "deletionPolicy": "Retain"},
                "data": [
                    {"secretKey": variable, "remoteRef": {"key": f"{path}/{key}", **how}}
                    for variable, key in keys.items()
                ],
            },
        )
    )
    return kplus.Secret.from_secret_name(scope, "Secret", app)


def ingress(scope: Construct, app: str, environment: Environment, service: kplus.Service) -> None:
    """The way in, by the load balancer's controller."""
    annotation = "alb.ingress.kubernetes.io"
    made = kplus.Ingress(
        scope,
        "Ingress",
        class_name="alb",
        metadata=ApiObjectMetadata(
            name=app,
            labels={"app.kubernetes.io/component": "web"},
            annotations={
                f"{annotation}/healthcheck-path": "/check/readiness",
                f"{annotation}/listen-ports": '[{"HTTP": 80}, {"HTTPS": 443}]',
                f"{annotation}/scheme": "internet-facing",
                f"{annotation}/ssl-policy": "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
                f"{annotation}/ssl-redirect": "443",
                f"{annotation}/target-group-attributes": "deregistration_delay.timeout_seconds=15",
                f"{annotation}/target-type": "ip",
            },
        ),
    )
    backend = kplus.IngressBackend.from_service(service, port=80)
    made.add_host_rule(f"{app}.{environment.domain}", "/", backend, kplus.HttpIngressPathType.PREFIX)


def network_policies(scope: Construct, app: str) -> None:
    """Web pods hear load balancers alone; all pods reach name servers, and HTTPS anywhere."""
    name = {"app.kubernetes.io/name": app}
    web = name | {"app.kubernetes.io/component": "web"}
    kplus.NetworkPolicy(
        scope,
        "WebPolicy",
        metadata=ApiObjectMetadata(name=f"{app}-web", labels={"app.kubernetes.io/component": "web"}),
        selector=kplus.Pods.select(scope, "WebPods", labels=web),
        ingress=kplus.NetworkPolicyTraffic(
            rules=[
                kplus.NetworkPolicyRule(
                    peer=kplus.NetworkPolicyIpBlock.ipv4(scope, "LoadBalancers", LOAD_BALANCERS),
                    ports=[kplus.NetworkPolicyPort.tcp(80)],
                )
            ]
        ),
    )
    kplus.NetworkPolicy(
        scope,
        "Policy",
        metadata=ApiObjectMetadata(name=app),
        selector=kplus.Pods.select(scope, "AllPods", labels=name),
        ingress=kplus.NetworkPolicyTraffic(default=kplus.NetworkPolicyTrafficDefault.DENY),
        egress=kplus.NetworkPolicyTraffic(
            rules=[
                kplus.NetworkPolicyRule(
                    peer=kplus.Namespaces.select(
                        scope, "System", labels={"kubernetes.io/metadata.name": "kube-system"}
                    ),
                    ports=[kplus.NetworkPolicyPort.udp(53), kplus.NetworkPolicyPort.tcp(53)],
                ),
                kplus.NetworkPolicyRule(
                    peer=kplus.NetworkPolicyIpBlock.any_ipv4(scope, "Anywhere"),
                    ports=[kplus.NetworkPolicyPort.tcp(443)],
                ),
            ]
        ),
    )
