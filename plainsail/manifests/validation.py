"""Sorts what was read into objects whose shape checks may rely on, and others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from constructs_lib.kubernetes.objects import Document
from plainsail.delivery import Delivery
from plainsail.manifests.loader import Reading
from plainsail.manifests.manifests import Manifests
from plainsail.manifests.resource import Resource

if TYPE_CHECKING:
    from plainsail.schemas import NoSchema, Problem

ProblemsOf = Callable[[Document, str], "Sequence[Problem]"]
"""What the schema of a Kubernetes version says of an object; raises `NoSchema` for a kind that it does not know."""


def validated(
    reading: Reading, problems_of: ProblemsOf, delivery: Delivery, *, ignore_missing_schemas: bool = False
) -> Manifests:
    """The manifests, each object with the problems that its schema has with it."""
    from plainsail.schemas import NoSchema

    sound: list[Resource] = []
    unsound: list[Resource] = []
    problems: dict[Resource, tuple[Problem, ...]] = {}
    unknown: dict[Resource, NoSchema] = {}
    for resource in reading.resources:
        try:
            own = tuple(problems_of(resource.document, resource.kubernetes_version))
        except NoSchema as error:
            if not ignore_missing_schemas:
                unknown[resource] = error
            # Nothing proves the shape of such an object, so no check may rely on it.
            unsound.append(resource)
            continue
        if own:
            problems[resource] = own
        # A wrong name or number leaves types and required fields as checks rely on them.
        (sound if all(problem.readable for problem in own) else unsound).append(resource)
    return Manifests(
        sound, unsound=unsound, delivery=delivery, problems=problems, unknown=unknown, broken=reading.broken
    )
