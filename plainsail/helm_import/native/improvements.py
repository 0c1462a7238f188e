"""What the vocabulary makes otherwise on purpose: which fields, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plainsail.helm_import.native.containers import STANDARD_LABELS


@dataclass(frozen=True)
class Improvement:
    """A kind of difference that is meant."""

    why: str
    fields: str
    """A regular expression of the field, as differences name it."""
    kinds: str = ".*"
    """And one of the kinds of objects."""
    stated: bool = False
    """Whether it counts for what the chart's templates state, too; else only for what they leave to Kubernetes."""

    def explains(self, kind: str, field: str, *, stated: bool) -> bool:
        """Whether a difference is of this kind."""
        if stated and not self.stated:
            return False
        return re.fullmatch(self.kinds, kind) is not None and re.match(self.fields, field) is not None


NAMES = (
    "objects are named after the app, and Secrets after what is in them; who refers to one by its old name, such as a "
    "role that trusts a ServiceAccount, must learn the new one"
)
ADDED = {
    "Service": "a name that stays, in front of the pods, and no more: nobody asks it",
    "Namespace": "the app's namespace, with the Pod Security Standard that holds for it",
    "ServiceAccount": "an identity of the app's own, instead of `default`",
    "NetworkPolicy": "who may reach the pods, where the settings say it",
    "PodDisruptionBudget": "drains of nodes leave pods running, as envs/shared.py says of every app",
}
"""Objects that the settings add, and why."""
_POD = r"spec(\.jobTemplate\.spec)?\.template\."
_STANDARD = rf'\["(app\.kubernetes\.io/|helm\.sh/chart)|\.({"|".join(STANDARD_LABELS)})$'
_CONTAINER = rf"{_POD}spec\.containers\[app\]\."

IMPROVEMENTS: Sequence[Improvement] = (
    Improvement(
        NAMES,
        r"metadata\.name$|spec\.ports\[.*\]\.name$",
        stated=True,
    ),
    Improvement(ADDED["ServiceAccount"], rf"{_POD}spec\.serviceAccountName$"),
    Improvement(
        "every object has the same labels; a selector cannot be changed, so a Deployment that keeps its name must be "
        "deleted once",
        rf"({_POD}|spec\.jobTemplate\.)?metadata\.labels({_STANDARD})|spec\.selector",
        stated=True,
    ),
    Improvement(
        "pods run as a user without privileges, on a file system that is read-only, without a token for the "
        "Kubernetes API; folders that the app writes are named in writable_paths",
        rf"{_POD}spec\.(automountServiceAccountToken|enableServiceLinks|securityContext)|{_CONTAINER}securityContext|"
        r"automountServiceAccountToken$",
    ),
    Improvement(
        "no token for the Kubernetes API is mounted, unless service_account says automount_service_account_token=True",
        r"automountServiceAccountToken$",
        kinds="ServiceAccount",
        stated=True,
    ),
    Improvement(
        "a new pod is ready before an old one goes, and old pods leave after load balancers have forgotten them",
        rf"spec\.(strategy|revisionHistoryLimit|progressDeadlineSeconds)|{_CONTAINER}lifecycle|{_POD}spec\.topology",
    ),
    Improvement(
        "the number is said nowhere where the chart says none",
        r"spec\.replicas$",
    ),
    Improvement(
        "pods restart when what they are configured with changes: names of Secrets and ConfigMaps say it, no checksum",
        rf"{_POD}metadata\.annotations(\[\"checksum/|$)",
        stated=True,
    ),
    Improvement(
        "Argo CD makes what pods need before them, and removes it after them",
        r"metadata\.annotations(\[\"argocd\.argoproj\.io/|$)",
        stated=True,
    ),
    Improvement(
        "a run that fails is not tried again unseen, one that is late or still busy is left out, and failed ones are "
        "kept to look at",
        r"spec\.(concurrencyPolicy|startingDeadlineSeconds|failedJobsHistoryLimit|successfulJobsHistoryLimit|suspend)$|"
        r"spec\.jobTemplate\.spec\.backoffLimit",
        kinds="CronJob",
    ),
    Improvement(
        "jobs have the app's variables, folders and resources, unless they say their own",
        rf"{_CONTAINER}(env|resources|volumeMounts)|{_POD}spec\.(volumes|serviceAccountName|imagePullSecrets)",
        kinds="CronJob",
    ),
    Improvement(
        "the version that the operator serves, and what it takes for granted said",
        r"apiVersion$|spec\.(refreshInterval|target\.(creation|deletion)Policy)|spec\.data\[.*\]\.remoteRef\."
        r"(conversionStrategy|decodingStrategy|metadataPolicy)",
        kinds="ExternalSecret",
        stated=True,
    ),
    Improvement(
        "an older version of the same kind; the cluster keeps one object of both",
        r"apiVersion$",
        kinds="HorizontalPodAutoscaler|Ingress|CronJob|PodDisruptionBudget",
        stated=True,
    ),
)

OF_ALL = "envs/shared.py says it of every app"
"""Why there are variables that the chart has not."""


def reason(kind: str, field: str, *, stated: bool) -> str:
    """Why a difference is meant; empty where it is not."""
    return next((each.why for each in IMPROVEMENTS if each.explains(kind, field, stated=stated)), "")
