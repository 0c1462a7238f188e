"""What stands in for Packagist: the Symfony of Debian, under the names and versions that composer.json asks for."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

_FOLDERS = {
    # Whose classes stand where in Debian, with the files that declare functions.
    "Psr": (),
    "Symfony": (
        "Contracts/Deprecation/function.php",
        "Component/String/Resources/functions.php",
        "Component/VarDumper/Resources/functions/dump.php",
    ),
}
_PLATFORM = re.compile(r"php|ext-.+|lib-.+")


def composer_home(composer_json: Path) -> str:
    """The config.json of a Composer that knows no Packagist, but each package that the application requires.

    Packages of developers are not among them: a build that asks for one fails.
    """
    required = json.loads(composer_json.read_text(encoding="utf-8"))["require"]
    debian = [_debian(name, files) for name, files in _FOLDERS.items()]
    names = [package["name"] for package in debian]
    empty = [
        {"name": name, "version": _least(constraint), "type": "metapackage", "require": dict.fromkeys(names, "*")}
        for name, constraint in required.items()
        if not _PLATFORM.fullmatch(name)
    ]
    repositories = {"packagist.org": False, "debian": {"type": "package", "package": [*debian, *empty]}}
    return json.dumps({"repositories": repositories}, indent=2)


def _debian(namespace: str, files: tuple[str, ...]) -> dict[str, Any]:
    """A package of all that Debian has of a namespace, copied from where Debian has it."""
    return {
        "name": f"debian/{namespace.lower()}",
        "version": "1.0.0",
        "dist": {"type": "path", "url": f"/usr/share/php/{namespace}"},
        "transport-options": {"symlink": False},
        "autoload": {"psr-4": {f"{namespace}\\": ""}, "files": list(files)},
    }


def _least(constraint: str) -> str:
    """A version that a constraint allows: 7.4.0 for `7.4.*`, 3.0.0 for `^3.0`."""
    numbers = re.findall(r"\d+", constraint.split("|", maxsplit=1)[0])
    return ".".join([*numbers, "0", "0"][:3])
