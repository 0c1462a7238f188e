"""What an expression in CEL may name, and of which type it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

Type: TypeAlias = str | Mapping[str, "Type"] | None
"""A type of CEL by its name; `dyn` is told when it runs, None is not known here, and a mapping is of fields.

`optional` may hold something that is told when it runs.
"""


@dataclass(frozen=True)
class Scope:
    """The variables that an expression is given."""

    variables: Mapping[str, Type]
    minor: int
    """The version of Kubernetes: 35 stands for 1.35."""
    objects: frozenset[str] = frozenset()
    """The first names of types whose objects it may make: `Object` of `Object{spec: 1}`."""
    namespaces: frozenset[str] = frozenset()
    """What stands in front of the dot in the names of functions that only some expressions have."""
