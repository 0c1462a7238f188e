"""What follows from a change, one file each. A consequence's id is its file's name, with dashes for underscores.

A module says what will happen in the first line of its docstring, then `Why:` it matters; it has a `SEVERITY` (error:
it fails, or something is lost; warning: users may notice; info: good to know), and `find(comparison)`, which yields
findings. It is pure: it reads objects and their changes, and never prints.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plainsail.findings.rules import Registry

if TYPE_CHECKING:
    from plainsail.plan.changes import Comparison

CONSEQUENCES: tuple[str, ...] = (
    "will_fail",
    "prune",
    "left_behind",
    "claims",
    "security_loosened",
    "downtime",
    "traffic_moved",
    "certificate",
    "replicas_handed_over",
    "pods_restart",
    "configuration_not_reloaded",
    "capacity",
    "image",
    "schedule",
    "secrets",
    "argo_cd",
    "flux",
)

RULES: Registry[Comparison] = Registry(__name__, CONSEQUENCES, command="plan", noun="consequence")
