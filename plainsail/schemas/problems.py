"""What is wrong with the shape of one object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from plainsail.findings.finding import Finding

if TYPE_CHECKING:
    from plainsail.manifests.manifests import Manifests

Concern = Literal["object", "name", "label", "quantity", "port", "image", "key"]
"""Which check tells a problem: `object` is the schema itself, the others are rules of the API server beyond it."""

CONCERN = "x-plainsail-concern"
"""The key of a schema under which its concern stands."""
WORDS = "x-plainsail-words"
"""The key of a schema under which stands what is said where a value does not fit it."""


@dataclass(frozen=True)
class Problem:
    """One thing that the API server would refuse."""

    field: str
    """`spec.template.spec.containers[app].image`; empty for the whole object."""
    message: str
    """What is so, in lower case, without the field."""
    unknown_field: bool = False
    """Whether it is a field that does not exist there: all else of the object can be read."""
    readable: bool = False
    """Whether types and required fields hold all the same, so that other checks may read the object."""
    concern: Concern = "object"


def told(manifests: Manifests, concern: Concern) -> Iterator[Finding]:
    """A finding for each problem of one concern."""
    for resource, problems in manifests.problems.items():
        for problem in problems:
            if problem.concern == concern:
                yield Finding(where=resource.where(problem.field), message=problem.message)
