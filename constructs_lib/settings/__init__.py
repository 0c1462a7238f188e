"""The vocabularies, one for each shape of app: what an environment can set. Importing them starts no Node.

Plain classes for environments, frozen values in them, each checked when it is made.

They never import cdk8s or a construct, and never say what YAML becomes of them.
"""

from dataclasses import replace

from constructs_lib.settings.changes import change, remove
from constructs_lib.settings.containers import (
    Compute,
    Container,
    ExecProbe,
    FieldRef,
    Probe,
    ResourceRef,
    Resources,
    TcpProbe,
)
from constructs_lib.settings.daemon import Daemon
from constructs_lib.settings.deployed import Deployed
from constructs_lib.settings.environment import Environment
from constructs_lib.settings.errors import SettingsError
from constructs_lib.settings.escape import Patch, RawObject
from constructs_lib.settings.image import Build, Image, Pin
from constructs_lib.settings.jobs import BackgroundWorker, CronJob, Migration
from constructs_lib.settings.layers import Problem, rule
from constructs_lib.settings.long_running import LongRunning
from constructs_lib.settings.manifests import Manifests
from constructs_lib.settings.network import Alb, Egress, Ingress, NetworkPolicy, Peer, Service, Tls
from constructs_lib.settings.platform import ArgoCd, Aws, Namespace, Retry, ServiceAccount, SyncPolicy
from constructs_lib.settings.replicated import Replicated
from constructs_lib.settings.scaling import (
    Behavior,
    DaemonStrategy,
    Hpa,
    PodDisruptionBudget,
    ScalingPolicy,
    ScalingRules,
    Shutdown,
    Strategy,
    UpdateStrategy,
)
from constructs_lib.settings.scheduled import Jobs
from constructs_lib.settings.scheduling import Affinity, NodeMatch, PreferredNode, Toleration, TopologySpread
from constructs_lib.settings.secrets import ExternalSecrets, Extract, Find, Param, Rewrite
from constructs_lib.settings.stateful_service import StatefulService
from constructs_lib.settings.storage import (
    Claim,
    ClaimRetention,
    ClaimVolume,
    ConfigMap,
    ConfigMapVolume,
    EmptyDir,
    HostPath,
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
    "Aws",
    "BackgroundWorker",
    "Behavior",
    "Build",
    "Claim",
    "ClaimRetention",
    "ClaimVolume",
    "Compute",
    "ConfigMap",
    "ConfigMapVolume",
    "Container",
    "CronJob",
    "Daemon",
    "DaemonStrategy",
    "Deployed",
    "Egress",
    "EmptyDir",
    "Environment",
    "ExecProbe",
    "ExternalSecrets",
    "Extract",
    "FieldRef",
    "Find",
    "HostPath",
    "Hpa",
    "Image",
    "Ingress",
    "Jobs",
    "LongRunning",
    "Manifests",
    "Map",
    "Migration",
    "Namespace",
    "NetworkPolicy",
    "NodeMatch",
    "Param",
    "Patch",
    "Peer",
    "Pin",
    "PodDisruptionBudget",
    "PreferredNode",
    "Probe",
    "Problem",
    "RawObject",
    "Replicated",
    "ResourceRef",
    "Resources",
    "Retry",
    "Rewrite",
    "ScalingPolicy",
    "ScalingRules",
    "SecretVolume",
    "Seq",
    "Service",
    "ServiceAccount",
    "SettingsError",
    "Shutdown",
    "StatefulService",
    "Strategy",
    "SyncPolicy",
    "TcpProbe",
    "Tls",
    "Toleration",
    "TopologySpread",
    "UpdateStrategy",
    "Waiver",
    "WebService",
    "Worker",
    "Workload",
    "change",
    "remove",
    "replace",
    "rule",
    "setting",
]
