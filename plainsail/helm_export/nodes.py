"""What a template consists of: parts of an object that are constant, and parts that a value decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Steps: TypeAlias = tuple[str, ...]
"""Where a value stands: `("hpa", "maxReplicas")`."""

RELEASE_NAMESPACE: Steps = ("Release", "Namespace")
"""Not a value: what `--namespace` says."""


@dataclass(frozen=True)
class Constant:
    """A scalar, or an empty mapping or list, that is the same in every environment."""

    value: Any


@dataclass(frozen=True)
class Value:
    """What a value holds: a scalar, or a whole mapping or list."""

    steps: Steps
    is_tree: bool = False
    """Whether it is a mapping or a list, in every environment."""
    is_json: bool = False
    """Whether the value is JSON in a text: Helm would drop a null in a mapping, and round a large number."""


@dataclass(frozen=True)
class Text:
    """Text with a value in it: `/param/production/key`."""

    steps: Steps
    parts: Sequence[str]
    """What stands around each place of the value."""


@dataclass(frozen=True)
class Image:
    """Repository, tag and digest as a container names its image."""

    steps: Steps


@dataclass(frozen=True)
class Optional:
    """A part that some environments have."""

    node: Node
    condition: Steps
    is_flag: bool
    """Whether the condition is true or false; else it is the value itself, which some environments do not have."""
    is_truthy: bool = False
    """Whether `with` finds the value, wherever there is one: it is never empty, zero or false."""


@dataclass(frozen=True)
class Fields:
    """A mapping; one field at least is not optional."""

    entries: Mapping[str, Node | Optional]


@dataclass(frozen=True)
class Items:
    """A list; one item at least is not optional."""

    items: Sequence[Node | Optional]


Node: TypeAlias = Constant | Value | Text | Image | Fields | Items
