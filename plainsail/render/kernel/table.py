"""What is known of a package: by the generated `table.json` where it fits what is installed, else from the package."""

import json
import zlib
from functools import cache
from pathlib import Path
from typing import Any

from plainsail.render.kernel import seam
from plainsail.render.kernel.package import Package

PATH = Path(__file__).with_name("table.json")
FIXED = ("constructs", "cdk8s", "cdk8s-plus-27")
"""Packages whose behaviour is that of this release: with another one installed, Node answers."""


@cache
def table() -> dict[str, Any]:
    """What `make kernel` wrote: the release of jsii, and each package with the archive that it was read from."""
    content: dict[str, Any] = json.loads(PATH.read_bytes())
    return content


def package_of(type_name: str) -> Package | None:
    """What is known of the package of a type, by the type's jsii name."""
    return package(type_name.partition(".")[0])


@cache
def package(name: str) -> Package | None:
    """What is known of the jsii package of a class; None where it must be left to Node."""
    archive = seam.archive_of(name)
    if archive is None:
        return None
    known = table()["packages"].get(name)
    if known and known["archive"] == checksum(archive):
        return Package(**{key: value for key, value in known.items() if key != "archive"})
    if name in FIXED:
        return None
    # Bindings of the project's own, or made anew since: reading an archive takes some ms, and what reads it some more.
    from plainsail.render.kernel.packages import read_package

    try:
        return read_package(archive)
    except (OSError, ValueError, KeyError):
        return None


def checksum(archive: Path) -> str:
    """Tells one archive of a package from another; nobody is kept out by it."""
    content = archive.read_bytes()
    return f"{len(content)}-{zlib.crc32(content):08x}"
