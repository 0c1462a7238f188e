"""The vocabularies, one for each shape of app: what an environment can set. Importing them starts no Node.

Plain classes for environments, frozen values in them, each checked when it is made.

They never import cdk8s or a construct, and never say what YAML becomes of them.
"""

from dataclasses import replace

from constructs_lib.settings.alb import Alb
from constructs_lib.settings.autoscaling import Behavior, Hpa, ScalingPolicy, ScalingRules
from constructs_lib.settings.certificates import Certificate, IssuerRef, PrivateKey
from constructs_lib.settings.changes import change, merge, remove
from constructs_lib.settings.containers import (
    Compute,
    ConfigMapKeyRef,
    Container,
    ExecProbe,
    FieldRef,
    GrpcProbe,
    Probe,
    ResourceRef,
    Resources,
    SecretKeyRef,
    TcpProbe,
)
from constructs_lib.settings.daemon import Daemon
from constructs_lib.settings.delivery import ArgoCd, Flux, Retry, SyncPolicy
from constructs_lib.settings.deployed import Deployed
from constructs_lib.settings.environment import Environment
from constructs_lib.settings.errors import SettingsError
from constructs_lib.settings.escape import Patch, RawObject
from constructs_lib.settings.gateway import BackendRef, HeaderModifier, ParentRef
from constructs_lib.settings.grpc_route import GrpcMatch, GrpcRoute, GrpcRule
from constructs_lib.settings.helm_release import HelmRelease
from constructs_lib.settings.http_route import (
    HttpMatch,
    HttpRoute,
    HttpRule,
    RequestRedirect,
    RouteTimeouts,
    UrlRewrite,
)
from constructs_lib.settings.image import Build, Image, Pin
from constructs_lib.settings.ingress import Ingress, IngressPath, IngressRule, Tls
from constructs_lib.settings.jobs import BackgroundWorker, CronJob, Migration
from constructs_lib.settings.keda import (
    AuthenticationRef,
    Fallback,
    PodIdentity,
    ScaledObject,
    SecretTargetRef,
    Trigger,
    TriggerAuthentication,
)
from constructs_lib.settings.layers import Problem, rule
from constructs_lib.settings.long_running import LongRunning
from constructs_lib.settings.manifests import Manifests
from constructs_lib.settings.metrics import (
    ContainerResourceMetric,
    DescribedObject,
    ExternalMetric,
    ObjectMetric,
    PodsMetric,
)
from constructs_lib.settings.monitored import Monitored
from constructs_lib.settings.monitoring import PodMonitor, Relabeling, ServiceMonitor
from constructs_lib.settings.network import Egress, NetworkPolicy, Peer, Service, ServicePort
from constructs_lib.settings.platform import Aws, Namespace, ServiceAccount
from constructs_lib.settings.previews import PullRequests
from constructs_lib.settings.replicated import Replicated
from constructs_lib.settings.scaling import (
    DaemonStrategy,
    PodDisruptionBudget,
    Shutdown,
    Strategy,
    UpdateStrategy,
)
from constructs_lib.settings.scheduled import Jobs
from constructs_lib.settings.scheduling import Affinity, NodeMatch, PreferredNode, Toleration, TopologySpread
from constructs_lib.settings.secrets import ExternalSecrets, Extract, Find, Param, Rewrite
from constructs_lib.settings.security import Relaxed, Security
from constructs_lib.settings.stateful_service import StatefulService
from constructs_lib.settings.storage import (
    Claim,
    ClaimRetention,
    ClaimVolume,
    ConfigMap,
    ConfigMapVolume,
    EmptyDir,
    HostPath,
    OwnClaim,
    SecretVolume,
)
from constructs_lib.settings.values import Map, Seq, setting
from constructs_lib.settings.waivers import Waiver
from constructs_lib.settings.web_service import WebService
from constructs_lib.settings.worker import Worker
from constructs_lib.settings.workload import Workload

__all__ = [
    "Affinity",
    "Alb",
    "ArgoCd",
    "AuthenticationRef",
    "Aws",
    "BackendRef",
    "BackgroundWorker",
    "Behavior",
    "Build",
    "Certificate",
    "Claim",
    "ClaimRetention",
    "ClaimVolume",
    "Compute",
    "ConfigMap",
    "ConfigMapKeyRef",
    "ConfigMapVolume",
    "Container",
    "ContainerResourceMetric",
    "CronJob",
    "Daemon",
    "DaemonStrategy",
    "Deployed",
    "DescribedObject",
    "Egress",
    "EmptyDir",
    "Environment",
    "ExecProbe",
    "ExternalMetric",
    "ExternalSecrets",
    "Extract",
    "Fallback",
    "FieldRef",
    "Find",
    "Flux",
    "GrpcMatch",
    "GrpcProbe",
    "GrpcRoute",
    "GrpcRule",
    "HeaderModifier",
    "HelmRelease",
    "HostPath",
    "Hpa",
    "HttpMatch",
    "HttpRoute",
    "HttpRule",
    "Image",
    "Ingress",
    "IngressPath",
    "IngressRule",
    "IssuerRef",
    "Jobs",
    "LongRunning",
    "Manifests",
    "Map",
    "Migration",
    "Monitored",
    "Namespace",
    "NetworkPolicy",
    "NodeMatch",
    "ObjectMetric",
    "OwnClaim",
    "Param",
    "ParentRef",
    "Patch",
    "Peer",
    "Pin",
    "PodDisruptionBudget",
    "PodIdentity",
    "PodMonitor",
    "PodsMetric",
    "PreferredNode",
    "PrivateKey",
    "Probe",
    "Problem",
    "PullRequests",
    "RawObject",
    "Relabeling",
    "Relaxed",
    "Replicated",
    "RequestRedirect",
    "ResourceRef",
    "Resources",
    "Retry",
    "Rewrite",
    "RouteTimeouts",
    "ScaledObject",
    "ScalingPolicy",
    "ScalingRules",
    "SecretKeyRef",
    "SecretTargetRef",
    "SecretVolume",
    "Security",
    "Seq",
    "Service",
    "ServiceAccount",
    "ServiceMonitor",
    "ServicePort",
    "SettingsError",
    "Shutdown",
    "StatefulService",
    "Strategy",
    "SyncPolicy",
    "TcpProbe",
    "Tls",
    "Toleration",
    "TopologySpread",
    "Trigger",
    "TriggerAuthentication",
    "UpdateStrategy",
    "UrlRewrite",
    "Waiver",
    "WebService",
    "Worker",
    "Workload",
    "change",
    "merge",
    "remove",
    "replace",
    "rule",
    "setting",
]
