"""A container, hardened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cdk8s_plus_27 import k8s

from constructs_lib.k8s_values import quantity
from constructs_lib.pod_security import container_security_context
from constructs_lib.settings import Compute, Image, Resources


def container(
    *,
    name: str,
    image: Image,
    command: Sequence[str] | None,
    env: Sequence[k8s.EnvVar],
    resources: Resources,
    mounts: Sequence[k8s.VolumeMount],
    pull_policy: str | None = None,
    **fields: Any,
) -> k8s.Container:
    """A container that gains no privilege and writes nowhere but in its mounts; `fields` are further ones."""
    return k8s.Container(
        name=name,
        image=image.reference,
        image_pull_policy=pull_policy or image.pull_policy,
        command=list(command) if command else None,
        env=list(env) or None,
        resources=_resources(resources),
        volume_mounts=list(mounts) or None,
        security_context=container_security_context(),
        **fields,
    )


def _resources(resources: Resources) -> k8s.ResourceRequirements:
    return k8s.ResourceRequirements(requests=_amounts(resources.requests), limits=_amounts(resources.limits))


def _amounts(compute: Compute) -> dict[str, k8s.Quantity] | None:
    amounts = {"cpu": compute.cpu, "memory": compute.memory, "ephemeral-storage": compute.ephemeral_storage}
    return {name: quantity(amount) for name, amount in amounts.items() if amount is not None} or None
