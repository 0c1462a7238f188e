"""Reads and writes the image pins of a project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from constructs_lib.settings import Pin, SettingsError, Workload
from plainsail import git
from plainsail.errors import ProjectError
from plainsail.hints import hint
from plainsail.images.builds import Build, builds
from plainsail.pins import pin_path, read_pin, write_pin
from plainsail.project import Project, use_code_of

if TYPE_CHECKING:
    from constructs_lib.settings import Environment


@dataclass(frozen=True)
class Pinned:
    """What pinning did."""

    path: str
    said: str
    """What changed, for people."""
    notes: tuple[str, ...]
    """What they should know beside it."""


def pin(project: Project, app: str, *, tag: str, digest: str, source: str) -> Pinned:
    """Writes an app's pin, whatever the file held before.

    Raises `ProjectError` for an app that is not there, for what is no tag, digest or commit, and where no environment
    would hear the pin.
    """
    environments = [each for each in _of(_unpinned(project), app) if isinstance(each, Workload)]
    if not environments:
        raise ProjectError(f"{app}: it runs no image of its own, so there is nothing to pin")
    try:
        new = Pin(tag=tag, digest=digest, source=git.commit_of(project.root, source) or source)
    except SettingsError as error:
        raise ProjectError(f"--{error.message}") from None
    deaf = [each.env_name for each in environments if each.image.tag or each.image.digest]
    if len(deaf) == len(environments):
        raise ProjectError(f"{app}: its settings name a tag or a digest themselves, so no pin is heard; take it out")
    notes = [f"not heard by {name}, whose settings name a tag or a digest themselves" for name in deaf]
    if git.commit_of(project.root, new.source) is None:
        notes.append(f"{new.source} is no commit that Git knows here")
    changed = write_pin(project.root, app, new)
    said = f"{new.tag} {new.digest}" if changed else "nothing changed"
    return Pinned(pin_path(app), f"{said}; run `plainsail synth`" if changed else said, tuple(notes))


def pinned(project: Project, app: str | None) -> list[Build]:
    """The builds that environments run, of one app or of all."""
    environments = _of(project.environments, app) if app else project.environments
    return builds(environments, {name: read_pin(project.root, name) for name in {e.app_name for e in environments}})


def _of(environments: Sequence[Environment], app: str) -> list[Environment]:
    found = [each for each in environments if each.app_name == app]
    if not found:
        known = {each.app_name for each in environments}
        raise ProjectError(f"{app}: there is no such app in envs/__init__.py; {hint(app, known)}")
    return found


def _unpinned(project: Project) -> Sequence[Environment]:
    """The environments as their classes say them: a pin that is broken must not keep a new one from being written."""
    use_code_of(project.root)
    from plainsail.registry import load

    return load(project.root, pin_of=lambda _root, _app: None)
