"""What the schemas say of objects, as findings: one check a concern."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from plainsail.findings.finding import Finding
from plainsail.manifests.manifests import Manifests

if TYPE_CHECKING:
    from plainsail.schemas.problems import Concern


def of_shape(concern: Concern) -> Callable[[Manifests], Iterator[Finding]]:
    """A check that yields every problem of one concern."""

    def check(manifests: Manifests) -> Iterator[Finding]:
        for resource, problems in manifests.problems.items():
            for problem in problems:
                if problem.concern == concern:
                    yield Finding(resource.where(problem.field), problem.message)

    return check
