"""The two sides of a plan, as files and their texts: a fresh render, `dist/` at a Git ref, or a folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from plainsail.errors import ProjectError
from plainsail.manifests.loader import home_of, objects_of, remedy_in_dist
from plainsail.manifests.manifests import Broken, Manifests
from plainsail.manifests.resource import Resource
from plainsail.merge_conflict import SETTLE
from plainsail.project import git
from plainsail.project.project import Project
from plainsail.project.registry import ARGOCD
from plainsail.project.rules import label
from plainsail.project.scope import Scope, parse_labels
from plainsail.render.synthesis import synthesize
from plainsail.yaml_reader import ENDINGS, files_below

HEAD = "HEAD"


@dataclass(frozen=True)
class Tree:
    """One side of a plan."""

    name: str
    """What people call it: `dist/ at HEAD`."""
    files: Mapping[str, str]
    """Path below `dist/` to text."""

    def of(self, scope: Scope) -> Tree:
        """The part that is asked for."""
        if not scope:
            return self
        wanted = tuple(f"{folder}/" for folder in scope.folders or ())
        return Tree(self.name, {path: text for path, text in self.files.items() if path.startswith(wanted)})


def rendered(project: Project, scope: Scope) -> tuple[Tree, list[str]]:
    """What the settings say now, and what waits for a first build, in words."""
    tree = synthesize(project, scope)
    return Tree("the settings", tree.files), tree.left_out


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


def read(before: Tree, after: Tree) -> tuple[Manifests, Manifests]:
    """The objects of both trees, those of equal files being the same. Raises `ProjectError` for what is no YAML."""
    known = {path: list(_objects(before, path)) for path in sorted(before.files)}
    new = {
        path: known[path] if before.files.get(path) == after.files[path] else list(_objects(after, path))
        for path in sorted(after.files)
    }
    old_side, new_side = (Manifests(resource for file in side.values() for resource in file) for side in (known, new))
    return old_side, new_side


def _objects(tree: Tree, path: str) -> Iterator[Resource]:
    for resource in objects_of(tree.files[path], f"dist/{path}", *home_of(path)):
        if isinstance(resource, Broken):
            fix = f"; {remedy_in_dist(resource)}" if resource.fix == SETTLE else ""
            raise ProjectError(f"{tree.name}: {path}:{resource.where.line}: {resource.message}{fix}")
        yield resource


def parse_targets(project: Project, before: Tree, texts: Sequence[str]) -> Scope:
    """`ENV` and `ENV/APP`, registered now or found in the other tree. Raises `ProjectError` for what is neither."""
    folders = {"/".join(path.split("/")[:2]) for path in before.files if path.count("/") > 1}
    labels = {folder for folder in folders if not folder.startswith(f"{ARGOCD}/")}
    return parse_labels(labels | {label(environment) for environment in project.environments}, texts)


def _at_ref(root: Path, ref: str) -> Tree:
    files = git.folder_at(root, ref, "dist")
    return Tree(f"dist/ at {ref}", {path: text for path, text in files.items() if path.endswith(ENDINGS)})


def _texts(folder: Path) -> dict[str, str]:
    try:
        return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files_below(folder)}
    except (OSError, UnicodeDecodeError) as error:
        raise ProjectError(f"{folder}: cannot be read: {str(error).lower()}") from None
