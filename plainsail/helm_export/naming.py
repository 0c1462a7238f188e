"""What values are called, where no setting is known: by where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Protocol

from constructs_lib.kubernetes.objects import key_of
from constructs_lib.kubernetes.paths import Path, name_of
from plainsail.helm_export.nodes import RELEASE_NAMESPACE, Steps
from plainsail.helm_export.sides import Field, Sides
from plainsail.helm_export.values import About, steps_of

_PODS: tuple[Path, ...] = (("spec", "jobTemplate", "spec", "template"), ("spec", "template"))
_HASH = re.compile(r"-[0-9a-f]{8}$")


class Naming(Protocol):
    """Tells what decides a field."""

    def value(self, sides: Sides) -> About:
        """What the value is called that a field holds."""

    def switch(self, sides: Sides) -> About:
        """What the value is called that says whether a field is there."""

    def texts(self, sides: Sides) -> Iterable[tuple[About, Mapping[str, str]]]:
        """Texts that a field may be made of, the namespace among them: each with what it is in every environment."""

    def decides(self, about: About, sides: Sides) -> bool:
        """Whether a field is decided by the same as a value."""


class ByPlace:
    """Names that say where a value stands: `deployment.backend.spec.replicas`."""

    def __init__(self, namespaces: Mapping[str, str]) -> None:
        """`namespaces` are those that environments are installed into."""
        self._namespaces = namespaces

    def value(self, sides: Sides) -> About:
        """Kind, name and path."""
        steps = steps_by_place(next(iter(sides.values())))
        return About(steps, otherwise=steps)

    def switch(self, sides: Sides) -> About:
        """The same, and `enabled`."""
        steps = (*steps_by_place(next(iter(sides.values()))), "enabled")
        return About(steps, otherwise=steps)

    def texts(self, sides: Sides) -> Iterable[tuple[About, Mapping[str, str]]]:
        """The namespace alone is known."""
        return [(About(RELEASE_NAMESPACE), self._namespaces)]

    def decides(self, about: About, sides: Sides) -> bool:
        """Nothing is known."""
        return False


def steps_by_place(field: Field) -> Steps:
    """Where a field stands, as the name of a value."""
    key = key_of(field.document)
    path = next((("pod", *field.path[len(pod) :]) for pod in _PODS if field.path[: len(pod)] == pod), field.path)
    return steps_of(key.kind, _HASH.sub("", key.name) or "x", *map(name_of, path))
