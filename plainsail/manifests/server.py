"""What an API server said of objects, where one was asked."""

from __future__ import annotations

from dataclasses import dataclass

from plainsail.manifests.resource import Resource


@dataclass(frozen=True)
class ServerAnswer:
    """One thing that it says of one object."""

    resource: Resource
    field: str
    """The field that it names: `spec.ports[0].name`; empty where it names none."""
    message: str
    is_refusal: bool = True
    """Whether it refuses the object; else it takes it, and warns."""


@dataclass(frozen=True)
class ServerAnswers:
    """All that it says; empty where none was asked."""

    answers: tuple[ServerAnswer, ...] = ()
    left_out: tuple[str, ...] = ()
    """What it could not be asked about as it stands, in words."""
