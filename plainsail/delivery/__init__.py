"""The files around the manifests, parsed: Dockerfiles, Terragrunt's HCL, the workflows, what is made from the registry.

It never judges them, and never runs what they say. What parses is imported when it is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from plainsail.delivery.files import BrokenFile, Delivery, HclFile, Workflow, read_delivery

__all__ = ["BrokenFile", "Delivery", "HclFile", "Workflow", "read_delivery"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.files"), name)
