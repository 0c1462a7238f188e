"""What follows from a change, one file each. A consequence's id is its file's name, with dashes for underscores.

A module says what will happen in the first line of its docstring, then `Why:` it matters; it has a `SEVERITY` (error:
it fails, or something is lost; warning: users may notice; info: good to know), and `find(comparison)`, which yields
effects. It is pure: it reads objects and their changes, and never prints.
"""

CONSEQUENCES: tuple[str, ...] = (
    "will_fail",
    "prune",
    "left_behind",
    "security_loosened",
    "downtime",
    "traffic_moved",
    "replicas_handed_over",
    "pods_restart",
    "configuration_not_reloaded",
    "capacity",
    "image",
    "schedule",
    "secrets",
    "argo_cd",
)
