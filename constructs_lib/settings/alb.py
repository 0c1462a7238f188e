"""The load balancer of AWS, as an Ingress asks for it."""

from typing import Annotated, Literal

from constructs_lib.settings.checks import Bounds, Check
from constructs_lib.settings.text import DnsName, matching
from constructs_lib.settings.values import setting


@setting
class Alb:
    """What the AWS Load Balancer Controller is asked for (annotations `alb.ingress.kubernetes.io/*`)."""

    scheme: Literal["internal", "internet-facing"] = "internal"
    """Whether the load balancer has public addresses."""
    certificate_arn: (
        Annotated[
            str,
            Check(matching(r"arn:aws[a-z-]*:(acm|iam):[^\s,]+", "is not the ARN of a certificate: 'arn:aws:acm:...'")),
        ]
        | None
    ) = None
    """The certificate in ACM; without one the controller looks for one that fits the host."""
    ssl_policy: (
        Annotated[
            str,
            Check(
                matching(
                    r"ELBSecurityPolicy-[A-Za-z0-9-]+",
                    "is no policy of AWS, such as 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09'",
                )
            ),
        ]
        | None
    ) = None
    """Versions of TLS and ciphers that clients may use; without one the controller's default, which takes TLS 1.0."""
    ssl_redirect: bool = True
    """Listen on 443, and send plain HTTP there; False listens on port 80 alone, for tests."""
    group_name: DnsName | None = None
    """Shares one load balancer between Ingresses of the same group."""
    deregistration_delay_seconds: Annotated[int, Bounds(ge=0, le=3600)] | None = None
    """Seconds that a leaving pod may finish its requests; must end before the pod is killed."""
