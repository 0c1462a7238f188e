"""What differs between the environments, and what the apps are called."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Environment:
    """An environment of every app."""

    name: str
    domain: str
    log_level: str
    max_replicas: int
    enforced_version: str
    """The Pod Security version of its namespaces."""


STAGING = Environment(
    name="staging",
    domain="staging.example.com",
    log_level="debug",
    max_replicas=1,
    enforced_version="v1.36",
)
PRODUCTION = Environment(
    name="production",
    domain="example.com",
    log_level="info",
    max_replicas=3,
    enforced_version="v1.35",
)
