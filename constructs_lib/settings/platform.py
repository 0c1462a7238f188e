"""Where the app lives: its namespace, its identity, and the account that its parameters are in."""

from dataclasses import field
from typing import Annotated

from constructs_lib.settings.checks import Check
from constructs_lib.settings.errors import SettingsError
from constructs_lib.settings.security import PodSecurity
from constructs_lib.settings.text import (
    DnsName,
    LabelKey,
    LabelValue,
    NameTemplate,
    matching,
)
from constructs_lib.settings.values import NONE, Map, setting


@setting
class Namespace:
    """The namespace of the app's objects."""

    name: NameTemplate = field(kw_only=False)
    """`{app}` and `{env}` are filled in."""
    create: bool = True
    """Whether the Namespace object is rendered; False where someone else owns it, another app for instance."""
    pod_security: PodSecurity = "restricted"
    """The Pod Security Standard that the namespace enforces (label `pod-security.kubernetes.io/enforce`)."""
    labels: Map[LabelKey, LabelValue] = NONE
    """Labels of the Namespace alone."""
    annotations: Map[LabelKey, str] = NONE
    """Annotations of the Namespace alone."""


@setting
class ServiceAccount:
    """Who the pods are, to the cluster and (EKS Pod Identity, IRSA) to AWS."""

    name: DnsName | None = None
    """One that someone else makes; without it, one of the app's own name is rendered."""
    annotations: Map[LabelKey, str] = NONE
    """Annotations, such as `eks.amazonaws.com/role-arn`."""
    automount_service_account_token: bool = False
    """Whether pods get a token for the Kubernetes API; an app that never calls it needs none."""

    def __post_init__(self) -> None:
        if self.name is not None and self.annotations:
            raise SettingsError(
                f"the ServiceAccount {self.name} is someone else's, so its annotations are too; set one of the two",
                path=("annotations",),
            )


@setting
class Aws:
    """The AWS account and region that an environment's parameters and roles live in."""

    account: Annotated[str, Check(matching(r"\d{12}", "is not an account; write its 12 digits in quotes"))]
    """The account's number."""
    region: Annotated[str, Check(matching(r"[a-z]{2,4}(-[a-z]+)+-\d+", "is not a region; write it as 'eu-west-3'"))]
    """The region, `eu-west-3`."""
