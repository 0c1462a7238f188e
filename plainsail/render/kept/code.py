"""The digest of what every app is made of: charts, constructs, bindings, the tool, and what is installed."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

from plainsail.digests import Disk, digest
from plainsail.library import LIBRARY, PACKAGES, installed

_PINS = ("cdk8s.yaml", "package-lock.json", "pyproject.toml", "requirements.txt")
_VARIABLES = ("PLAINSAIL_NODE",)
"""What is set to be rendered otherwise: with Node, say, to compare."""


@cache
def code_digest(root: Path) -> str:
    """Changes with any of it: a file of a room, the version of an installed package, of Python, or a pin.

    Read once in a process, which imports code once.
    """
    disk = Disk(root)
    library = os.path.relpath(LIBRARY, root)
    rooms = [*PACKAGES, *(f"{library}/{room}" for room in (*PACKAGES, "plainsail"))]
    each_once = {os.path.realpath(root / room): f"{room}/" for room in reversed(rooms)}
    return digest(
        [
            sys.version,
            *installed(),
            *(os.environ.get(name, "") for name in _VARIABLES),
            # Without their paths: the library lies elsewhere on another machine.
            *(disk.digest_of(path) for path in (*_PINS, *sorted(each_once.values()))),
        ]
    )
