"""The two sides of a plan, as files and their texts: a fresh render, `dist/` at a Git ref, or a folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType

from plainsail.errors import ProjectError
from plainsail.manifests.deliveries import DELIVERIES
from plainsail.manifests.kustomizations import is_ours
from plainsail.manifests.loader import Reader, home_of, objects_of, remedy_in_dist, unknown
from plainsail.manifests.manifests import Broken, Manifests
from plainsail.manifests.resource import Resource
from plainsail.merge_conflict import SETTLE
from plainsail.progress import progress
from plainsail.project import git
from plainsail.project.names import label
from plainsail.project.project import Project
from plainsail.project.scope import Scope, parse_labels
from plainsail.render.apps import delivered
from plainsail.render.synthesis import synthesize
from plainsail.yaml_reader import ENDINGS, files_below

HEAD = "HEAD"
_UNKNOWN: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Tree:
    """One side of a plan."""

    name: str
    """What people call it: `dist/ at HEAD`."""
    files: Mapping[str, str]
    """Path below `dist/` to text."""

    def of(self, scope: Scope) -> Tree:
        """The part that is asked for, and what Argo CD is told about it."""
        if not scope:
            return self
        folders = (
            *(scope.folders or ()),
            *(f"{folder}/{environment}" for environment in _context(scope) for folder in DELIVERIES),
        )
        wanted = tuple(f"{folder}/" for folder in folders)
        return Tree(self.name, {path: text for path, text in self.files.items() if path.startswith(wanted)})


def rendered(project: Project, scope: Scope, before: Tree) -> tuple[Tree, Sequence[str]]:
    """What the settings say now, and what waits for a first build, in words.

    Of an app alone, with what Argo CD is told while all else stays as it was.
    """
    tree = synthesize(project, scope)
    files = dict(tree.files)
    for environment in _context(scope):
        apps = {(environment, env.app_name) for env in project.environments if env.env_name == environment}
        known = {path: text for path, text in before.files.items() if path.split("/")[0] == environment}
        keys = [
            resource.key
            for path, text in ({**known, **files}).items()
            if tuple(path.split("/")[:2]) in apps
            and (path in files or not scope.holds(environment, path.split("/")[1]))
            for resource in _objects(Tree("the settings", {path: text}), path)
        ]
        files |= delivered(project, environment, keys) if apps else {}
    return Tree("the settings", files), tree.left_out


def _context(scope: Scope) -> list[str]:
    """The environments of which only apps are asked for: what Argo CD is told about them is not in the scope."""
    return sorted({target.environment for target in scope} - {target.environment for target in scope if not target.app})


def against(project: Project, named: str | None, here: Path) -> Tree:
    """What to compare with: `dist/` at HEAD, at the ref that is named, or the folder. Raises `ProjectError`."""
    if named is None:
        return _at_ref(project.root, HEAD)
    folder = here / named
    if not folder.is_dir():
        if folder.exists():
            raise ProjectError(f"--against {named}: is a file; name a Git ref, or a folder such as dist")
        return _at_ref(project.root, named)
    if not named.startswith((".", "/")) and git.commit_of(project.root, named):
        raise ProjectError(f"--against {named}: is a folder and a Git ref; write ./{named}, or refs/heads/{named}")
    return Tree(f"{named.rstrip('/')}/", _texts(folder))


def read(
    before: Tree, after: Tree, *, versions: Mapping[str, str] = _UNKNOWN, reader: Reader = unknown
) -> tuple[Manifests, Manifests]:
    """The objects of both trees, those of equal files being the same. Raises `ProjectError` for what is no YAML.

    `versions` gives the Kubernetes version of `<env>/<app>`; `reader` reads a file, or knows what it holds.
    """
    known = {
        path: list(_objects(before, path, versions, reader))
        for path in progress(sorted(before.files), "reading files", len(before.files))
    }
    new = {
        path: known[path]
        if before.files.get(path) == after.files[path]
        else list(_objects(after, path, versions, reader))
        for path in progress(sorted(after.files), "reading files", len(after.files))
    }
    old_side, new_side = (Manifests(resource for file in side.values() for resource in file) for side in (known, new))
    return old_side, new_side


def _objects(
    tree: Tree, path: str, versions: Mapping[str, str] = _UNKNOWN, reader: Reader = unknown
) -> Iterator[Resource]:
    if is_ours(path, tree.files[path]):
        return
    environment, app = home_of(path)
    version = versions.get(f"{environment}/{app}", "")
    for resource in objects_of(
        tree.files[path], f"dist/{path}", environment, app, version, reader=partial(reader, path)
    ):
        if isinstance(resource, Broken):
            fix = f"; {remedy_in_dist(resource)}" if resource.fix == SETTLE else ""
            raise ProjectError(f"{tree.name}: {path}:{resource.where.line}: {resource.message}{fix}")
        yield resource


def parse_targets(project: Project, before: Tree, texts: Sequence[str]) -> Scope:
    """`ENV` and `ENV/APP`, registered now or found in the other tree. Raises `ProjectError` for what is neither."""
    folders = {"/".join(path.split("/")[:2]) for path in before.files if path.count("/") > 1}
    labels = {folder for folder in folders if folder.partition("/")[0] not in DELIVERIES}
    return parse_labels(labels | {label(environment) for environment in project.environments}, texts)


def _at_ref(root: Path, ref: str) -> Tree:
    files = git.folder_at(root, ref, "dist")
    return Tree(f"dist/ at {ref}", {path: text for path, text in files.items() if path.endswith(ENDINGS)})


def _texts(folder: Path) -> dict[str, str]:
    try:
        return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files_below(folder)}
    except (OSError, UnicodeDecodeError) as error:
        raise ProjectError(f"{folder}: cannot be read: {str(error).lower()}") from None
