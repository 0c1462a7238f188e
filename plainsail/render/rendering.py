"""Renders what is not as it was, and puts it beside what is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from constructs_lib.kubernetes.objects import Key
from plainsail.project.alone import apps_alone, registered_kinds
from plainsail.project.names import label
from plainsail.project.pins import check_pinned, unbuilt
from plainsail.project.rules import waiting
from plainsail.render.apps import Part, delivered, refuse_doubles, render_apps
from plainsail.render.kept.facts import facts_of
from plainsail.render.kept.files import Files
from plainsail.render.kept.inputs import inputs_of
from plainsail.render.kept.memory import Memory, asked_of, output_of, together
from plainsail.render.kept.record import Row, Whole
from plainsail.render.tree import Share, Tree

if TYPE_CHECKING:
    from constructs_lib.settings import Environment
    from plainsail.project.observed import Observed
    from plainsail.project.project import Project
    from plainsail.project.shards import Shard

Texts = Mapping[str, str]
"""Path in `dist/` to text."""


class Rendering:
    """One run for what is asked for."""

    def __init__(self, project: Project, share: Share, memory: Memory, jobs: int | None) -> None:
        self._project, self._share, self._memory, self._jobs = project, share, memory, jobs
        self._parts: dict[str, Part] = {}
        """By label, what this run rendered, or found in `dist/`."""
        self._rows: dict[str, Row] = {}
        self._rendered: set[str] = set()

    def tree(self) -> Tree:
        """The files, with what is remembered brought up to date."""
        return self._of_changed_apps() or self._of_all()

    def _of_changed_apps(self) -> Tree | None:
        """Without the settings of all others; None where these have to be looked at together, which a part never is."""
        shard = self._share.shard
        kinds = (registered_kinds(self._project.root) if shard else self._memory.kinds) or {}
        wanted = [name for name in kinds if self._share.holds(name)]
        asked = wanted if shard else [*kinds]
        self._rows |= {name: row for name in asked if (row := self._memory.row(name, kinds[name]))}
        changed = [name for name in wanted if not self._find(name)]
        if not kinds or self._rows.keys() | {*changed} != {*asked} or (not shard and len(changed) == len(kinds)):
            return None
        if not self._render_alone(changed, kinds):
            return None
        if shard:
            return self._of_part(shard, wanted)
        whole = self._memory.holds_together(self._rows)
        deliveries = self._deliveries_as_before(whole) if whole else None
        if deliveries is None:
            return None
        self._memory.keep(self._rows, whole)
        return self._tree(wanted, deliveries, is_there=True)

    def _of_part(self, shard: Shard, names: list[str], left_out: Sequence[str] = ()) -> Tree:
        self._memory.keep(self._rows_of(names), None, part=shard.name)
        return self._tree(names, {}, left_out, is_there=True)

    def _render_alone(self, names: Sequence[str], kinds: Mapping[str, str]) -> bool:
        """Whether that was possible. Whatever is wrong is said by who looks at all: its lines are known there."""
        if not kinds.keys() >= {*names}:
            return False
        with apps_alone(self._project.root, {name: kinds[name] for name in names}) as alone:
            if alone is None or unbuilt(self._project.root, alone.environments):
                return False
            try:
                check_pinned(alone.environments)
                self._render(alone.environments, alone.observed)
            except Exception:
                return False
        return True

    def _of_all(self) -> Tree:
        environments = self._project.environments
        wanted = [env for env in environments if self._share.holds(label(env))]
        waits = [env for env in wanted if env in self._project.unbuilt]
        chosen = [env for env in wanted if env not in waits]
        check_pinned(chosen)
        for env in environments:
            if label(env) not in self._rows and (row := self._memory.row(label(env), _kind(env))):
                self._rows[label(env)] = row
        self._render([env for env in chosen if not self._find(label(env))], self._project.observed)
        refuse_doubles(chosen, [self._keys(env) for env in chosen])
        names = [label(env) for env in chosen]
        if self._share.shard:
            return self._of_part(self._share.shard, names, waiting(waits))
        rows = self._rows_of(map(label, environments))
        before = self._memory.holds_together(rows)
        found = self._deliveries_as_before(before) if before else None
        files = self._deliveries(chosen) if found is None else found
        self._memory.keep(self._rows, self._whole(environments, rows, files, before))
        return self._tree(names, files, waiting(waits), is_there=found is not None)

    def _find(self, name: str) -> bool:
        """Whether `dist/` holds what an app is, or this run has rendered it."""
        if name not in self._parts and (row := self._rows.get(name)):
            files = self._memory.files(name, row.output)
            if files is not None:
                self._parts[name] = Part(files, (), row.left_out)
        return name in self._parts

    def _keys(self, environment: Environment) -> Sequence[Key]:
        """What an app renders; of one that was found, what it did."""
        name = label(environment)
        found = () if self._parts[name].keys or name not in self._rows else self._rows[name].keys
        return self._parts[name].keys or [Key(*key) for key in found]

    def _render(self, environments: Sequence[Environment], observed: Observed | None) -> None:
        """As parts come in, what they were made of and became is noted, while others are rendered."""
        read: set[str] = set()
        rows: dict[str, Row] = {}
        for environment, part in zip(environments, render_apps(self._project, environments, self._jobs), strict=True):
            name = label(environment)
            self._parts[name] = part
            self._rendered |= part.files.keys()
            self._rows.pop(name, None)
            read.update(part.read)
            if observed and (row := _row(environment, part, observed)):
                rows[name] = row
        for name, row in rows.items():
            paths = tuple(sorted(read.union(row.inputs)))
            self._rows[name] = row._replace(inputs=paths, made_of=self._memory.made_of(row.kind, paths))

    def _rows_of(self, names: Iterable[str]) -> dict[str, Row]:
        return {name: self._rows[name] for name in names if name in self._rows}

    def _deliveries_as_before(self, whole: Whole) -> Texts | None:
        """What brings each environment that is asked for, if `dist/` holds it as it was."""
        files = Files(self._memory.dist)
        for folder, output in whole.deliveries.items():
            if self._share.brings(folder):
                found = self._memory.files(folder, output)
                if found is None:
                    return None
                files.add(found)
        return files

    def _deliveries(self, chosen: Sequence[Environment]) -> Texts:
        """The same, rendered; of an environment of which only some apps are asked for, it cannot be known."""
        keys: dict[str, list[Key]] = defaultdict(list)
        for environment in chosen:
            if self._share.scope.holds(environment.env_name):
                keys[environment.env_name] += self._keys(environment)
        return {path: text for env in keys for path, text in delivered(self._project, env, keys[env]).items()}

    def _whole(
        self, environments: Sequence[Environment], rows: Mapping[str, Row], files: Texts, before: Whole | None
    ) -> Whole | None:
        """What is true of all together, where it is known of all; `before` is what was, where it holds still."""
        labels = tuple(map(label, environments))
        if self._project.unbuilt or len(rows) < len(labels) or (self._share.scope and before is None):
            return None
        by_folder: dict[str, dict[str, bytes]] = defaultdict(dict)
        for path, text in files.items():
            by_folder[path.rpartition("/")[0]][path] = text.encode()
        deliveries = {folder: output_of(texts) for folder, texts in by_folder.items()}
        kinds = registered_kinds(self._project.root) or {}
        spelled = self._memory.registry if kinds.keys() >= {*labels} else None
        return Whole(
            spelled,
            labels,
            tuple(kinds[name] for name in labels if spelled),
            together(rows),
            {**(before.deliveries if before else {}), **deliveries},
        )

    def _tree(self, names: list[str], deliveries: Texts, left_out: Sequence[str] = (), *, is_there: bool) -> Tree:
        parts = [self._parts[name] for name in names]
        files = Files(self._memory.dist)
        for each in (*(part.files for part in parts), deliveries):
            files.add(each)
        words = [*left_out, *(words for part in parts for words in part.left_out)]
        return Tree(files, self._share.folders(names), words, self._rendered, is_there, self._memory.since)


def _row(environment: Environment, part: Part, observed: Observed) -> Row | None:
    """What an app was made of by itself, and became; the digest of the first follows."""
    inputs = inputs_of(environment, observed)
    if inputs is None:
        return None
    return Row(
        kind=_kind(environment),
        inputs=tuple(inputs),
        made_of="",
        output=output_of({path: text.encode() for path, text in part.files.items()}),
        keys=part.keys,
        asked=asked_of(facts_of(environment), part.keys),
        left_out=tuple(part.left_out),
    )


def _kind(environment: Environment) -> str:
    return f"{type(environment).__module__}:{type(environment).__qualname__}"
