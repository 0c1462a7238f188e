"""The digest of what every app is made of: charts, constructs, bindings, the tool, and what is installed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from plainsail.digests import Disk, digest
from plainsail.library import LIBRARY, PACKAGES, installed

_PINS = ("cdk8s.yaml", "package-lock.json", "pyproject.toml", "requirements.txt")
_VARIABLES = ("PLAINSAIL_NODE",)
"""What is set to be rendered otherwise: with Node, say, to compare."""


_digests: dict[Path, str] = {}


def code_digest(root: Path, disk: Disk | None = None) -> str:
    """Changes with any of it: a file of a room, the version of an installed package, of Python, or a pin.

    Read once in a process, which imports code once.
    """
    if root not in _digests:
        disk = disk or Disk(root)
        library = os.path.relpath(LIBRARY, root)
        rooms = [*PACKAGES, *(f"{library}/{room}" for room in (*PACKAGES, "plainsail"))]
        each_once = {os.path.realpath(root / room): f"{room}/" for room in reversed(rooms)}
        _digests[root] = digest(
            [
                sys.version,
                *installed(),
                *(os.environ.get(name, "") for name in _VARIABLES),
                # Without their paths: the library lies elsewhere on another machine.
                *(disk.digest_of(path) for path in (*_PINS, *sorted(each_once.values()))),
            ]
        )
    return _digests[root]
