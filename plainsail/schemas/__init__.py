"""Judges the shape of objects: Kubernetes' own kinds by their version, custom resources by their definitions.

It never imports what judges before it is asked for: not at all, where every object is known to be sound.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from plainsail.schemas.api_versions import NoSchema
    from plainsail.schemas.problems import Problem
    from plainsail.schemas.schemas import Schemas

__all__ = ["NoSchema", "Problem", "Schemas"]

_PLACES = {"NoSchema": "api_versions", "Problem": "problems", "Schemas": "schemas"}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
