"""The builds that environments run: what pins say, how a pin is written, whether the sources moved on since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from constructs_lib.kubernetes.nearest import did_you_mean_or_all
from constructs_lib.settings import Build, Pin, SettingsError, Workload
from plainsail.errors import ProjectError
from plainsail.project import git
from plainsail.project.names import label
from plainsail.project.pins import pin_path, read_pin, write_pin
from plainsail.project.project import Project, use_code_of
from plainsail.project.promotion import stages

if TYPE_CHECKING:
    from constructs_lib.settings import Environment


@dataclass(frozen=True)
class AppImage:
    """An image that environments of an app run."""

    app: str
    environments: tuple[str, ...]
    repository: str
    tag: str | None
    digest: str | None
    source: str | None
    """The commit that it was built from; None where settings name the image and no pin does."""
    reference: str
    """As pods name it; empty where nothing pins it."""


@dataclass(frozen=True)
class BuiltImage:
    """An image that is built from this repository: once, for all apps that run it."""

    repository: str
    build: Build
    apps: tuple[str, ...]
    targets: tuple[str, ...]
    """Of each app `ENV/APP` of the first environment, in the order of promotion, that runs it."""
    pins: tuple[Pin | None, ...]
    """What the apps pin; all the same, unless an app is new, or somebody pinned by hand."""

    @property
    def pin(self) -> Pin | None:
        """The one pin of all apps; None where one has none, or another."""
        first, *others = self.pins
        return first if all(other == first for other in others) else None


@dataclass(frozen=True)
class Pinned:
    """What pinning did."""

    path: str
    summary: str
    """What changed, for people."""
    notes: tuple[str, ...]
    """What they should know beside it."""


@dataclass(frozen=True)
class Drift:
    """How HEAD differs from the commit that a build was made from."""

    commit: str
    paths: tuple[str, ...] = ()
    """Files among the sources that differ."""
    unknown: bool = False
    """Whether the commit is none of this repository's."""

    def __bool__(self) -> bool:
        return self.unknown or bool(self.paths)


def pinned(project: Project, app: str | None) -> list[AppImage]:
    """The builds that environments run, of one app or of all: of each app one, unless some say their own."""
    environments = _of(project.environments, app) if app else project.environments
    pins = {name: read_pin(project.root, name) for name in {environment.app_name for environment in environments}}
    groups: dict[tuple[str, str, str | None, str | None], list[Workload]] = {}
    for workload in (app for app in environments if isinstance(app, Workload)):
        image = workload.pinned_image
        groups.setdefault((workload.app_name, image.repository, image.tag, image.digest), []).append(workload)
    return [
        AppImage(
            app=name,
            environments=tuple(sorted(app.env_name for app in sharing)),
            repository=repository,
            tag=tag,
            digest=digest,
            source=known.source if (known := pins[name]) and (known.tag, known.digest) == (tag, digest) else None,
            reference=sharing[0].pinned_image.reference if tag or digest else "",
        )
        for (name, repository, tag, digest), sharing in groups.items()
    ]


def built(project: Project, app: str | None = None) -> list[BuiltImage]:
    """The images that are built from this repository, by their repositories: those of one app, or all.

    An environment whose settings name a tag or a digest runs another build, and an image without `build` is built
    elsewhere. Raises `ProjectError` for an app that is not there.
    """
    own = {one.app_name for one in _of(project.environments, app)} if app else None
    order = [stage.environment for stage in stages(project.environments)]
    images: dict[str, list[Workload]] = {}
    kept = [one for one in project.environments if not one.previews]  # what a pull request builds is never pinned
    for one in sorted(kept, key=lambda one: (order.index(one.env_name), one.app_name)):
        if isinstance(one, Workload) and one.image.build and not (one.image.tag or one.image.digest):
            images.setdefault(one.image.repository, []).append(one)
    rows = []
    for repository, sharing in sorted(images.items()):
        firsts = {one.app_name: one for one in reversed(sharing)}
        if sharing[0].image.build and (own is None or own & firsts.keys()):
            names = sorted(firsts)
            rows.append(
                BuiltImage(
                    repository,
                    sharing[0].image.build,
                    apps=tuple(names),
                    targets=tuple(label(firsts[name]) for name in names),
                    pins=tuple(read_pin(project.root, name) for name in names),
                )
            )
    return rows


def pin(project: Project, app: str, *, tag: str, digest: str, source: str) -> Pinned:
    """Writes an app's pin, whatever the file held before.

    Raises `ProjectError` for an app that is not there, for what is no tag, digest or commit, and where no environment
    would hear the pin.
    """
    environments = [one for one in _of(_unpinned(project), app) if isinstance(one, Workload)]
    if not environments:
        raise ProjectError(f"{app}: it runs no image of its own, so there is nothing to pin")
    try:
        new = Pin(tag=tag, digest=digest, source=git.commit_of(project.root, source) or source)
    except SettingsError as error:
        raise ProjectError(f"--{error.message}") from None
    deaf = [env.env_name for env in environments if env.image.tag or env.image.digest]
    if len(deaf) == len(environments):
        raise ProjectError(f"{app}: its settings name a tag or a digest themselves, so no pin is heard; take it out")
    notes = [f"not heard by {name}, whose settings name a tag or a digest themselves" for name in deaf]
    if git.commit_of(project.root, new.source) is None:
        notes.append(f"{new.source} is no commit that Git knows here")
    changed = write_pin(project.root, app, new)
    summary = f"{new.tag} {new.digest}; run `plainsail synth`" if changed else "nothing changed"
    return Pinned(pin_path(app), summary, tuple(notes))


def drift(root: Path, commit: str, sources: Sequence[str]) -> Drift:
    """How the sources at HEAD differ from those at a commit. Raises `ProjectError` where this clone cannot tell."""
    if git.commit_of(root, "HEAD") is None:
        raise ProjectError(f"{root}: Git cannot tell what a build was made from: {git.problem(root)}")
    if git.commit_of(root, commit) is None:
        if git.is_shallow(root):
            raise ProjectError(
                f"{commit}: this clone is shallow and may lack it; `git fetch --unshallow`, or fetch-depth: 0 in CI"
            )
        return Drift(commit, unknown=True)
    return Drift(commit, tuple(git.differing(root, commit, sources)))


def _of(environments: Sequence[Environment], app: str) -> list[Environment]:
    if own := [environment for environment in environments if environment.app_name == app]:
        return own
    known = {environment.app_name for environment in environments}
    raise ProjectError(f"{app}: there is no such app in envs/__init__.py{did_you_mean_or_all(app, known)}")


def _unpinned(project: Project) -> Sequence[Environment]:
    """The environments as their classes say them: a pin that is broken must not keep a new one from being written."""
    use_code_of(project.root)
    from plainsail.project.registry import load

    return load(project.root, pin_of=lambda _root, _app: None)
