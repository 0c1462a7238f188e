"""What is asked for of `dist/`, and the files that are the answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from plainsail.manifests.kustomizations import KUSTOMIZATION
from plainsail.render.exchange import is_disturbed
from plainsail.render.leaves import holds_only

if TYPE_CHECKING:
    from plainsail.project.scope import Scope
    from plainsail.project.shards import Shard


class Tree(NamedTuple):
    """Files of `dist/`; `folders` are those that they are the whole content of, None for all of `dist/`.

    `left_out` is what waits for a first build, and what of a chart of Helm nothing would run, in words.
    """

    files: Mapping[str, str]
    folders: Sequence[str] | None = None
    left_out: Sequence[str] = ()
    rendered: Collection[str] = ()
    """The paths of apps that were rendered, rather than found in `dist/`."""
    is_there: bool = False
    """Whether all others were found there as they are."""
    since: int = 0
    """How many publications (`exchange.publications`) there were before."""

    @property
    def objects(self) -> int:
        """How many objects the files hold."""
        return sum(not path.endswith(f"/{KUSTOMIZATION}") for path in self.files)

    def lies_in(self, dist: Path) -> bool:
        """Whether `dist/` holds these files and nothing else, so that nobody need look at them again."""
        return not self.rendered and self._lies_in(dist)

    def only_change(self, dist: Path) -> str | None:
        """The folder beside which `dist/` holds these files and nothing else, if one folder was rendered."""
        folders = {path.rpartition("/")[0] for path in self.rendered}
        return folders.pop() if len(folders) == 1 and self._lies_in(dist) else None

    def _lies_in(self, dist: Path) -> bool:
        folders = {path.rpartition("/")[0] for path in self.files}
        return self.is_there and not is_disturbed(dist) and holds_only(folders, dist, self.folders)

    def report(self, shown: str, changed: int) -> str:
        """What people are told of it, and how many files changed in the folder that is so called."""
        return f"{shown}: {self.objects} objects, {f'{changed} changed' if changed else 'nothing changed'}"


class Share(NamedTuple):
    """The apps and environments that are asked for, by name; of these, with a shard, one part of the apps."""

    scope: Scope
    shard: Shard | None = None

    def holds(self, label: str) -> bool:
        """Whether an app in an environment (`staging/backend`) is asked for."""
        env, _, app = label.partition("/")
        return self.scope.holds(env, app) and (self.shard is None or self.shard.holds(app))

    def brings(self, folder: str) -> bool:
        """Whether a folder (`argocd/staging`) tells what brings an environment that is asked for as a whole."""
        return self.shard is None and self.scope.holds(folder.partition("/")[2])

    def folders(self, labels: Sequence[str]) -> Sequence[str] | None:
        """The folders below `dist/` that these apps are the whole content of; None for all of `dist/`."""
        return self.scope.folders if self.shard is None else labels
